/**
 * The real product on a LAN: a phone is plugged in, found, adopted, rings and speaks, moves to somebody else, is told when
 * the office's computer has another address, and nobody else gets anything. One office, one story: each test goes on
 * where the one before ended.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureListed, measureRegistered } from './measure.ts';
import { whyNoNamespaces, type Host, type Program } from './namespaces.ts';
import {
  accountOf,
  addWorker,
  firstAddress,
  healthOf,
  is,
  lineOf,
  networkOf,
  openLanOffice,
  phonesOf,
  plugIn,
  softphone,
  stranger,
  until,
  type LanOffice,
  type PluggedIn,
  type Worker,
} from './office.ts';

const why = whyNoNamespaces();
const newAddress = '10.20.0.77';

describe.skipIf(why !== undefined)(`the product on a LAN${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let office: LanOffice;
  let ann: Worker;
  let ben: Worker;
  let cid: Worker;
  let desk: PluggedIn;
  let bens: { host: Host; program: Program };

  const count = (program: Program, kind: string, more = {}) => program.events.filter(is(kind, more)).length;
  const next = async (program: Program, kind: string, act: () => Promise<unknown>, more = {}) => {
    const before = count(program, kind, more);
    await act();
    await program.until(`${kind} once more`, () => count(program, kind, more) > before, 15_000);
    return program.events.filter(is(kind, more)).at(-1) ?? {};
  };
  const registered = (mac: string, timeoutMs = 10_000) =>
    until('registered', () => lineOf(office, mac), (line) => line?.registration?.status === 'registered', timeoutMs); // prettier-ignore
  const working = (mac: string) =>
    until('in service', () => lineOf(office, mac), (line) => ['registered', 'in-service'].includes(line?.life?.state ?? ''), 20_000); // prettier-ignore

  /** A call from Ben's softphone that the desk phone answers, with sound that came all the way back. */
  async function callDesk(number: string): Promise<void> {
    const [answers, calls] = [count(desk.program, 'answered'), count(bens.program, 'answered')];
    bens.program.say(`dial ${number}`);
    await desk.program.until('the desk phone answers', () => count(desk.program, 'answered') > answers);
    await bens.program.until('the caller hears of it', () => count(bens.program, 'answered') > calls);
    // The desk phone says what it hears: the caller's own tone comes back only if sound flows both ways.
    const share = async () => {
      const { share: heard } = await next(bens.program, 'heard', () => Promise.resolve(bens.program.say('heard')));
      return Number(heard);
    };
    expect(await until('sound comes back', share, (heard) => heard > 0.9)).toBeGreaterThan(0.9);
    const ends = count(desk.program, 'ended');
    bens.program.say('hangup');
    await desk.program.until('the call ends', () => count(desk.program, 'ended') > ends);
  }

  beforeAll(async () => {
    office = await openLanOffice();
    ann = await addWorker(office, 'Ann');
    ben = await addWorker(office, 'Ben');
    cid = await addWorker(office, 'Cid');
  }, 60_000);
  afterAll(() => office.close(), 60_000);

  it('[R4] [P3] a phone that is plugged in is listed within a second, adopted and registered within three', async () => {
    desk = plugIn(office, 9);
    const listedMs = await measureListed(office, desk);
    const [fresh] = await phonesOf(office, 'new');
    expect(fresh).toMatchObject({
      mac: desk.mac,
      adopted: false,
      vendor: 'snom',
      model: 'D785',
      firmware: '10.1.198.19',
      address: desk.host.address,
      life: { state: 'awaiting-approval' },
    });
    expect(count(desk.program, 'told')).toBe(0);

    const registeredMs = await measureRegistered(office, ann, desk);
    process.stdout.write(`plugged in -> listed: ${listedMs} ms, adopted -> registered: ${registeredMs} ms\n`);
    expect(listedMs).toBeLessThan(1000);
    expect(registeredMs).toBeLessThan(3000);
    await desk.program.until('the phone says so too', is('registered'));
    expect(desk.program.events.find(is('told'))).toMatchObject({
      url: expect.stringMatching(`^http://${firstAddress}:8480/[\\w-]{22,}/`) as unknown,
    });
  });

  it('[P1] the list shows whose it is, its state, address and firmware', async () => {
    expect(await working(desk.mac)).toMatchObject({
      adopted: true,
      number: ann.number,
      assignedTo: 'Ann',
      address: desk.host.address,
      firmware: '10.1.198.19',
      registration: { status: 'registered', transport: 'udp' },
    });
    expect(await phonesOf(office, 'new')).toEqual([]);
  });

  it('[R4] a softphone calls it: it rings and answers, with sound both ways', async () => {
    const host = office.lan.host('laptop', { address: '10.20.0.5' });
    bens = { host, program: softphone(host, await accountOf(office, ben.identityId)) };
    await bens.program.until('the softphone is registered', is('registered'));
    await callDesk(ann.number);
  });

  it('[P1] a resync is obeyed, and proven by a new fetch', async () => {
    const resync = () => office.run('phone.resync', { mac: desk.mac });
    await next(desk.program, 'configured', resync);
    expect(desk.program.events.filter(is('obeying')).at(-1)).toMatchObject({ event: 'check-sync;reboot=false' });
    await working(desk.mac);
  });

  it('[P3] a phone adopted for nobody shows its label, and fetches again when it becomes somebody’s', async () => {
    const spare = plugIn(office, 11, 'spare');
    await measureListed(office, spare);
    const adopt = () =>
      office.run('phone.adopt', { mac: spare.mac, vendor: 'snom', model: 'D785', label: 'Spare phone' });
    const shown = await next(spare.program, 'configured', adopt);
    // Its one line leads to helpers, and to the code by which somebody makes it theirs.
    expect(shown).toMatchObject({ label: 'Spare phone', account: { user: `claim-${spare.mac}` } });
    const assign = () =>
      office.run('phone.assign', { phoneId: `mac-${spare.mac}`, extensionId: cid.extensionId }); // prettier-ignore
    await next(spare.program, 'registered', assign);
    expect(await registered(spare.mac)).toMatchObject({ number: cid.number, address: spare.host.address });
    await office.run('phone.retire', { phoneId: `mac-${spare.mac}` });
    // It is told first, and then the registration that it made with the old password is ended.
    type Identities = { identities: { registration: { status: string } }[] };
    const old = () => office.ask<Identities>('extension.get', { id: cid.extensionId });
    await until('its registration ended', old, ({ identities }) => identities.every(({ registration: one }) => one.status !== 'registered')); // prettier-ignore
    // It is still switched on and thinks that it is registered: it must not ring for Cid any more.
    const calls = count(bens.program, 'ended');
    const over = () => count(bens.program, 'ended') + count(bens.program, 'answered');
    const before = over();
    bens.program.say(`dial ${cid.number}`);
    await bens.program.until('something else happens to the call', () => over() > before);
    bens.program.say('hangup');
    await bens.program.until('the call ends', () => count(bens.program, 'ended') > calls);
    expect(count(spare.program, 'ringing')).toBe(0);
    await spare.program.stop();
  });

  it('[I3] on a new assignment it takes the other number, and what it knew before is refused', async () => {
    const old = await accountOf(office, ann.identityId);
    const assign = () =>
      office.run('phone.assign', { phoneId: `mac-${desk.mac}`, extensionId: cid.extensionId }); // prettier-ignore
    await next(desk.program, 'registered', assign);
    expect(await registered(desk.mac)).toMatchObject({ number: cid.number, assignedTo: 'Cid' });
    const host = office.lan.host('elsewhere', { address: '10.20.0.6' });
    const thief = softphone(host, old);
    expect(await thief.until('refused', is('register-failed'))).toMatchObject({
      reason: expect.stringMatching(/^40[13]/) as unknown,
    });
    await thief.stop();
    expect((await accountOf(office, ann.identityId)).secret).not.toBe(old.secret);
    await working(desk.mac);
  });

  it('[X4] an address of its own for one extension is told to that phone alone, and taken back', async () => {
    const set = (localServerAddress: string) => () =>
      office.run('extension.update', { id: cid.extensionId, localServerAddress });
    const elsewhere = await next(desk.program, 'configured', set('10.20.0.200'));
    expect(elsewhere).toMatchObject({ account: { host: '10.20.0.200' } });
    const back = await next(desk.program, 'configured', set(''));
    expect(back).toMatchObject({ account: { host: firstAddress } });
    await working(desk.mac);
    await callDesk(cid.number);
  });

  it('[P3] a stranger who asks for thousands of hardware addresses, or as a phone, gets nothing', async () => {
    const host = office.lan.host('stranger', { address: '10.20.0.66' });
    const fetches = async () =>
      (await office.ask<{ evidence: { kind: string }[] }>('phone.get', { id: `mac-${desk.mac}` })).evidence.filter(
        ({ kind }) => kind === 'fetched',
      ).length;
    const before = await fetches();
    const count = 3000;
    const who = stranger(host, { bind: host.address, server: firstAddress, count, victim: desk.mac });
    const { statuses } = await who.until('swept', is('swept'), 20_000);
    expect(Object.keys(statuses as object).map(Number).filter((status) => status < 400)).toEqual([]); // prettier-ignore
    expect(Object.values(statuses as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(count + 10);
    expect(await who.until('asked', is('asked-unknown'))).toMatchObject({ answers: 0, urls: [] });
    expect(await who.until('asked', is('asked-victim'))).toMatchObject({ urls: [] });
    expect(await fetches()).toBe(before);
    // It is still known where the real phone is.
    expect(await lineOf(office, desk.mac)).toMatchObject({ address: desk.host.address });
    await callDesk(cid.number);
  });

  it('[X13] an address typed by hand that this computer does not have is broken, with what to do', async () => {
    const moved = await office.request('do', 'network.update', { fixedAddress: '10.20.0.99' });
    expect(moved.ok).toBe(true);
    const items = await until('shown', () => healthOf(office), (found) => found.some(({ code }) => code === 'address-missing')); // prettier-ignore
    expect(items[0]).toMatchObject({ severity: 'broken', title: '10.20.0.99 is not on this computer now', remedy: expect.stringContaining('another address') as unknown }); // prettier-ignore
    expect((await networkOf(office)).address).toBeNull();
    const back = () => office.run('network.update', { fixedAddress: '' });
    await next(desk.program, 'registered', back);
    await until('healthy', () => healthOf(office), (found) => found.length === 0, 20_000); // prettier-ignore
    expect((await networkOf(office)).address).toBe(firstAddress);
    await working(desk.mac);
  });

  const ill = (code: string) =>
    until(`health says ${code}`, () => healthOf(office), (items) => items.some((item) => item.code === code)); // prettier-ignore
  const healthy = () => until('healthy', () => healthOf(office), (items) => items.length === 0, 25_000); // prettier-ignore
  const engine = async () => (await office.ask<{ pid: number }>('engine.status')).pid;

  it('[X13] an address that is lost for a moment is shown, and nothing is moved', async () => {
    const before = await engine();
    office.computer.lose();
    expect((await ill('address-missing'))[0]).toMatchObject({ severity: 'broken', title: expect.stringContaining(firstAddress) as unknown }); // prettier-ignore
    expect((await networkOf(office)).address).toBe(firstAddress);
    office.computer.readdress(firstAddress);
    await healthy();
    expect(await engine()).toBe(before);
    await callDesk(cid.number);
  });

  it('[X13] this computer really gets another address: phones are told, fetch again, and calls work there', async () => {
    const from = Date.now();
    await bens.program.stop();
    const told = count(desk.program, 'told');
    office.computer.readdress(newAddress);
    const shown = await until('the new address is shown', () => networkOf(office), ({ address }) => address === newAddress); // prettier-ignore
    expect(shown.change).toMatchObject({ from: firstAddress, to: newAddress });
    await desk.program.until('the phone is told again', () => count(desk.program, 'told') > told, 30_000);
    expect(desk.program.events.filter(is('told')).at(-1)).toMatchObject({
      url: expect.stringContaining(`http://${newAddress}:8480/`) as unknown,
    });
    await until('carried through', () => networkOf(office), (network) => network.change === null, 20_000); // prettier-ignore
    expect(await working(desk.mac)).toMatchObject({ address: desk.host.address, number: cid.number });
    process.stdout.write(`address changed -> phone in service at the new one: ${Date.now() - from} ms\n`);
    await healthy();
    expect(office.ailments).toEqual(expect.arrayContaining(['address-missing', 'address-changed']));

    bens = { ...bens, program: softphone(bens.host, await accountOf(office, ben.identityId), newAddress) };
    await bens.program.until('the softphone is registered', is('registered'));
    await callDesk(cid.number);
  });
});
