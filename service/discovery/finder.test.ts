import { expect, test } from 'vitest';
import { Refused } from '../../office/core/refusal.ts';
import type { SeenPhone } from '../../office/core/observed.ts';
import type { ScanOptions, ScanResult } from '../../phones/discovery/scan.ts';
import type { OwnAddress } from '../../phones/discovery/subnets.ts';
import { titleOf } from './actions.ts';
import { openFinder, type FinderDeps } from './finder.ts';
import { seenOnNetwork } from './feed.ts';

const counts: ScanResult['counts'] = {
  table: { by: '/proc/net/arp', problem: undefined },
  sweep: { sent: 254, problems: new Map() },
  live: 3,
  withMac: 3,
  sip: { asked: 3, answered: 1 },
  sipPorts: { asked: 0, answered: 0 },
  web: { asked: 0, answered: 0 },
  snmp: { asked: 0, answered: 0 },
  ssdp: { answered: 0 },
  mdns: { answered: 0, problem: undefined },
};
const lan: OwnAddress = { name: 'eth9', address: '192.0.2.5', netmask: '255.255.255.0', internal: false };

/** Networks of no real interface, so nothing can leave; `look` stands for the scan, which tests/lan proves. */
function open(look: (options: ScanOptions) => Promise<ScanResult>, more: Partial<FinderDeps> = {}) {
  const told: string[] = [];
  const found: string[] = [];
  const finder = openFinder({
    now: () => 1000,
    changed: (topic) => told.push(topic),
    found: (mac, device) => found.push(`${mac} ${device.model}`),
    seenPhones: () => [],
    listening: () => ({ failure: undefined, isOffering: true }),
    problem: () => {},
    interfaces: () => [{ ...lan, name: 'big', address: '10.255.255.1', netmask: '255.255.0.0' }],
    scan: look,
    ...more,
  });
  return { finder, told, found };
}

const heardPhone = ({ inventory }: ScanOptions): void => {
  inventory.hear({ at: 5, via: 'arp', address: '10.255.0.9', mac: '000413aabbcc', interface: 'big' });
  inventory.hear({ at: 6, via: 'sip', address: '10.255.0.9', isSip: true, text: 'snomD785/10.1.198.19', hints: { sipUserAgent: 'snomD785/10.1.198.19' } }); // prettier-ignore
};

test('[R4] a look has one run at a time, progress, an end, and feeds phones on', async () => {
  let end = (): void => {};
  const { finder, told, found } = open(async (options) => {
    options.onProgress?.({ stage: 'sweeping', fraction: 0.3, swept: 10, of: 254, live: 0, phones: 0 });
    heardPhone(options);
    await new Promise<void>((resolve) => (end = resolve));
    return { isCancelled: options.signal.aborted, ms: 1, counts };
  });
  await finder.start({ networks: ['10.255.0.0/24'] });
  expect(finder.state()).toMatchObject({ isRunning: true, progress: { fraction: 0.3 } });
  await expect(finder.start({ networks: ['10.255.0.0/24'] })).rejects.toThrow(Refused);
  finder.cancel();
  end();
  await finder.stop();
  expect(finder.state()).toMatchObject({ isRunning: false, isCancelled: true, endedAt: 1000, failure: null });
  expect(found).toEqual(['000413aabbcc D785']);
  expect(new Set(told)).toEqual(new Set(['observed:discovery', 'observed:found']));
  expect(finder.state().methods.find(({ id }) => id === 'sweep')?.text).toBe('254 short messages sent; 3 devices found.');
}); // prettier-ignore

test('[R4] nothing outside the own networks, and a large one only when it is confirmed', async () => {
  const asked: string[] = [];
  const { finder } = open((options) => {
    asked.push(...options.subnets.map(({ cidr }) => cidr));
    return Promise.resolve({ isCancelled: false, ms: 1, counts });
  });
  await expect(finder.start({})).rejects.toThrow('10.255.0.0/16: It has more than 1,022 addresses.');
  await expect(finder.start({ networks: ['8.8.8.0/24'] })).rejects.toThrow('own networks');
  await expect(finder.start({ networks: ['10.255.0.0/16'] })).rejects.toThrow('Confirm it, or name a part');
  await finder.start({ networks: ['10.255.0.0/16'], large: true });
  await finder.stop();
  expect(asked).toEqual(['10.255.0.0/16']);
});

test('[R4] a device that did not say that it is a phone is one when somebody says so', async () => {
  const seen: SeenPhone[] = [];
  const { finder, found } = open(({ inventory }) => {
    inventory.hear({ at: 5, via: 'arp', address: '10.255.0.9', mac: '02aabbccdd01', interface: 'big' });
    inventory.hear({ at: 6, via: 'sip', address: '10.255.0.9', isSip: true, text: 'x', hints: { sipUserAgent: 'Acme 5' } });
    return Promise.resolve({ isCancelled: false, ms: 1, counts });
  }, { seenPhones: () => seen });
  await finder.start({ networks: ['10.255.0.0/24'] });
  await finder.stop();
  expect([finder.devices()[0]?.kind, found]).toEqual(['maybe-phone', []]);
  finder.take('02aabbccdd01');
  expect(found).toEqual(['02aabbccdd01 null']);
  // It stands under New already: nothing is said of it twice.
  seen.push({ mac: '02aabbccdd01', vendor: null, model: null, firmware: null, address: null, firstSeen: 1, lastSeen: 1, life: { state: 'attention', since: 1 }, evidence: [] });
  finder.take('02aabbccdd01');
  expect(found).toHaveLength(1);
  expect(() => finder.take('02aabbccdd02')).toThrow('no longer there');
}); // prettier-ignore

test('[R4] a look that breaks off says why and can be begun again', async () => {
  const { finder } = open(() => Promise.reject(new Error('no socket')));
  await finder.start({ networks: ['10.255.0.0/24'] });
  await finder.stop();
  expect(finder.state()).toMatchObject({ isRunning: false, failure: 'no socket' });
  await finder.start({ networks: ['10.255.0.0/24'] });
  await finder.stop();
});

test('[R4] phones that were heard stand in the same list, with what was heard', async () => {
  const seen = (mac: string, method: string): SeenPhone => ({
    ...{ mac, vendor: 'snom', model: 'D785', firmware: '10.1.9.9', address: '10.255.0.9', firstSeen: 2, lastSeen: 9 },
    life: { state: 'awaiting-approval', since: 2 },
    evidence: [{ at: 2, kind: 'seen', method, text: 'Seen.' }],
  });
  const { finder } = open((options) => {
    heardPhone(options);
    return Promise.resolve({ isCancelled: false, ms: 1, counts });
  }, { seenPhones: () => [seen('000413aabbcc', 'pnp'), seen('000413ddeeff', 'http')] }); // prettier-ignore
  await finder.start({ networks: ['10.255.0.0/24'] });
  await finder.stop();
  const devices = finder.devices();
  expect(devices.map(({ mac, kind }) => [mac, kind])).toEqual([['000413aabbcc', 'phone'], ['000413ddeeff', 'phone']]); // prettier-ignore
  expect(devices[0]?.evidence.map(({ via }) => via)).toEqual(['pnp', 'arp', 'sip']);
  expect(devices[1]?.evidence.map(({ via }) => via)).toEqual(['provisioning']);
  expect(finder.state().methods.find(({ id }) => id === 'pnp')).toMatchObject({ outcome: 'found' });
});

test('[R4] a refused registration is a sign of a device, from the own networks only', async () => {
  const { finder } = open(() => new Promise(() => {}), {
    interfaces: () => [{ ...lan, name: 'none', address: '10.255.255.1', netmask: '255.255.255.0' }],
  });
  const refusal = (address: string, event = 'InvalidAccountID') => finder.engineSaid({ event, remoteaddress: `IPV4/UDP/${address}/5060`, accountid: 'x\u202ey' }); // prettier-ignore
  refusal('10.255.255.77');
  refusal('203.0.113.9');
  refusal('10.255.255.78', 'SuccessfulAuth');
  expect(finder.devices()).toMatchObject([
    { address: '10.255.255.77', kind: 'maybe-phone', evidence: [{ via: 'registration', text: 'Tried to register as “x\ufffdy” and was refused.' }] },
  ]); // prettier-ignore
  await finder.stop();
});

test('[R4] what a look says to a phone’s life: an adopted phone keeps the address where it registers', () => {
  const device = {
    ...{ id: 'x', kind: 'phone', mac: '000413aabbcc', address: '10.255.0.9', interface: 'big', vendorId: 'snom', maker: 'Snom' },
    ...{ model: 'D785', isModelKnown: true, firmware: null, confidence: 'certain', firstSeen: 1, lastSeen: 6 },
    evidence: [{ at: 6, via: 'sip', text: 'x' }],
  } as const;
  const adopted = { isAdopted: true, address: '10.255.0.50' } as never;
  expect(seenOnNetwork(device as never, undefined)).toEqual({ kind: 'seen', at: 6, via: 'sip', isSupported: true, address: '10.255.0.9', vendor: 'snom', model: 'D785' });
  expect(seenOnNetwork(device as never, adopted)).not.toHaveProperty('address');
}); // prettier-ignore

test('[R4] a device is called by maker and model, and no word twice', () => {
  expect(titleOf({ maker: 'Cisco SPA', model: 'SPA504G' })).toBe('Cisco SPA504G');
  expect(titleOf({ maker: 'Linphone', model: 'LinphoneAndroid' })).toBe('LinphoneAndroid');
  expect(titleOf({ maker: 'Snom', model: 'D785' })).toBe('Snom D785');
  expect([titleOf({ maker: null, model: null }), titleOf({ maker: 'Yealink', model: null })]).toEqual(['', 'Yealink']);
});
