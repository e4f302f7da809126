/** What the desk believes of whoever names the MAC of a phone of the office, and whom it serves. On loopback, with a network that says what the test wants. */
import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { phones } from '../../office/features/phones/table.ts';
import type { Neighbour } from '../../phones/discovery/neighbours.ts';
import { buildRequest } from '../../phones/sip/message.ts';
import { openPhoneDesk, type PhoneDesk } from './desk.ts';

const mac = '000413aabbcc';
const thief = '001565000001';
const yealink = 'Yealink SIP-T46U 108.86.0.20';
const snom = (model: string, firmware: string) =>
  `Mozilla/4.0 (compatible; snom${model}-SIP ${firmware} 2010.12 ${mac.toUpperCase()} SXM:0 UXM:0)`;

let office: TestOffice;
let desk: PhoneDesk;
let pnpPort: number;
let neighbour: Neighbour;
let notes: string[];
let isAwaited: boolean;
let at: number;
const row = () => office.office.read.get(phones, `mac-${mac}`);

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

beforeEach(async () => {
  office = testOffice();
  pnpPort = await freeUdpPort();
  [neighbour, notes, isAwaited, at] = [{ known: true, mac: thief }, [], false, 1_800_000_000_000];
  desk = openPhoneDesk({
    read: office.office.read,
    now: () => (at += 1),
    registration: () => ({ status: 'never' }),
    notify: () => Promise.resolve(),
    changed: () => undefined,
    placesChanged: () => undefined,
    ring: () => Promise.resolve(),
    learn(input) {
      const outcome = office.office.run('phone.learn-model', input, { kind: 'system', name: 'Switchroom' });
      return outcome.ok ? undefined : outcome.error.message;
    },
    fetched: () => undefined,
    awaits: () => isAwaited,
    note: (text) => notes.push(text),
    pnp: { group: '127.0.0.1', port: pnpPort },
    neighbourOf: () => Promise.resolve(neighbour),
  });
  office.office.onCommit((touched) => desk.commit(touched));
  await desk.serve({ interfaces: [], address: '127.0.0.1', chosenBy: 'fixed', sipPort: 5060, httpPort: 0, change: null }); // prettier-ignore
});
afterEach(async () => {
  await desk.stop();
  office.close();
});

/** As a phone that boots; the boot's number makes it a new conversation. */
async function subscribe(boot: number, device: string): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const uri = `sip:MAC%3a${mac}@224.0.1.75`;
  const packet = buildRequest('SUBSCRIBE', uri, {
    headers: [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK-${boot};rport`],
      ['From', `<${uri}>;tag=1`],
      ['To', `<${uri}>`],
      ['Call-ID', `boot-${boot}`],
      ['CSeq', '1 SUBSCRIBE'],
      ['Contact', `<sip:127.0.0.1:${port}>`],
      ['Event', `ua-profile;profile-type="device";${device}`],
      ['Expires', '0'],
    ],
  });
  await new Promise<void>((resolve) => socket.send(packet, pnpPort, '127.0.0.1', () => resolve()));
  socket.close();
}

const get = async (path: string, userAgent: string) =>
  (await fetch(`http://127.0.0.1:${desk.httpPort}${path}`, { headers: { 'User-Agent': userAgent } })).status;

test('[R4] a phone of the office is what it says itself; who only names its MAC changes nothing', async () => {
  office.do('phone.pre-stage', { rows: [{ mac, vendor: 'snom' }] });
  const offered = () => desk.seen(mac)?.evidence.filter(({ kind }) => kind === 'offered').length;
  const conflicts = () => desk.seen(mac)?.evidence.filter(({ kind }) => kind === 'conflict-seen').length;
  await subscribe(1, 'vendor="snom";model="snomD717";version="10.1.198.99"');
  await vi.waitFor(() => expect(conflicts()).toBe(1));
  expect(await get(`/${mac}.xml`, snom('D717', '10.1.198.99'))).toBe(404);
  expect(row()).toMatchObject({ vendor: 'snom', model: '' });
  expect([desk.firmwareOf(mac), desk.lifeOf(mac)?.firmware, desk.lifeOf(mac)?.address]).toEqual([undefined, undefined, undefined]); // prettier-ignore

  neighbour = { known: true, mac };
  await subscribe(2, 'vendor="snom";model="snomD785";version="10.1.198.19"');
  await vi.waitFor(() => expect(offered()).toBe(1));
  expect(row()).toMatchObject({ vendor: 'snom', model: 'D785' });
  expect([desk.firmwareOf(mac), desk.lifeOf(mac)?.model]).toEqual(['10.1.198.19', 'D785']);
});

test('[R4] a prepared phone learns its model from its own folder, and never another maker’s', async () => {
  office.do('phone.pre-stage', { rows: [{ mac, vendor: 'snom' }] });
  const folder = () => `/${row()?.provisioningToken}`;
  await get(`${folder()}/${mac}.xml`, yealink);
  expect(row()).toMatchObject({ vendor: 'snom', model: '' });
  expect(notes.join()).toContain('was prepared as one of snom');
  await get(`${folder()}/${mac}.xml`, snom('D785', '10.1.198.19'));
  expect(row()).toMatchObject({ vendor: 'snom', model: 'D785' });
  expect(desk.firmwareOf(mac)).toBe('10.1.198.19');
});

test('[R4] a phone with a new folder comes back through the old one; nobody else gets anything there', async () => {
  office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785' });
  const agent = snom('D785', '10.1.198.19');
  const old = `/${row()?.provisioningToken}/snomD785-${mac.toUpperCase()}.htm`;
  expect(await get(old, agent)).toBe(200);
  office.do('phone.new-token', { phoneId: `mac-${mac}` });
  expect(await get(old, agent)).toBe(404);
  expect(desk.lifeOf(mac)).toMatchObject({ state: 'attention', cause: 'conflict' });
  neighbour = { known: false, why: 'elsewhere' };
  expect(await get(old, agent)).toBe(404);
  neighbour = { known: true, mac };
  expect(await get(old, agent)).toBe(200);
  // It knows the new one now.
  expect(await get(old, agent)).toBe(404);
  expect(await get(`/${row()?.provisioningToken}/snomD785-${mac.toUpperCase()}.htm`, agent)).toBe(200);
});

test('[R4] one that was away for longer than ten minutes is let in by a person only', async () => {
  office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785' });
  const old = `/${row()?.provisioningToken}/snomD785-${mac.toUpperCase()}.htm`;
  office.do('phone.new-token', { phoneId: `mac-${mac}` });
  neighbour = { known: true, mac };
  at += 10 * 60_000;
  expect(await get(old, snom('D785', '10.1.198.19'))).toBe(404);
});

test('[R4] a phone that nobody can vouch for is told nothing, and its page says why', async () => {
  office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785' });
  neighbour = { known: false, why: 'unreadable', problem: 'arp -a: not found' };
  await subscribe(1, 'vendor="snom";model="snomD785";version="10.1.198.19"');
  await vi.waitFor(() => expect(desk.lifeOf(mac)).toMatchObject({ state: 'attention', cause: 'offer-unanswered' }));
  expect(desk.seen(mac)?.evidence.at(-1)?.text).toContain('arp -a: not found');
});
