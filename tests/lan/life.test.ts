/**
 * The life of desk phones on a LAN: a site is prepared with no phone present and works when it is plugged in, what is asked
 * of a phone is proved by what it does, one broken phone is replaced by another. Virtual phones, the real product.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../service/phones/asking.ts';
import type { Rollout } from '../../service/phones/rollout.ts';
import { whyNoNamespaces } from './namespaces.ts';
import { addWorker, is, lineOf, openLanOffice, phonesOf, plugIn, until, type LanOffice, type PluggedIn, type Worker } from './office.ts'; // prettier-ignore

const why = whyNoNamespaces();

describe.skipIf(why !== undefined)(`the life of phones${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let office: LanOffice;
  let ann: Worker;
  let ben: Worker;
  let desk: PluggedIn;
  let other: PluggedIn;
  const macOf = (last: number) => `000413aabb${last.toString(16).padStart(2, '0')}`;
  const working = (mac: string) =>
    until('in service', () => lineOf(office, mac), (line) => line?.life?.state === 'registered', 20_000); // prettier-ignore
  const asked = (mac: string) => office.ask<Asked[]>('phone.asked', { mac });
  const ended = (mac: string, timeoutMs = 20_000) =>
    until('an effect', () => asked(mac), ([last]) => last !== undefined && last.endedAt !== null, timeoutMs); // prettier-ignore

  beforeAll(async () => {
    office = await openLanOffice();
    ann = await addWorker(office, 'Ann');
    ben = await addWorker(office, 'Ben');
  }, 60_000);
  afterAll(() => office.close(), 60_000);

  it('[P2] [R4] prepared from labels, plugged in later: in service with nobody doing anything, its model learnt', async () => {
    const text = `MAC\tLabel\tExtension\n${macOf(21)}\tReception\t${ann.number}\n00:04:13:aa:bb:16\tLobby\t${ben.number}`;
    interface Row {
      mac: string;
      state: string;
      prepared: unknown;
    }
    const { rows } = await office.ask<{ rows: Row[] }>('phones.read-labels', { text });
    expect(rows).toMatchObject([{ mac: macOf(21), state: 'ready' }, { mac: macOf(22), state: 'ready' }]); // prettier-ignore
    await office.run('phone.pre-stage', { rows: rows.map(({ prepared }) => prepared) });
    desk = plugIn(office, 21, 'desk');
    other = plugIn(office, 22, 'other');
    expect(await working(desk.mac)).toMatchObject({ label: 'Reception', assignedTo: 'Ann', model: 'D785' });
    await working(other.mac);
    expect(await phonesOf(office, 'new')).toEqual([]);
  });

  it('[R4] a resync and a restart are proved by what the phone does after them', async () => {
    const registrations = () => desk.program.events.filter(is('registered')).length;
    const times = registrations();
    const before = (await office.run<Asked>('phone.resync', { mac: desk.mac })).id;
    expect((await ended(desk.mac))[0]).toMatchObject({
      id: before,
      action: 'resync',
      state: 'proved',
      words: 'It has fetched its settings.',
    });
    // It hears nobody while it takes its settings over.
    await desk.program.until('it is back', () => registrations() > times);
    await office.run('phone.resync', { mac: desk.mac, reboot: true });
    const [restart] = await ended(desk.mac);
    expect(restart).toMatchObject({ action: 'reboot', state: 'proved', words: expect.stringContaining('It is back and registered.') as string }); // prettier-ignore
    await desk.program.until('it is back', () => registrations() > times + 1);
    await working(desk.mac);
  });

  it('[P3] a phone is found by letting it ring, and that is no call of anybody', async () => {
    await office.run('phone.identify', { mac: desk.mac, ring: true });
    expect((await ended(desk.mac))[0]).toMatchObject({ action: 'ring', state: 'proved', words: 'It rings now.' });
    await desk.program.until('it rings', is('ringing'));
    const shown = await office.run<Asked>('phone.identify', { mac: desk.mac, text: 'Reception' });
    expect(shown).toMatchObject({ action: 'identify', state: 'heard' });
  });

  it('[P1] many are asked in steps, each proved before the next', async () => {
    await office.run('phones.ask', { macs: [desk.mac, other.mac], action: 'resync' });
    const done = await until('both', () => office.ask<Rollout | null>('phones.rollout'), (all) => all?.state === 'done', 20_000); // prettier-ignore
    expect(done?.phones.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('[P2] a broken phone is replaced in one step: the new one has everything, the old one is told nothing more', async () => {
    await desk.program.stop();
    await office.run('phone.replace', { phoneId: `mac-${desk.mac}`, mac: macOf(23), vendor: 'snom' });
    const fresh = plugIn(office, 23, 'fresh');
    expect(await working(fresh.mac)).toMatchObject({ label: 'Reception', assignedTo: 'Ann', number: ann.number });
    expect(await lineOf(office, desk.mac)).toBeUndefined();
    const { rows } = await office.ask<{ rows: unknown[] }>('phones.list', { tab: 'former' });
    expect(rows).toMatchObject([{ mac: desk.mac, former: { end: 'replaced', by: { mac: fresh.mac, name: 'Reception' } } }]); // prettier-ignore
  });
});
