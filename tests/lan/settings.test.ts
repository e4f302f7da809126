/**
 * Settings, passwords, phone book and firmware on a LAN with the real product: two virtual Snom phones that are told by their
 * registrar and fetch; whoever else is on the wire gets nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoNamespaces, type Host } from './namespaces.ts';
import {
  addWorker,
  firstAddress,
  lineOf,
  openLanOffice,
  plugIn,
  until,
  type LanOffice,
  type PluggedIn,
} from './office.ts';

const why = whyNoNamespaces();

interface Files {
  state: string;
  fetchedAt: number | null;
  changes: string[];
  files: { isSecret: boolean; text: string }[];
}

describe.skipIf(why !== undefined)(
  `settings of phones on a LAN${why === undefined ? '' : ` (skipped: ${why})`}`,
  () => {
    let office: LanOffice;
    let one: PluggedIn;
    let two: PluggedIn;

    const filesOf = ({ mac }: PluggedIn) => office.ask<Files>('phone.files', { mac });
    /** The phone has what it should, fetched after the moment. */
    const fetched = (phone: PluggedIn, after: number) =>
    until('it has fetched', () => filesOf(phone), ({ state, fetchedAt }) => state === 'same' && (fetchedAt ?? 0) >= after); // prettier-ignore
    const settingsUrl = async ({ mac }: PluggedIn) =>
      (await office.ask<{ settingsUrl: string }>('phone.drawing', { mac })).settingsUrl;

    /** What a computer on the wire gets at an address. */
    async function get(host: Host, url: string): Promise<{ status: number; text: string }> {
      const script = `fetch(process.argv[1]).then(async (a) => console.log(JSON.stringify({ kind: 'got', status: a.status, text: await a.text() })))`;
      const program = host.run(process.execPath, ['-e', script, url]);
      const found = await program.until('an answer', ({ kind }) => kind === 'got');
      return { status: Number(found['status']), text: String(found['text']) };
    }
    const textOf = async (host: Host, url: string) => (await get(host, url)).text;

    beforeAll(async () => {
      office = await openLanOffice();
      one = plugIn(office, 10, 'desk1');
      two = plugIn(office, 11, 'desk2');
      for (const [phone, name] of [
        [one, 'Ann'],
        [two, 'Ben'],
      ] as const) {
        const worker = await addWorker(office, name);
        await until('it is found', () => office.ask<{ rows: { mac: string }[] }>('phones.list', { tab: 'new' }), ({ rows }) => rows.some(({ mac }) => mac === phone.mac)); // prettier-ignore
        await office.run('phone.adopt', {
          mac: phone.mac,
          vendor: 'snom',
          model: 'D785',
          identityId: worker.identityId,
        });
        await until('registered', () => lineOf(office, phone.mac), (line) => line?.registration?.status === 'registered'); // prettier-ignore
        await fetched(phone, 0);
      }
    }, 40_000);
    afterAll(async () => office?.close());

    it('[G4] a setting of one phone is told to that phone alone, which fetches it; the page says what was different', async () => {
      const before = await filesOf(two);
      const at = Date.now();
      await office.run('phone-settings.set', { level: `mac-${one.mac}`, ringTone: 4 });
      await fetched(one, at);
      expect(await filesOf(two)).toMatchObject({ state: 'same', fetchedAt: before.fetchedAt });
    }, 20_000);

    it('[G4] new administrator passwords reach all phones, and stand on no page of files', async () => {
      const at = Date.now();
      await office.run('phone-password.rotate', { of: 'office' });
      for (const phone of [one, two]) {
        const { files } = await fetched(phone, at);
        const { password } = await office.ask<{ password: string }>('phone-password.get', {
          phoneId: `mac-${phone.mac}`,
        });
        expect(JSON.stringify(files)).not.toContain(password);
      }
      expect(await office.ask('phones.behind', {})).toMatchObject({ total: 2, behind: 0 });
    }, 20_000);

    it('[G4] phones get the phone book from the address in their settings; a guess gets nothing', async () => {
      await office.run('phone-book.add', { name: 'Taxi', number: '+4930210202' });
      const url = new URL(await settingsUrl(one));
      // As the phone reads it: out of its own file, which the page of files shows without the secret part.
      const text = await textOf(one.host, `${url.href}snomD785-${one.mac.toUpperCase()}.htm`);
      const book = /http:[^<"]+\/book\/[A-Za-z0-9]+\/snom\/[^<" ]+/.exec(text)?.[0] ?? '';
      expect(await textOf(one.host, book)).toContain('004930210202');
      const { files } = await filesOf(one);
      expect(JSON.stringify(files)).not.toContain(book);
      const guess = `http://${firstAddress}:${url.port}/book/AAAAAAAAAAAAAAAAAAAAAA/snom/phonebook.xml`;
      expect(await get(two.host, guess)).toMatchObject({ status: 404 });
      expect(await get(two.host, `http://${firstAddress}:${url.port}/firmware/AAAAAAAAAAAAAAAAAAAAAA/x.bin`)).toMatchObject({ status: 404 }); // prettier-ignore
    }, 20_000);
  },
);
