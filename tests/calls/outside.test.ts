import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulate, type Ending, type OutsideWorld, type World } from '../../office/core/call-flow/simulate.ts';
import { officeFlows } from '../../office/features/index.ts';
import { outboundRules } from '../../office/features/outbound/table.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { startCarrier, startLines, type Carrier, type Lines, type SipMessage } from './lines.ts';
import { until } from './product.ts';
import { placeCalls, type CallResult, type OutgoingCall } from './sipp.ts';

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
  const made = office.do('person.create', { firstName: name, plan, voicemail: false });
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
  [lines, first, second] = await Promise.all([startLines(), startCarrier(undefined, '127.0.0.2'), startCarrier(undefined, '127.0.0.3')]);
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

test('[X14] [R6] simulator and Asterisk agree on 48 random rule sets: which carrier is asked, for which number, and what the caller gets', async () => {
  const { office } = lines;
  office.do('outbound-rule.update', { id: 'out-all', enabled: false });
  const calls = Array.from({ length: 48 }, (_, set) => draw(set)).flat();
  lines.engine.runtime.replaceAll(office.office.projectAll());
  const flows = officeFlows(office.office.read);
  const expected = calls.map(({ by, number }) => {
    const { ending } = simulate(flows, { from: '100', to: number.replace(/^\+/, '00'), ext: who(by).id }, world);
    return ending;
  });
  const results = await placeCalls(
    lines.server,
    calls.map(({ by, number }): OutgoingCall => ({ ...who(by).account, number, talkMs: 50 })),
    12,
    60,
  );
  const differences = calls.flatMap(({ by, number }, index) => {
    const wanted = expected[index] as Ending; // Safe: one for each call.
    const got = results[index] as CallResult;
    return statusOf(wanted) === got.status
      ? []
      : [`${by} dials ${number}: simulated ${JSON.stringify(wanted)}, got ${got.status}`];
  });
  expect(differences).toEqual([]);
  // The carriers were asked for just those numbers: each answered call stands in the simulation with its trunk.
  const asked = (carrier: Carrier) =>
    carrier
      .invites()
      .map(userOf)
      .filter((user) => user.endsWith('200'))
      .sort();
  const simulated = (trunk: string) =>
    expected.flatMap((ending) => (ending.kind === 'outside' && ending.trunk === trunk ? [ending.number] : [])).sort();
  expect(asked(first)).toEqual(simulated(trunkIds.first));
  expect(asked(second)).toEqual(simulated(trunkIds.second));
  const kinds = new Set(expected.map((ending) => (ending.kind === 'refused' ? ending.code : ending.kind)));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['outside', 'busy', 'carrier', 'no-line', 'not-allowed', 'blocked', 'unknown-number']),
  );
  for (const { id } of office.office.read.all(outboundRules))
    if (id !== 'out-all') office.do('outbound-rule.delete', { id });
  office.do('outbound-rule.update', { id: 'out-all', enabled: true });
  lines.engine.runtime.replaceAll(office.office.projectAll());
}, 90_000);
