import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  startPhones,
  type PhoneFetch,
  type PhoneOffer,
  type PhoneSighting,
  type PhonesDeps,
  type PhonesHandle,
} from './index.ts';
import type { PhoneProfile } from './vendors/define.ts';
import {
  createVirtualPhone,
  type VirtualPhone,
  type VirtualPhoneEvent,
  type VirtualPhoneOptions,
} from './virtual/phone.ts';
import { snom } from './virtual/boots/snom.ts';
import { readSnom } from './virtual/readers/snom.ts';
import { startUserAgent } from './virtual/user-agent/index.ts';

const MAC = '000413aabbcc';
const TOKEN = 'q4JYB7yTq0C2r8m5V1nXWA';
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const freeUdpPort = async (): Promise<number> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
};

const profile = (url: string): PhoneProfile => ({
  mac: MAC,
  model: 'D785',
  label: 'Reception',
  lines: [
    {
      position: 1,
      number: '101',
      displayName: 'Ann',
      authUser: 'p1',
      secret: 's3cret',
      server: '127.0.0.1',
      port: 5070,
      transport: 'udp',
      srtp: false,
      callWaiting: true,
    },
  ],
  keys: [{ position: 1, kind: 'line' }],
  adminPassword: 'admin-1',
  provisioningUrl: url,
  timeZone: 'Europe/Berlin',
  language: 'de',
  ntpServer: '127.0.0.1',
  dialToneCountry: 'DE',
});

/** An office of one phone on loopback; PnP on a unicast port, because loopback has no multicast (tests/lan has it). */
async function office(options: Partial<PhonesDeps> = {}) {
  const port = await freeUdpPort();
  const [seen, offers, fetches]: [PhoneSighting[], PhoneOffer[], PhoneFetch[]] = [[], [], []];
  const state = { isAdopted: false, profile: undefined as PhoneProfile | undefined };
  const phones: PhonesHandle = await startPhones({
    address: '127.0.0.1',
    httpPort: 0,
    sipPnp: { enabled: true, group: '127.0.0.1', port },
    profileOf: (mac) => (mac === MAC ? state.profile : undefined),
    tokenOf: (mac) => (mac === MAC ? TOKEN : undefined),
    byToken: (token) => (token === TOKEN ? MAC : undefined),
    policy: () => (state.isAdopted ? 'offer' : 'ignore'),
    onSeen: (sighting) => seen.push(sighting),
    onOffer: (offer) => offers.push(offer),
    onFetch: (fetch) => fetches.push(fetch),
    now: () => Date.now(),
    ...options,
  });
  cleanups.push(() => phones.close());
  const adopt = (): void => {
    state.isAdopted = true;
    state.profile = profile(phones.urlOf(MAC) ?? '');
  };
  return { phones, port, seen, offers, fetches, state, adopt };
}

function plugIn(
  port: number,
  options: Partial<VirtualPhoneOptions> = {},
): { phone: VirtualPhone; events: VirtualPhoneEvent[] } {
  const events: VirtualPhoneEvent[] = [];
  const phone = createVirtualPhone({
    mac: MAC,
    model: 'D785',
    firmware: '10.1.198.19',
    bind: '127.0.0.1',
    pnp: { group: '127.0.0.1', port },
    registers: false,
    boot: snom,
    reads: readSnom,
    stack: startUserAgent,
    emit: (event) => events.push(event),
    ...options,
  });
  cleanups.push(() => phone.close());
  return { phone, events };
}

const kinds = (events: readonly VirtualPhoneEvent[]): string[] => events.map((event) => event.kind);

describe('phones on an address', () => {
  it('[R4] an adopted phone is plugged in: seen, told, fetches its file, reads its account', async () => {
    const { port, seen, offers, fetches, adopt } = await office();
    adopt();
    const { phone, events } = plugIn(port);
    await phone.boot();
    expect(kinds(events)).toEqual(['booted', 'asked', 'told', 'fetched', 'fetched', 'configured']);
    expect(events.at(-1)).toMatchObject({
      label: 'Reception',
      keys: 1,
      account: { user: 'p1', host: '127.0.0.1', port: 5070, transport: 'udp' },
    });
    expect(seen[0]).toMatchObject({
      via: 'pnp',
      mac: MAC,
      vendorId: 'snom',
      model: 'D785',
      firmware: '10.1.198.19',
      isModelKnown: true,
      confidence: 'model',
    });
    expect(seen.slice(1).map((sighting) => [sighting.via, sighting.model])).toEqual([
      ['http', 'D785'],
      ['http', 'D785'],
    ]);
    await vi.waitFor(() => expect(offers.map((offer) => offer.outcome)).toEqual(['sent', 'taken']));
    expect(fetches.map((fetch) => [fetch.file, fetch.status, fetch.isSecret])).toEqual([
      ['snomd785.htm', 200, false],
      ['snomd785-000413aabbcc.htm', 200, true],
    ]);
  });

  it('[R4] a new phone is seen, gets nothing, and is told the moment it is adopted', async () => {
    const { phones, port, seen, fetches, adopt } = await office();
    const { phone, events } = plugIn(port);
    const booted = phone.boot();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect([phones.offer(MAC), fetches]).toEqual([false, []]);
    adopt();
    const started = performance.now();
    expect(phones.offer(MAC)).toBe(true);
    await booted;
    expect(performance.now() - started).toBeLessThan(1000);
    expect(kinds(events).slice(-4)).toEqual(['told', 'fetched', 'fetched', 'configured']);
  });

  it('a phone that knows only our address fetches once within the window, then by its own path', async () => {
    const { phones, port, fetches, adopt } = await office();
    adopt();
    const { phone, events } = plugIn(port, { settingServer: `http://127.0.0.1:${phones.httpPort}/` });
    await phone.boot();
    expect(events.filter((event) => event.kind === 'fetched').map((event) => event.status)).toEqual([404, 404]);
    phones.allowFirstFetch({ mac: MAC, address: '127.0.0.1' });
    await phone.resync();
    await phone.resync();
    expect(fetches.map((fetch) => [fetch.by, fetch.status])).toEqual([
      ['nobody', 404],
      ['nobody', 404],
      ['first-fetch', 200],
      ['first-fetch', 200],
      ['token', 200],
      ['token', 200],
    ]);
  });

  it('tells a phone that nobody has assigned to fetch again, and sees that it did', async () => {
    const { phones, port, fetches, state, adopt } = await office();
    adopt();
    state.profile = { ...profile(phones.urlOf(MAC) ?? ''), lines: [] };
    const { phone, events } = plugIn(port);
    await phone.boot();
    expect(events.at(-1)).toMatchObject({ kind: 'configured', label: 'Reception', account: undefined });
    adopt();
    expect(await phones.act('resync', { mac: MAC, host: '127.0.0.1' })).toEqual({ status: 200 });
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'configured', account: { user: 'p1' } }));
    const hashes = fetches.filter((fetch) => fetch.isSecret).map((fetch) => fetch.hash);
    expect(new Set(hashes).size).toBe(2);
    const files = phones.filesOf(MAC);
    expect(files?.ok === true && files.hash).toBe(hashes.at(-1));
  });

  it('restarts a phone that gave up asking before it was adopted', async () => {
    const { phones, port, seen, adopt } = await office();
    const { phone, events } = plugIn(port, { askForMs: 300 });
    await phone.boot();
    expect([kinds(events).slice(-2), seen.length]).toEqual([['not-told', 'not-configured'], 1]);
    adopt();
    expect(await phones.act('reboot', { mac: MAC, host: '127.0.0.1' })).toEqual({ status: 200 });
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'configured', account: { user: 'p1' } }), 5000);
  });

  it('reports a browser as a request, not as a phone', async () => {
    const { phones, seen, fetches } = await office();
    await fetch(`http://127.0.0.1:${phones.httpPort}/favicon.ico`);
    expect([fetches.length, seen.length]).toEqual([1, 0]);
  });

  it('opens nothing when one of its ports is taken, and says which', async () => {
    const { phones } = await office();
    await expect(office({ httpPort: phones.httpPort })).rejects.toMatchObject({
      code: 'port-in-use',
      port: phones.httpPort,
    });
    const blocker = createSocket('udp4');
    await new Promise<void>((resolve) => blocker.bind(0, '127.0.0.1', resolve));
    cleanups.push(() => blocker.close());
    await expect(
      office({ sipPnp: { enabled: true, group: '127.0.0.1', port: blocker.address().port } }),
    ).rejects.toMatchObject({ code: 'port-in-use' });
  });
});
