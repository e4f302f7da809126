/** Practice phones on a real wire with somebody who listens to it: nothing of them may be heard there. */
import { afterEach, describe, expect, it } from 'vitest';
import type { PracticePhone } from '../../service/practice/practice.ts';
import { whyNoNamespaces } from './namespaces.ts';
import { addWorker, is, openLanOffice, phonesOf, plugIn, until, type LanOffice } from './office.ts';

const why = whyNoNamespaces();
let office: LanOffice | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

/** Another PnP server in the office, or a curious guest. */
const listener = `
  const socket = require('node:dgram').createSocket({ type: 'udp4', reuseAddr: true });
  const say = (event) => console.log(JSON.stringify(event));
  socket.on('message', (bytes) => say({ kind: 'heard', text: bytes.toString('latin1') }));
  socket.bind(5060, '224.0.1.75', () => { socket.addMembership('224.0.1.75', '10.20.0.9'); say({ kind: 'listening' }); });
`;

describe.skipIf(why !== undefined)(`practice on a LAN${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it('[R4] practice phones are found, adopted and registered, and the network hears none of it', async () => {
    office = await openLanOffice();
    const { run, ask, lan } = office;
    const guest = lan.host('guest', { address: '10.20.0.9' }).run(process.execPath, ['-e', listener]);
    await guest.until('the guest listens', is('listening'));
    const worker = await addWorker(office, 'Ann');
    const { ids } = await run<{ ids: string[] }>('practice.add', { phones: [{ vendor: 'snom', model: 'D785' }] });
    const [id = ''] = ids;
    await until('it is under New', () => phonesOf(office!, 'new'), (lines) => lines.some((line) => line.id === id)); // prettier-ignore
    await run('phone.adopt', { mac: id.slice(4), vendor: 'snom', model: 'D785', identityId: worker.identityId });
    await until('it is registered', () => ask<PracticePhone[]>('practice.list'), ([one]) => one?.lines[0]?.registered === true); // prettier-ignore

    // Whoever pretends from outside to be a practice phone is none.
    const stranger = lan.host('stranger', { address: '10.20.0.8', mac: '02:50:52:41:00:09' });
    stranger.run(process.execPath, [
      ...['phones/virtual/main.ts', '--mac', '025052410009', '--bind', '10.20.0.8', '--no-register'],
    ]);
    // A real one is heard by both: the guest's ears work, and what the practice phone said came before.
    const real = plugIn(office, 20);
    await until('the real one is under New', () => phonesOf(office!, 'new'), (lines) => lines.some((line) => line.mac === real.mac)); // prettier-ignore
    const heardAs = (mac: string) => guest.events.filter(({ text }) => String(text).toLowerCase().includes(mac)).length;
    await until('the guest heard both', () => Promise.resolve([heardAs(real.mac), heardAs('025052410009')]), (heard) => heard.every((n) => n > 0)); // prettier-ignore
    expect([heardAs(id.slice(4)), (await phonesOf(office, 'new')).map(({ mac }) => mac)]).toEqual([0, [real.mac]]);
  });
});
