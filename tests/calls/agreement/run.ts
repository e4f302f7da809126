/**
 * Runs scenarios on one real Asterisk, all at once, and compares each with the simulator. Phones that are in a call
 * really are: they call the echo test first and stay there.
 */
import Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import { simulate, type Simulation, type World } from '../../../office/core/call-flow/simulate.ts';
import { dialable } from '../../../office/core/call-flow/target.ts';
import { projected, type ProjectedRow } from '../../../office/core/projection.ts';
import type { OwnedRows } from '../../../asterisk/apply/runtime.ts';
import type { Feature } from '../../../office/core/feature.ts';
import { extensions } from '../../../office/features/extensions/table.ts';
import { featureCodes } from '../../../office/features/feature-codes/table.ts';
import { features, officeFlows } from '../../../office/features/index.ts';
import { ringGroups } from '../../../office/features/ring-groups/table.ts';
import { sites } from '../../../office/features/sites/table.ts';
import { startOfficeEngine } from '../office-engine.ts';
import {
  freePort,
  placeCalls,
  register,
  startPhones,
  type Behaviour,
  type OutgoingCall,
  type Ringing,
} from '../sipp.ts';
import { differences, type CallRecord, type Observation } from './compare.ts';
import { parts } from './draw/index.ts';
import type { Host } from './host.ts';
import { runBegins, scenario, type Scenario } from './scenario.ts';

export interface Verdict {
  seed: number;
  differences: string[];
  startMs: number;
  stopMs: number;
  simulation: Simulation;
  scenario: Scenario;
}

/** Seeds whose outcome hangs on less than this are drawn again: two phones that answer at the same moment prove nothing. */
const jitterSeconds = 0.06;

/** `now`: the moment at which the call begins, by the clock of the office. */
export function simulated(
  one: Scenario,
  now: number,
  shuffle: World['shuffle'],
  jitter: () => number = () => 0,
): Simulation {
  return simulate(
    officeFlows(one.office),
    { ...one.call },
    {
      phone: (device) => {
        const phone = one.phones.get(device);
        if (!phone) return { registered: false, inCall: false, does: { what: 'rings' } };
        return phone.does.what === 'rings'
          ? phone
          : { ...phone, does: { ...phone.does, after: phone.does.after + jitter() } };
      },
      rotation: (node) => one.rotation.get(node) ?? 0,
      shuffle,
      now,
      keys: (node, visit) => one.keys.get(node)?.[visit] ?? '',
      outside: (trunk, number) => one.outside.get(`${trunk} ${number}`) ?? { what: 'down' },
      fact: (node, name) => one.facts.get(`${node} ${name}`),
    },
  );
}

const shape = (simulation: Simulation) =>
  JSON.stringify([
    simulation.rings.map((ring) => [ring.device, ring.end]).sort(),
    simulation.ending.kind,
    simulation.pressed.map(({ key }) => key),
  ]);

/** What a call needs no member of a group of chance for: its outcome is the same in any order. */
const asListed: World['shuffle'] = (_, devices) => devices;
const backwards: World['shuffle'] = (_, devices) => devices.toReversed();
/** As listed first, so that nothing changes where nothing is drawn. */
const drawn: readonly World['shuffle'][] = [
  asListed,
  backwards,
  ...[1, 2, 3].map((first): World['shuffle'] => (_, devices) => [...devices.slice(first), ...devices.slice(0, first)]),
];

/** Offices in which a call goes round and round take too long for a test of hundreds. */
const longestSeconds = 25;

/** A phone that rings again and again in a call that goes round: the few milliseconds of each time add up. */
const mostRings = 4;

/** The scenario's outcome does not change when every phone acts a little earlier or later. */
export function isStable(one: Scenario): boolean {
  const plain = simulated(one, runBegins, asListed);
  const outcome = shape(plain);
  if (plain.ending.at > longestSeconds) return false;
  if (plain.rings.some(({ device }) => plain.rings.filter((ring) => ring.device === device).length > mostRings))
    return false;
  // Keys are pressed by the clock, so the way to the menu has to take the same time whoever is drawn first.
  if (plain.pressed.length > 0) {
    const other = simulated(one, runBegins, backwards);
    if (JSON.stringify([other.pressed, other.answeredAt]) !== JSON.stringify([plain.pressed, plain.answeredAt]))
      return false;
  }
  return [-1, 1].every((sign) =>
    [...one.phones.keys()].every((_, index) => {
      let count = 0;
      return (
        shape(simulated(one, runBegins, asListed, () => (count++ % 2 === index % 2 ? sign : -sign) * jitterSeconds)) ===
        outcome
      );
    }),
  );
}

/** The first `count` stable scenarios from `firstSeed` on; with `hasLines` also calls from and to the outside. */
export function scenarios(firstSeed: number, count: number, hasLines = false): Scenario[] {
  const list: Scenario[] = [];
  for (let seed = firstSeed; list.length < count; seed++) {
    const one = scenario(seed, list.length, hasLines);
    if (isStable(one)) list.push(one);
  }
  return list;
}

/** The product's own Asterisk with the rows of these offices. */
async function startOfficeHost(list: readonly Scenario[]): Promise<Host> {
  const test = await startOfficeEngine();
  const cleanUp: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const undo of cleanUp) await undo();
    await test.stop();
  };
  try {
    test.runtime.replaceAll([
      ...projectionOf(list),
      { owner: 'feature_codes:echo-test', rows: [projected('dial', { number: '*43', target: 'code-echo-test,s,1' })] },
    ]);
    for (const part of parts) {
      const undo = await part.prepare?.(test, list);
      if (undo) cleanUp.push(undo);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    server: test.server,
    action: (name, headers, options) => test.engine.action(name, headers, options),
    callsDatabase: test.engine.paths.callsDatabase,
    mailboxOf: (name) => name,
    rotationKey: (node) => node,
    setClock(moment) {
      const shift = Math.round((moment - Date.now()) / 1000);
      setClock(test.engine.paths.runtimeDatabase, shift);
      return shift;
    },
    end: () => test.engine.stop(),
    stop,
  };
}

/** `start`: what carries the calls out. */
export async function runScenarios(
  list: readonly Scenario[],
  rate = 8,
  start: (list: readonly Scenario[]) => Promise<Host> = startOfficeHost,
): Promise<Verdict[]> {
  const host = await start(list);
  try {
    for (const one of list)
      for (const [node, turn] of one.rotation)
        await host.action('DBPut', { Family: 'rotation', Key: host.rotationKey(node), Val: String(turn) });
    const port = await freePort();
    const accounts = list.flatMap((one) =>
      [...one.phones].map(([device, phone]) => ({ device, secret: one.secrets.get(device) ?? '', phone })),
    );
    await register(
      host.server,
      accounts
        .filter(({ phone }) => phone.registered)
        .map(({ device, secret, phone }) => ({ device, secret, does: behaviour(phone.does) })),
      port,
    );
    const phones = await startPhones(host.server.address, port, () =>
      Promise.all(
        accounts
          .filter(({ phone }) => phone.registered)
          .map(({ device }) => host.action('PJSIPQualify', { Endpoint: device }, { timeoutMs: 30_000 })),
      ),
    );
    const busy = accounts.filter(({ phone }) => phone.inCall);
    const seconds = list.length / rate + 45;
    const held =
      busy.length === 0
        ? Promise.resolve([])
        : placeCalls(
            host.server,
            busy.map(({ device, secret }) => ({ device, secret, number: '*43', talkMs: seconds * 1000 })),
            50,
            seconds + 20,
          );
    await inCall(host, busy.length);
    const shift = host.setClock(runBegins);
    // The first call of a new process loads what all others find: it would be late by that.
    const first = list.find(({ call }) => call.trunk === undefined);
    if (first)
      await placeCalls(host.server, [
        { device: first.call.device, secret: first.secrets.get(first.call.device) ?? '', number: '*43', talkMs: 100 },
      ]);
    const calls = await placeCalls(
      host.server,
      list.map((one) => ({
        device: one.call.device,
        secret: one.secrets.get(one.call.device) ?? '',
        number: one.call.sent?.to ?? one.call.to,
        ...(one.call.sent ? { from: one.call.sent.from } : {}),
        ...whatTheCallerDoes(one, Date.now() + shift * 1000),
      })),
      rate,
      seconds,
    );
    const rings = await phones.stop();
    const records = callRecords(host.callsDatabase).map((record) => ({
      ...record,
      userfield: record.userfield.replace(/^voicemail (.+)$/, (_, name: string) => `voicemail ${host.mailboxOf(name)}`),
    }));
    await host.end();
    await held;
    return list.map((one, index) => {
      const call = calls[index];
      if (call === undefined) throw new Error('a call is missing');
      const own = rings.filter((ring) => one.phones.has(ring.device));
      const seen: Observation = { call, rings: own, records: records.filter((record) => isOf(record, one)) };
      const simulation = simulated(one, call.startedAt + shift * 1000, (_, devices, at) =>
        asSeen(devices, own, call.startedAt + at * 1000),
      );
      const verdict = differences(simulation, seen);
      return {
        seed: one.seed,
        differences: verdict.differences,
        startMs: verdict.worst.startMs,
        stopMs: verdict.worst.stopMs,
        simulation,
        scenario: one,
      };
    });
  } finally {
    await host.stop();
  }
}

/** Offices in one Asterisk. */
const mostAtOnce = 250;

/**
 * All of them, a few hundred at a time. Hundreds of calls at once on a busy machine delay one another: what differs is run
 * again with little company. A difference in what rings stays one, a delay does not.
 */
export async function runAll(
  list: readonly Scenario[],
  start?: (list: readonly Scenario[]) => Promise<Host>,
): Promise<{ verdicts: Verdict[]; repeated: number }> {
  const verdicts: Verdict[] = [];
  let repeated = 0;
  for (let at = 0; at < list.length; at += mostAtOnce) {
    const first = await runScenarios(list.slice(at, at + mostAtOnce), 8, start);
    const late = first.filter(({ differences: found }) => found.length > 0).map(({ scenario: one }) => one);
    const again = late.length === 0 ? [] : await runScenarios(late, 2, start);
    repeated += late.length;
    verdicts.push(...first.filter(({ differences: found }) => found.length === 0), ...again);
  }
  return { verdicts, repeated };
}

/** Asterisk finds a call answered, and what its caller hears over, a little later than the simulator. */
const patienceMs = 900;
/** Each place that the call is at costs Asterisk a moment; a call that goes round is at two hundred. */
const placeMs = 20;

/** Keys at the moments that the simulator says, and then silence until the call is over. */
function whatTheCallerDoes(one: Scenario, at: number): Pick<OutgoingCall, 'talkMs' | 'keys'> {
  // Where chance or Asterisk's counters draw the order, the caller stays for the one that takes longest.
  const { answeredAt, pressed, ending, way } = drawn
    .map((order) => simulated(one, at, order))
    .reduce((longest, other) => (other.ending.at > longest.ending.at ? other : longest));
  return untilItIsOver({ answeredAt, pressed, ending, way });
}

function untilItIsOver({
  answeredAt,
  pressed,
  ending,
  way,
}: Pick<Simulation, 'answeredAt' | 'pressed' | 'ending' | 'way'>): Pick<OutgoingCall, 'talkMs' | 'keys'> {
  if (answeredAt === null || ending.at <= answeredAt) return { talkMs: 300 };
  let at = answeredAt;
  const keys = pressed.map((one) => {
    const key = { afterMs: (one.at - at) * 1000, press: one.key };
    at = one.at;
    return key;
  });
  return { talkMs: (ending.at - at) * 1000 + patienceMs + way.length * placeMs, keys };
}

function behaviour(does: { what: string; after?: number }): Behaviour {
  return does.what === 'rings'
    ? { what: 'rings' }
    : { what: does.what as 'answers', afterMs: (does.after ?? 0) * 1000 };
}

/**
 * Chance's order is whatever Asterisk drew, seen from when the call got there: a device may have rung before, for itself
 * or in another group. Those who did not ring may have stood anywhere.
 */
function asSeen(devices: readonly string[], rings: readonly Ringing[], since: number): string[] {
  // Never early but for the rounding of the two clocks' milliseconds.
  const first = (device: string) =>
    Math.min(
      Infinity,
      ...rings.filter((ring) => ring.device === device && ring.from >= since - 20).map(({ from }) => from),
    );
  return [...devices].sort((a, b) => first(a) - first(b) || 0);
}

/** Of the rows of a site only how it dials out: the rest is for a whole office. */
const ofSites: ReadonlySet<string> = new Set(['outside_site', 'outside_ext']);

/** The rows of all offices in one Asterisk. What all have alike (trunks to the outside, their rules) is there once. */
export function projectionOf(list: readonly Scenario[]): OwnedRows[] {
  const seen = new Set<string>();
  const owned = new Map<string, ProjectedRow[]>();
  for (const one of list)
    for (const projector of features.flatMap((feature: Feature) => feature.projectors ?? []))
      for (const row of projector.owner === featureCodes ? [] : one.office.all(projector.owner)) {
        const owner = `${getTableName(projector.owner)}:${row.id}`;
        const rows = owned.get(owner) ?? [];
        owned.set(owner, rows);
        for (const made of projector.rows(one.office, row)) {
          if (projector.owner === sites && !ofSites.has(made.table)) continue;
          const { id } = made.row as { id?: string };
          const key = `${made.table} ${id ?? JSON.stringify(made.row)}`;
          if (!seen.has(key)) rows.push(made);
          seen.add(key);
        }
      }
  return [...owned].map(([owner, rows]) => ({ owner, rows }));
}

/** A call that went out shows another number; what was dialled stays, and is each office's own. */
const isOf = ({ src, accountcode }: CallRecord, { call }: Scenario): boolean =>
  src === call.from || accountcode === call.to || accountcode === dialable(call.to);

/** Waits until Asterisk counts that many calls. */
async function inCall(engine: Pick<Host, 'action'>, count: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { fields } = await engine.action('CoreStatus');
    if (Number(fields['corecurrentcalls']) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the ${count} phones that should be in a call are not`);
}

/** The office's clock is this many seconds ahead. */
function setClock(file: string, shift: number): void {
  const db = new Database(file);
  db.prepare('update clock set shift = ?').run(shift);
  db.close();
}

/** Without the calls that only keep phones busy. */
function callRecords(file: string): CallRecord[] {
  const db = new Database(file, { readonly: true });
  try {
    return db
      .prepare(
        "select src, dst, dcontext, dstchannel, lastapp, userfield, accountcode from cdr where accountcode <> '*43' order by start_at, sequence",
      )
      .all() as CallRecord[];
  } finally {
    db.close();
  }
}

/** A failing scenario as text that names all that matters. */
export function report(verdict: Verdict): string {
  const { scenario: one } = verdict;
  const phones = [...one.phones].map(([device, phone]) => `  ${device}: ${JSON.stringify(phone)}`).join('\n');
  const rows = (title: string, list: unknown[]) =>
    list.length === 0 ? '' : `  ${title}\n${list.map((row) => `    ${JSON.stringify(row)}`).join('\n')}\n`;
  return `seed ${verdict.seed}: ${one.call.device} (${one.call.from}) calls ${one.call.to}\n${verdict.differences.map((text) => `  - ${text}`).join('\n')}\n${phones}\n${rows('extensions', one.office.all(extensions))}${rows('groups', one.office.all(ringGroups))}  simulated:\n${verdict.simulation.steps.map((step) => `    ${step.at} ${step.words}`).join('\n')}`;
}
