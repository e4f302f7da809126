import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { LiveCall } from '../../office/core/observed.ts';
import { callsOf, reduceChannel, type Channel } from './channels.ts';
import { reduceDeviceState } from './device-states.ts';
import { contactOfList, reduceRegistration } from './registrations.ts';
import { createObserved } from './store.ts';

/**
 * Events of Asterisk 22.10 as they came over AMI, without the headers that nobody reads: a wrong password, two phones
 * that register, 101 calls 102 and hangs up, 101 calls an echo test, 101 calls 102 through a Local channel, 101 signs
 * off, 102 is unplugged. In between, the lists that a re-sync reads.
 */
type Recorded = { t: number; event: string } | { lists: AmiEvent[] };
const recorded = readFileSync(join(import.meta.dirname, 'recorded.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);
const events = recorded.flatMap((one) => ('lists' in one ? [] : [{ at: one.t, event: one as unknown as AmiEvent }]));
const lists = recorded.flatMap((one) => ('lists' in one ? [one.lists] : []));

const network = { interfaces: [], address: null, chosenBy: null, sipPort: 5060, httpPort: 8480, change: null };
const anna = 'ext-aaa-1';
const ben = 'ext-bbb-1';

function store() {
  let now = 0;
  const topics: string[] = [];
  const asked: string[] = [];
  const observed = createObserved({
    now: () => now,
    changed: (topic) => topics.push(topic),
    registered: (device) => asked.push(device),
    strangers: (devices) => asked.push(...devices),
    network,
  });
  const listing = (items: AmiEvent[]) => ({
    list(name: string) {
      const event = {
        PJSIPShowContacts: 'ContactList',
        DeviceStateList: 'DeviceStateChange',
        CoreShowChannels: 'CoreShowChannel',
      }[name];
      return Promise.resolve(items.filter((item) => item.event === event));
    },
  });
  return { observed, topics, asked, listing, at: (ms: number) => (now = ms) };
}

async function played(until = Infinity) {
  const all = store();
  await all.observed.sync(all.listing([]));
  for (const { at, event } of events) {
    if (at > until) break;
    all.at(at);
    all.observed.event(event);
  }
  return all;
}

describe('registrations', () => {
  test('[I4] a wrong password is told with the address it came from', async () => {
    const { observed } = await played(720);
    expect(observed.registration(ben)).toEqual({
      status: 'unregistered',
      since: 716,
      reason: { kind: 'wrong-password', at: 716, address: '127.0.0.1' },
    });
    expect(observed.registration(anna)).toEqual({ status: 'never' });
  });

  test('[I4] a phone that registers has an address, a transport and a round trip, and its software is asked for', async () => {
    const { observed, asked } = await played(2000);
    expect(observed.registration(anna)).toEqual({
      status: 'registered',
      since: 734,
      address: '127.0.0.1:25161',
      transport: 'udp',
      userAgent: '',
      roundTripMs: 9.2,
    });
    expect(asked).toEqual([anna, ben]);
    observed.contactDetail(anna, 'snomD785/10.1');
    expect(observed.registration(anna)).toMatchObject({ userAgent: 'snomD785/10.1', since: 734 });
  });

  test('[I4] whom Asterisk has not looked at since its start is told after each connect', async () => {
    const { observed, asked, listing } = store();
    const contact = (device: string, status: string) => ({
      event: 'ContactList',
      objectname: `${device};@abc`,
      uri: 'sip:a@10.0.0.8:5060',
      status,
      roundtripusec: status === 'Reachable' ? '900' : 'N/A',
    });
    await observed.sync(listing([contact(anna, 'NonQualified'), contact(ben, 'Reachable')]));
    expect(asked).toEqual([anna]);
  });

  test('[I4] one that signs off or stops answering is unregistered since then', async () => {
    const { observed } = await played();
    expect(observed.registration(anna)).toEqual({ status: 'unregistered', since: 9799 });
    expect(observed.registration(ben)).toEqual({ status: 'unregistered', since: 13743 });
  });

  test('the old place of a phone that moved does not sign it off', () => {
    const moved = {
      status: 'registered',
      since: 1,
      address: '10.0.0.9:5060',
      transport: 'udp',
      userAgent: '',
      roundTripMs: null,
    } as const;
    const removed = {
      event: 'ContactStatus',
      contactstatus: 'Removed',
      aor: anna,
      endpointname: anna,
      uri: 'sip:a@10.0.0.8:5060',
    };
    expect(reduceRegistration(() => moved, removed, 5)).toBeUndefined();
  });

  test("a stranger's guess changes nothing for a registered phone, nor for one we know nothing of", () => {
    const guess = { event: 'ChallengeResponseFailed', accountid: anna, remoteaddress: 'IPV4/UDP/10.0.0.66/5060' };
    const moved = {
      status: 'registered',
      since: 1,
      address: '10.0.0.9:5060',
      transport: 'udp',
      userAgent: '',
      roundTripMs: null,
    } as const;
    expect(reduceRegistration(() => moved, guess, 5)).toBeUndefined();
    expect(reduceRegistration(() => ({ status: 'unknown' }), guess, 5)).toBeUndefined();
  });

  test('contacts of a list, also over IPv6 and TLS', () => {
    const item = {
      event: 'ContactList',
      objectname: `${anna};@abc`,
      uri: 'sips:x@[2001:db8::7]:5061;transport=TLS',
      status: 'Reachable',
      useragent: 'Linphone',
      roundtripusec: '1500',
    };
    expect(contactOfList(() => ({ status: 'never' }), item, 9)?.registration).toEqual({
      status: 'registered',
      since: 9,
      address: '[2001:db8::7]:5061',
      transport: 'tls',
      userAgent: 'Linphone',
      roundTripMs: 1.5,
    });
  });
});

describe('device states', () => {
  test.each([
    ['INUSE', true],
    ['RINGING', true],
    ['NOT_INUSE', false],
    ['UNAVAILABLE', false],
    ['INVALID', null],
  ])('%s', (state, inUse) => {
    expect(reduceDeviceState({ event: 'DeviceStateChange', device: `PJSIP/${anna}`, state })).toEqual({
      device: anna,
      inUse,
    });
  });
  test('other devices are not ours', () => {
    expect(reduceDeviceState({ event: 'DeviceStateChange', device: 'Local/1@x', state: 'INUSE' })).toBeUndefined();
  });
});

describe('[R5] live calls', () => {
  const callAt = async (ms: number): Promise<LiveCall[]> => [...(await played(ms)).observed.calls];

  test('ringing, then talking, then gone', async () => {
    const from = { number: '101', name: 'Anna ext-aaa-1', device: anna };
    expect(await callAt(3000)).toEqual([
      {
        id: 'pbx-1795326715.0',
        since: 2754,
        answeredAt: null,
        from,
        dialled: '102',
        ringing: [ben],
        talking: [],
        application: null,
      },
    ]);
    expect(await callAt(4000)).toEqual([
      {
        id: 'pbx-1795326715.0',
        since: 2754,
        answeredAt: 3260,
        from,
        dialled: '102',
        ringing: [],
        talking: [anna, ben],
        application: null,
      },
    ]);
    expect(await callAt(6000)).toEqual([]);
  });

  test('Local channels in between are no devices', async () => {
    const [call, ...more] = await callAt(9000);
    expect(more).toEqual([]);
    expect(call).toMatchObject({ dialled: '103', from: { device: anna }, talking: [anna, ben], ringing: [] });
  });

  test('nothing is left when all is over', async () => {
    expect(await callAt(Infinity)).toEqual([]);
  });

  test('a re-sync in the middle of a call gives the same call, and what came meanwhile counts', async () => {
    const { observed, listing, at } = store();
    at(5000);
    await observed.sync(listing(lists[0] ?? []));
    expect(observed.calls).toMatchObject([{ dialled: '102', talking: [anna, ben], from: { number: '101' } }]);
    expect(observed.registration(anna)).toMatchObject({ status: 'registered', address: '127.0.0.1:25161' });
    expect(observed.inUse(anna)).toBe(true);
    expect(observed.inUse('ext-ccc-1')).toBe(false);
    // 101 hangs up while the next re-sync is reading.
    const reading = observed.sync(listing(lists[0] ?? []));
    for (const { at: when, event } of events) if (when > 5000 && when < 6000) observed.event(event);
    await reading;
    expect(observed.calls).toEqual([]);
    expect(observed.inUse(anna)).toBe(false);
  });

  test('[R5] a caller alone with the product is with the echo test', async () => {
    const { observed, listing } = store();
    // The list was read while the dialplan was still answering; one step later it says Echo.
    const items = (lists[1] ?? []).map((item) =>
      item.event === 'CoreShowChannel' ? { ...item, application: 'Echo' } : item,
    );
    await observed.sync(listing(items));
    expect(observed.calls).toMatchObject([{ talking: [], application: 'echo test' }]);
  });

  test('a late event does not bring a finished channel back, and a hangup of an unknown one is nothing', () => {
    const empty = new Map<string, Channel>();
    const event = {
      event: 'Newstate',
      uniqueid: '1.1',
      linkedid: '1.1',
      channel: 'PJSIP/ext-aaa-1-00000001',
      channelstate: '6',
    };
    expect(reduceChannel((id) => empty.get(id), event, 1)).toBeUndefined();
    expect(reduceChannel((id) => empty.get(id), { ...event, event: 'Hangup' }, 1)).toBeUndefined();
    expect(callsOf([])).toEqual([]);
  });
});

test('[R3] while the manager interface is away everything is unknown, and afterwards it is read again', async () => {
  const { observed, topics, listing, at } = await played(4000);
  topics.length = 0;
  observed.managerLost();
  expect(observed.registration(anna)).toEqual({ status: 'unknown' });
  expect(observed.inUse(anna)).toBeNull();
  expect(observed.calls).toEqual([]);
  expect(topics.sort()).toEqual(['observed:calls', 'observed:devices', 'observed:queues', 'observed:registrations']);
  observed.event({ event: 'DeviceStateChange', device: `PJSIP/${anna}`, state: 'NOT_INUSE' });
  expect(observed.inUse(anna)).toBeNull();
  at(8000);
  await observed.sync(listing([]));
  expect(observed.registration(anna)).toEqual({ status: 'unregistered', since: 8000 });
});
