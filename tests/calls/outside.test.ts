import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulate, type Ending, type OutsideWorld, type World } from '../../office/core/call-flow/simulate.ts';
import { officeFlows } from '../../office/features/index.ts';
import { outboundRules } from '../../office/features/outbound/table.ts';
import { callerIdsShown } from '../../office/features/caller-ids/read.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { callIn, startCarrier, startLines, type Carrier, type Lines, type SipMessage } from './lines.ts';
import { until } from './product.ts';
import { freePort, placeCalls, register, startPhones, type CallResult, type OutgoingCall } from './sipp.ts';

// One office in Germany, two carriers that do what the last three digits say, and 48 sets of random rules at once: each set
// is for numbers of its own, so that all calls are placed together.

let lines: Lines;
let first: Carrier;
let second: Carrier;
const trunkIds: Record<'first' | 'second', string> = { first: '', second: '' };
const people: Record<string, { id: string; account: { device: string; secret: string } }> = {};

/** Mulberry32: the same seed draws the same rules everywhere. */
function randomOf(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function person(name: string, plan: 'basic' | 'plus' | 'pro' = 'plus') {
  const { office } = lines;
  // 100 to 103 are those of the document's example.
  const number = String(301 + Object.keys(people).length);
  const made = office.do('person.create', { firstName: name, number, plan, voicemail: false });
  const identity = office.office.read.get(identities, made.identityIds[0] ?? '');
  if (!identity) throw new Error('a person has an identity');
  people[name] = { id: made.extensionId, account: { device: deviceOf(identity), secret: identity.secret } };
}

const who = (name: string) => {
  const found = people[name];
  if (!found) throw new Error(`nobody is named ${name}`);
  return found;
};

const does: Record<string, OutsideWorld> = {
  '200': { what: 'answers', after: 0 },
  '486': { what: 'busy', after: 0 },
  '404': { what: 'refused', after: 0 },
  '503': { what: 'congested', after: 0 },
};

const world: World = {
  now: Date.now(),
  keys: () => '',
  outside: (_trunk, number) => does[number.slice(-3)] ?? { what: 'down' },
  fact: () => undefined,
  phone: () => ({ registered: false, inCall: false, does: { what: 'rings' } }),
  rotation: () => 0,
  shuffle: (_node, devices) => devices,
};

const status: Partial<Record<Ending['kind'], number>> = { outside: 200, busy: 486, 'unknown-number': 404 };
const statusOf = (ending: Ending): number | undefined =>
  ending.kind === 'refused' ? (ending.code === 'no-line' ? 503 : 403) : status[ending.kind];

const userOf = ({ firstLine }: SipMessage) => /^INVITE sip:([^@]*)@/.exec(firstLine)?.[1] ?? '';

beforeAll(async () => {
  [lines, first, second] = await Promise.all([
    startLines(),
    startCarrier(undefined, '127.0.0.2'),
    startCarrier(undefined, '127.0.0.3'),
  ]);
  const { office } = lines;
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  for (const [name, at] of [
    ['first', first],
    ['second', second],
  ] as const)
    trunkIds[name] = office.do('trunk.create', { name, kind: 'address', host: at.address, port: at.port }).id;
  for (const [name, plan] of [
    ['Plus', 'plus'],
    ['Pro', 'pro'],
    ['Basic', 'basic'],
  ] as const)
    person(name, plan);
  await lines.apply();
});

afterAll(async () => {
  await Promise.all([lines.stop(), first.stop(), second.stop()]);
});

interface Drawn {
  by: string;
  number: string;
}

/** Rules of one set are for numbers 07<set>..., and what is dialled fits them often, but not always. */
function draw(set: number): Drawn[] {
  const random = randomOf(set + 1);
  const chance = (probability: number) => random() < probability;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // Safe: lists are not empty.
  const base = `07${String(set).padStart(2, '0')}`;
  const { office } = lines;
  const tail = () => pick(['.', '!', 'Z.', '[0-5].', 'XX.', '1.', '12!', 'N!', '[13579].', 'XXXXX', 'XXXXXX']);
  for (let index = 0; index < 1 + Math.floor(random() * 3); index += 1) {
    const chosen = chance(0.3);
    const changes = chance(0.3);
    office.do('outbound-rule.create', {
      name: `Set ${set} rule ${index}`,
      patterns: Array.from({ length: chance(0.3) ? 2 : 1 }, () => ({
        kind: 'pattern' as const,
        text: `${base}${tail()}`,
      })),
      action: chance(0.15) ? 'refuse' : 'dial',
      who: chosen ? 'chosen' : 'everybody',
      people: chosen && chance(0.6) ? [who(pick(['Plus', 'Pro', 'Basic'])).id] : [],
      plans: chosen ? [pick(['plus', 'pro'] as const)] : [],
      strip: changes ? Math.floor(random() * 4) : 0,
      add: changes ? pick(['', '9', '01033']) : '',
      passcodeFrom: chance(0.1) ? 'extension' : 'none',
      trunkIds: pick([[], [trunkIds.first], [trunkIds.second], [trunkIds.second, trunkIds.first]]),
      enabled: !chance(0.1),
      before: 'out-all',
    });
  }
  return Array.from({ length: 3 }, () => {
    const national = `${base.slice(1)}${String(Math.floor(random() * 1000)).slice(0, pick([1, 2, 3]))}${pick(['200', '200', '486', '404', '503'])}`;
    return { by: pick(['Plus', 'Pro', 'Basic']), number: pick([`0${national}`, `0049${national}`, `+49${national}`]) };
  });
}

/** First lines of what a carrier received and sent (>) in calls to this number. */
function talkOf(carrier: Carrier, number: string): string[] {
  const calls = new Set(carrier.invites().flatMap((one) => (userOf(one) === number ? [one.headers['call-id']] : [])));
  return carrier
    .messages()
    .filter((one) => calls.has(one.headers['call-id']))
    .map(({ isSent, firstLine }) => `${isSent ? '> ' : ''}${firstLine}`);
}

test('[X14] [R6] simulator and Asterisk agree on 48 random rule sets: which carrier is asked, for which number, and what the caller gets', async () => {
  const { office } = lines;
  office.do('outbound-rule.update', { id: 'out-all', enabled: false });
  const calls = Array.from({ length: 48 }, (_, set) => draw(set)).flat();
  lines.engine.runtime.replaceAll(office.office.projectAll());
  const flows = officeFlows(office.office.read);
  const expected = calls.map(({ by, number }) => {
    const { ending } = simulate(flows, { from: '100', to: number, ext: who(by).id }, world);
    return ending;
  });
  const results = await placeCalls(
    lines.server,
    calls.map(({ by, number }): OutgoingCall => ({ ...who(by).account, number, talkMs: 50 })),
    12,
    120,
  );
  const differences = calls.flatMap(({ by, number }, index) => {
    const wanted = expected[index] as Ending; // Safe: one for each call.
    const got = results[index] as CallResult;
    if (statusOf(wanted) === got.status) return [];
    const there = wanted.kind === 'outside' ? [first, second].flatMap((carrier) => talkOf(carrier, wanted.number)) : [];
    return [
      `${by} dials ${number}: simulated ${JSON.stringify(wanted)}, got ${got.status}; at the carriers: ${there.join(', ')}`,
    ];
  });
  expect(differences).toEqual([]);
  // The carriers were asked for just those numbers: each answered call stands in the simulation with its trunk.
  const answeredBy = (carrier: Carrier) =>
    carrier
      .invites()
      .map(userOf)
      .filter((user) => user.endsWith('200'))
      .sort();
  const simulated = (trunk: string) =>
    expected.flatMap((ending) => (ending.kind === 'outside' && ending.trunk === trunk ? [ending.number] : [])).sort();
  expect(answeredBy(first)).toEqual(simulated(trunkIds.first));
  expect(answeredBy(second)).toEqual(simulated(trunkIds.second));
  const kinds = new Set(expected.map((ending) => (ending.kind === 'refused' ? ending.code : ending.kind)));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['outside', 'busy', 'carrier', 'no-line', 'not-allowed', 'blocked', 'unknown-number']),
  );
  for (const { id } of office.office.read.all(outboundRules))
    if (id !== 'out-all') office.do('outbound-rule.delete', { id });
  office.do('outbound-rule.update', { id: 'out-all', enabled: true });
  lines.engine.runtime.replaceAll(office.office.projectAll());
}, 200_000);

const live = () => lines.engine.runtime.replaceAll(lines.office.office.projectAll());
const shownBy = ({ headers }: SipMessage) => /sip:([^@>;]*)/.exec(headers['from'] ?? '')?.[1] ?? '';
/** The INVITE by which a carrier was asked for this number. */
const asked = (number: string): SipMessage[] =>
  [...first.invites(), ...second.invites()].filter((one) => userOf(one) === number);

test('[X10] [X11] [N9] only numbers of the office are shown: fixed, by chance, hidden, and on forwarded calls', async () => {
  const { office } = lines;
  const own = ['+49301111100', '+49301111101', '+49301111102'];
  for (const number of own) office.do('public-number.create', { number });
  office.do('public-number.create', { number: '+49301111190', status: 'reserved' });
  for (const name of ['Fixed', 'Random', 'Hidden', 'Passes', 'Shows', 'Mobile']) person(name);
  office.do('caller-id.set', { extensionId: who('Fixed').id, mode: 'fixed', number: '030 1111101' });
  office.do('caller-id.set', { extensionId: who('Random').id, mode: 'random' });
  office.do('caller-id.set', { extensionId: who('Hidden').id, hidden: true });
  office.do('caller-id.set', { extensionId: who('Mobile').id, mobile: '0170 5556677' });
  office.do('caller-id.set', { extensionId: who('Mobile').id, mode: 'fixed', number: '0170 5556677' });
  office.do('caller-id.set', { extensionId: who('Shows').id, forwardShows: 'caller' });
  for (const [name, number] of [
    ['Passes', '030 700001200'],
    ['Shows', '030 700002200'],
  ] as const)
    office.do('forwarding.set', { extensionId: who(name).id, kind: 'always', enabled: true, number });
  const into = office.do('public-number.create', { number: '+49301111180', destination: `node:${who('Shows').id}` });
  expect(into.number).toBe('+49301111180');
  live();
  const numberOf = (name: string) =>
    office.office.read.all(extensions).find(({ id }) => id === who(name).id)?.number ?? '';
  const call = (name: string, number: string): OutgoingCall => ({ ...who(name).account, number, talkMs: 50 });
  const placed = await placeCalls(
    lines.server,
    [
      call('Fixed', '0307000010200'), call('Hidden', '0307000011200'), call('Mobile', '0307000012200'), call('Plus', '0307000013200'),
      call('Plus', numberOf('Passes')), ...Array.from({ length: 30 }, () => call('Random', '0307000014200')),
    ], // prettier-ignore
    10,
  );
  expect(placed.map(({ status: got }) => got)).toEqual(placed.map(() => 200));
  const one = (number: string): SipMessage => {
    const [found] = asked(number);
    if (!found) throw new Error(`no carrier was asked for ${number}`);
    return found;
  };
  expect(shownBy(one('+49307000010200'))).toBe('+49301111101');
  expect(shownBy(one('+49307000012200'))).toBe('+491705556677');
  expect(shownBy(one('+49307000013200'))).toBe('+49301111100');
  const hidden = one('+49307000011200');
  expect([shownBy(hidden), hidden.headers['privacy']]).toEqual(['anonymous', 'id']);
  const passed = one('+4930700001200');
  expect(shownBy(passed)).toBe('+49301111100');
  expect(passed.headers['diversion']).toContain('+49301111100');
  const drawn = asked('+49307000014200').map(shownBy);
  expect(drawn).toHaveLength(30);
  expect([...new Set(drawn)].sort()).toEqual([...own, '+49301111180'].sort());

  // Somebody outside calls; the call is passed on with the caller's own number, and with ours beside it.
  const { status: got } = await callIn(lines.server, {
    user: '+49301111180',
    from: '<sip:+6531234567@carrier.example>',
    address: '127.0.0.2',
  });
  expect(got).toBe(200);
  const shows = one('+4930700002200');
  expect(shownBy(shows)).toBe('+6531234567');
  expect(shows.headers['diversion']).toContain('+49301111100');
}, 90_000);

test('[X10] 10,000 draws: only numbers of the list, each as often as the others', async () => {
  const wanted = callerIdsShown(lines.office.office.read, who('Random').id, '').numbers;
  const drawn = new Map<string, number>();
  const one = async (): Promise<void> => {
    const { fields } = await lines.engine.engine.action('Getvar', {
      Variable: `EVAL_EXTEN(shown-number,${who('Random').id},1)`,
    });
    const number = fields['value'] ?? '';
    drawn.set(number, (drawn.get(number) ?? 0) + 1);
  };
  for (let round = 0; round < 100; round += 1) await Promise.all(Array.from({ length: 100 }, one));
  expect([...drawn.keys()].sort()).toEqual([...wanted].sort());
  // Chi-squared with three degrees of freedom: above 21.1 once in ten thousand runs.
  const mean = 10_000 / wanted.length;
  const spread = [...drawn.values()].reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  expect(spread).toBeLessThan(21.1);
}, 60_000);

test('[X5] the document’s example: VIPs reach extension 100, all others 101, 102 and 103', async () => {
  const { office } = lines;
  const make = (number: string, count: number) => {
    const made = office.do('person.create', {
      firstName: `N${number}`, number, voicemail: false, ringSeconds: 4, identities: (['deskphone', 'mobile-softphone'] as const).slice(0, count).map((type) => ({ type })),
    }); // prettier-ignore
    return {
      id: made.extensionId,
      phones: made.identityIds.map((id) => office.office.read.get(identities, id)).flatMap((row) => row ?? []),
    };
  };
  const boss = make('100', 2);
  const others = ['101', '102', '103'].map((number) => make(number, 1));
  office.do('forwarding.set', {
    extensionId: boss.id, kind: 'always', enabled: true, extensions: others.map(({ id }) => id), vips: ['+6531234567', '+65 6987 6543'],
  }); // prettier-ignore
  office.do('public-number.create', { number: '+49301111150', destination: `node:${boss.id}` });
  live();
  const port = await freePort();
  const answers = { what: 'answers' as const, afterMs: 300 };
  const accounts = [...boss.phones, ...others.flatMap(({ phones }) => phones)].map((row, index) => ({
    device: deviceOf(row),
    secret: row.secret,
    does: index === 0 || index === 3 ? answers : { what: 'rings' as const },
  }));
  await register(lines.server, accounts, port);
  const phones = await startPhones(lines.server.address, port, async () => {
    for (const { device } of accounts) await lines.engine.engine.action('PJSIPQualify', { Endpoint: device });
  });
  const rang = async (from: string): Promise<string[]> => {
    const before = phones.peek().length;
    await callIn(lines.server, { user: '+49301111150', from: `<sip:${from}@carrier.example>`, address: '127.0.0.2' });
    return [
      ...new Set(
        phones
          .peek()
          .slice(before)
          .map(({ device }) => device),
      ),
    ].sort();
  };
  const devices = accounts.map(({ device }) => device);
  const bossOwn = devices.slice(0, 2).sort();
  expect(await rang('+6531234567')).toEqual(bossOwn);
  expect(await rang('+6569876543')).toEqual(bossOwn);
  expect(await rang('+6512345678')).toEqual(devices.slice(2).sort());
  await phones.stop();
}, 90_000);

test('[X5] [N8] a number outside rings together with extensions, the first to answer has the call; *72 works to the outside too', async () => {
  const { office } = lines;
  const answers = (afterMs: number) => ({ what: 'answers' as const, afterMs });
  // Who rings inside, the number outside -> who has the call.
  const mixed = [
    { inside: { what: 'rings' as const }, number: '0307000050200', by: 'outside' },
    { inside: answers(300), number: '0307000051183', by: 'inside' },
    { inside: answers(600), number: '0307000052486', by: 'inside' },
  ];
  const takers = mixed.map((_, at) => `Taker${at}`);
  const bosses = mixed.map((_, at) => `Boss${at}`);
  for (const name of [...takers, ...bosses, 'Dials']) person(name);
  mixed.forEach(({ number }, at) => {
    const [boss, taker] = [who(bosses[at] ?? ''), who(takers[at] ?? '')];
    office.do('extension.update', { id: boss.id, ringSeconds: 4 });
    office.do('forwarding.set', {
      extensionId: boss.id,
      kind: 'always',
      enabled: true,
      number,
      extensions: [taker.id],
    });
  });
  live();
  const accounts = takers.map((name, at) => ({ ...who(name).account, does: mixed[at]?.inside ?? answers(0) }));
  const port = await freePort();
  await register(lines.server, accounts, port);
  const phones = await startPhones(lines.server.address, port, async () => {
    for (const { device } of accounts) await lines.engine.engine.action('PJSIPQualify', { Endpoint: device });
  });
  const numberOf = (name: string) => office.office.read.get(extensions, who(name).id)?.number ?? '';
  const results = await placeCalls(
    lines.server,
    [
      ...bosses.map((name) => ({ ...who('Plus').account, number: numberOf(name), talkMs: 200 })),
      { ...who('Dials').account, number: '*720307000053200', talkMs: 100 },
    ],
    10,
  );
  const rang = await phones.stop();
  expect(results.slice(0, 3).map(({ status: got }) => got)).toEqual([200, 200, 200]);
  expect(takers.map((name) => rang.find(({ device }) => device === who(name).account.device)?.end)).toEqual(
    mixed.map(({ by }) => (by === 'inside' ? 'answered' : 'cancelled')),
  );
  // Both were asked, on behalf of the one who forwards.
  for (const { number } of mixed) {
    const [asking] = asked(`+49${number.slice(1)}`);
    expect(asking && [shownBy(asking), asking.headers['diversion']]).toEqual([
      '+49301111100',
      expect.stringContaining('+49301111100'),
    ]);
  }
  const flows = officeFlows(office.office.read);
  mixed.forEach(({ by, inside }, at) => {
    const { ending } = simulate(
      flows,
      { from: '301', to: numberOf(bosses[at] ?? ''), ext: who('Plus').id },
      {
        ...world,
        outside: (_trunk, number) =>
          number.endsWith('183') ? { what: 'answers', after: 1.7 } : (does[number.slice(-3)] ?? { what: 'down' }),
        phone: () => ({
          registered: true,
          inCall: false,
          does: inside.what === 'rings' ? inside : { what: 'answers', after: inside.afterMs / 1000 },
        }),
      },
    );
    expect(ending.kind).toBe(by === 'inside' ? 'answered' : 'outside');
  });
  // The forward that was dialled holds at once.
  const [through] = await placeCalls(lines.server, [{ ...who('Plus').account, number: numberOf('Dials'), talkMs: 50 }]);
  expect([through?.status, asked('+49307000053200').length]).toEqual([200, 1]);
}, 90_000);

test('[X2] [X12] a passcode is asked for, three wrong ones are refused; a limit ends the call in time and then refuses', async () => {
  const { office } = lines;
  for (const name of ['Coded', 'Guesses', 'Limited', 'Twice']) person(name);
  office.do('outbound.set-passcode', { extensionId: who('Coded').id, passcode: '73519' });
  office.do('outbound.set-passcode', { extensionId: who('Guesses').id, passcode: '73519' });
  office.do('outbound-rule.create', {
    name: 'Coded',
    patterns: [{ kind: 'prefix', text: '03088' }],
    passcodeFrom: 'extension',
    before: 'out-all',
  });
  // One unit of money a second.
  for (const trunkId of Object.values(trunkIds))
    office.do('trunk.set-rates', {
      trunkId,
      rates: [{ prefix: '+49', perMinute: 600_000, firstStep: 1, nextStep: 1 }],
    });
  office.do('usage.set-limit', { extensionId: who('Limited').id, kind: 'money', amount: 30_000 });
  office.do('usage.set-limit', { extensionId: who('Twice').id, kind: 'money', amount: 60_000 });
  live();
  const press = (...codes: string[]) =>
    codes.map((code, index) => ({ afterMs: index === 0 ? 1200 : 3500, press: `${code}#` }));
  const call = (name: string, number: string, talkMs: number, keys?: OutgoingCall['keys']): OutgoingCall => ({
    ...who(name).account,
    number,
    talkMs,
    ...(keys ? { keys } : {}),
  });
  const results = await placeCalls(
    lines.server,
    [
      call('Coded', '0308800001200', 1500, press('73519')),
      call('Guesses', '0308800002200', 4000, press('1111', '2222', '3333')),
      call('Limited', '0307000020200', 9000),
      call('Twice', '0307000021200', 9000),
      call('Twice', '0307000022200', 9000),
    ],
    10,
  );
  expect(asked('+49308800001200')).toHaveLength(1);
  expect(asked('+49308800002200')).toHaveLength(0);
  const lasted = (index: number) => ((results[index]?.endedAt ?? 0) - (results[index]?.startedAt ?? 0)) / 1000;
  expect(lasted(2)).toBeGreaterThan(2.8);
  expect(lasted(2)).toBeLessThan(6);
  // Two calls at once last half as long as one would have.
  for (const index of [3, 4]) {
    expect(lasted(index)).toBeGreaterThan(2);
    expect(lasted(index)).toBeLessThan(7);
  }
  const [again] = await placeCalls(lines.server, [call('Limited', '0307000023200', 500)]);
  expect([again?.status, asked('+49307000023200')]).toEqual([403, []]);
  const spent = new Database(lines.engine.engine.paths.runtimeDatabase, { readonly: true });
  const rows = spent.prepare('select id, cost from usage_meter order by id').all() as { id: string; cost: number }[];
  spent.close();
  expect(rows.find(({ id }) => id === who('Limited').id)?.cost).toBe(30_000);
  expect(rows.find(({ id }) => id === who('Twice').id)?.cost).toBeLessThanOrEqual(70_000);
  const named = await until('the call records', () => {
    const calls = new Database(lines.engine.engine.paths.callsDatabase, { readonly: true });
    const found = calls.prepare("select userfield from cdr where userfield like 'refused %'").pluck().all() as string[];
    calls.close();
    return found.includes('refused limit') && found.includes('refused passcode-wrong') ? found : undefined;
  });
  expect(named).toContain('refused limit');
  // The digits are in no log.
  const logs = readdirSync(lines.engine.engine.paths.log).map((name) =>
    readFileSync(join(lines.engine.engine.paths.log, name), 'latin1'),
  );
  expect(logs.some((text) => text.includes('73519'))).toBe(false);
}, 60_000);
