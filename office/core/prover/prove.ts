/**
 * The week prover: for every number and every minute of the coming week, and the nights in which clocks change, a call
 * ends at a person, a mailbox, a clear message or wherever the office sends it on purpose. What does not is named with
 * its place: circles, dead ends, numbers that reach nobody, steps that no call gets to, sounds that are missing.
 *
 * Between two changes of the schedules that a number depends on nothing about it can change, so one look at each such
 * stretch looks at all its minutes. Whether phones are connected, busy or answered is left open: every way counts.
 */
import { boundaries, type Schedule } from '../schedule/schedule.ts';
import { changesBetween, momentsOf, wallClock } from '../schedule/zone.ts';
import { secondsOfDay } from '../schedule/days.ts';
import type { FlowSource, Next, Node } from '../call-flow/node.ts';
import { maxHops } from '../call-flow/node.ts';
import { allWays, inside, schedulesOf, served, soundsOf, ways, type Served } from './proof.ts';

export type FindingCode = 'circle' | 'dead-end' | 'nobody' | 'missing' | 'no-sound' | 'unreached' | 'unfinished';

export interface Finding {
  code: FindingCode;
  /** `wrong`: callers are lost; `odd`: it works, but hardly as meant. */
  weight: 'wrong' | 'odd';
  /** The number that was called; empty when it is about no number. */
  number: string;
  /** Where it is: id of a node. */
  node: string;
  words: string;
  proposal: string;
  /** When, as stretches in milliseconds since 1970; empty means always. */
  times: { from: number; to: number }[];
}

export interface Subject {
  flows: FlowSource;
  /** Everything that can be dialled or called from outside and leads to a node. */
  numbers: readonly string[];
  /** Nodes that somebody made so that calls get there, e.g. the steps of flows. */
  expected: readonly string[];
  /** Whether the file of a sound is there. */
  hasSound(id: string): boolean;
}

export interface Window {
  /** Seconds since 1970. */
  from: number;
  to: number;
}

const week = 7 * secondsOfDay;
/** Clocks change at most twice a year: the next two nights are looked at wherever they are. */
const lookAhead = 400 * secondsOfDay;

export function prove(subject: Subject, nowMs: number): Finding[] {
  const now = Math.floor(nowMs / 1000);
  const reached = new Set<string>();
  const findings = subject.numbers.flatMap((number) => proveNumber(subject, number, now, reached));
  return [...findings, ...unreached(subject, reached), ...missingSounds(subject, reached)];
}

/** Findings of one number; adds the nodes that its calls get to at some moment to `reached`. */
export function proveNumber(subject: Subject, number: string, now: number, reached: Set<string>): Finding[] {
  const start = subject.flows.byNumber(number);
  if (!start) return [];
  const stretches = stretchesOf(schedulesBehind(start, subject.flows), now);
  const found = new Map<string, Finding>();
  for (const { from, to } of stretches)
    for (const one of look(subject.flows, number, start, from, reached)) {
      const key = `${one.code} ${one.node}`;
      const known = found.get(key) ?? { ...one, times: [] };
      found.set(key, known);
      const last = known.times.at(-1);
      if (last?.to === from * 1000) last.to = to * 1000;
      else known.times.push({ from: from * 1000, to: to * 1000 });
    }
  return [...found.values()].map((one) => (lasts(one, stretches) ? { ...one, times: [] } : one));
}

const lasts = ({ times }: Finding, stretches: readonly Window[]): boolean =>
  times.reduce((sum, { from, to }) => sum + to - from, 0) ===
  stretches.reduce((sum, { from, to }) => sum + (to - from) * 1000, 0);

/** Schedules on which calls to this node can come to depend, by any way. */
function schedulesBehind(start: Node, flows: FlowSource): Schedule[] {
  const seen = new Set<string>();
  const schedules = new Map<string, Schedule>();
  const left = [start];
  for (let at = left.pop(); at; at = left.pop()) {
    if (seen.has(at.id)) continue;
    seen.add(at.id);
    const node = inside(at);
    for (const schedule of schedulesOf(node)) schedules.set(schedule.id, schedule);
    for (const next of allWays(node)) {
      const other = nodeAt(next, flows);
      if (other) left.push(other);
    }
  }
  return [...schedules.values()];
}

/** The week from now on, and a day around each of the next changes of the clocks, cut where a schedule changes. */
function stretchesOf(schedules: readonly Schedule[], now: number): Window[] {
  const zones = [...new Set(schedules.map(({ zone }) => zone))];
  const nights = zones
    .flatMap((zone) => changesBetween(zone, now + week, now + lookAhead).slice(0, 2))
    .map((at) => ({ from: at - secondsOfDay / 2, to: at + secondsOfDay / 2 }));
  return [{ from: now, to: now + week }, ...nights].flatMap((window) => {
    const cuts = new Set(schedules.flatMap((schedule) => cutsOf(schedule, window)));
    const starts = [
      window.from,
      ...[...cuts].filter((cut) => cut > window.from && cut < window.to).sort((a, b) => a - b),
    ];
    return starts.map((from, index) => ({ from, to: starts[index + 1] ?? window.to }));
  });
}

function cutsOf(schedule: Schedule, { from, to }: Window): number[] {
  const day = (second: number) => Math.floor(wallClock(schedule.zone, second) / secondsOfDay);
  const midnights: number[] = [];
  for (let at = day(from); at <= day(to); at++) midnights.push(...momentsOf(schedule.zone, at * secondsOfDay));
  const until = schedule.override?.until;
  return [...boundaries(schedule, day(from) - 1, day(to) + 1), ...midnights, ...(until ? [until] : [])];
}

export const nodeAt = (next: Next, flows: FlowSource): Node | undefined =>
  next.to === 'node' ? flows.byId(next.id) : next.to === 'number' ? flows.byNumber(next.number) : undefined;

export const nameOf = (node: Node): string => ('label' in node ? node.label : node.id);

type Found = Omit<Finding, 'times'>;

/** All ways of a call to the number at one moment. */
function look(flows: FlowSource, number: string, start: Node, second: number, reached: Set<string>): Found[] {
  const found = new Map<string, Found>();
  const tell = (one: Omit<Found, 'number'>) => void found.set(`${one.code} ${one.node}`, { number, ...one });
  // A node with what the caller has had before is looked at once; what follows from it is the same each time.
  const seen = new Set<string>();
  const way: { node: Node; gets: Served | null }[] = [];

  const walk = (at: Node, had: boolean): void => {
    const node = inside(at);
    reached.add(at.id);
    const inCircle = way.findIndex((one) => one.node.id === at.id);
    if (inCircle !== -1) {
      circle(way.slice(inCircle), at);
      return;
    }
    const key = `${at.id} ${had}`;
    if (seen.has(key)) return;
    seen.add(key);
    const gets = served(node, second);
    const has = had || gets !== null;
    const onward = ways(node, second);
    way.push({ node: at, gets });
    // What hangs up does so on purpose; what has no way on and gives nothing keeps the caller in silence.
    if (onward.length === 0 && !has && node.kind !== 'hangup') deadEnd(at);
    for (const { next } of onward) follow(next, at, has);
    way.pop();
  };

  const follow = (next: Next, from: Node, has: boolean): void => {
    const node = nodeAt(next, flows);
    if (node) return walk(node, has);
    if (next.to === 'node')
      return tell({
        code: 'missing',
        weight: 'wrong',
        node: from.id,
        words: `Calls to ${number} go from ${nameOf(from)} to something that is not there any more.`,
        proposal: 'Choose again where they go.',
      });
    // A number that nobody here has goes out, by the rules for calls to the outside.
    if (next.to === 'number' || has) return;
    if (next.ending === 'no-answer') deadEnd(from);
    if (next.ending === 'unreachable')
      tell({
        code: 'nobody',
        weight: from.kind === 'extension' ? 'odd' : 'wrong',
        node: from.id,
        words: `Calls to ${number} reach nobody: at ${nameOf(from)} no phone rings, and no voicemail or message takes them.`,
        proposal: 'Give it a phone or a voicemail, or send these calls somewhere else.',
      });
  };

  const deadEnd = (from: Node): void =>
    tell({
      code: 'dead-end',
      weight: 'wrong',
      node: from.id,
      words: `Calls to ${number} end at ${nameOf(from)} without a person, a mailbox or a message.`,
      proposal: 'Say where they go then, for example to a voicemail.',
    });

  const circle = (round: readonly { node: Node; gets: Served | null }[], at: Node): void => {
    // Whoever is asked for a key decides to go round again.
    if (round.some(({ gets }) => gets === 'choice')) return;
    const names = [...round.map(({ node }) => nameOf(node)), nameOf(at)];
    const rings = round.some(({ gets }) => gets !== null);
    // The same circle is met from each of its nodes: it is named after the first.
    const first = [...round].map(({ node }) => node.id).sort()[0] ?? at.id;
    tell({
      code: 'circle',
      weight: rings ? 'odd' : 'wrong',
      node: first,
      words: `Calls to ${number} can go in a circle: ${names.join(' → ')}. After ${maxHops} times the caller hears that nobody can be reached.`,
      proposal: 'Let one of them end somewhere else, for example in a voicemail.',
    });
  };

  walk(start, false);
  return [...found.values()];
}

export function unreached({ flows, expected }: Subject, reached: ReadonlySet<string>): Finding[] {
  return expected.flatMap((id) => {
    const node = reached.has(id) ? undefined : flows.byId(id);
    return node
      ? [
          {
            code: 'unreached' as const,
            weight: 'odd' as const,
            number: '',
            node: id,
            words: `No call gets to ${nameOf(node)}, at no time of the coming week.`,
            proposal: 'Connect it with something that calls come to, or remove it.',
            times: [],
          },
        ]
      : [];
  });
}

export function missingSounds({ flows, hasSound }: Subject, reached: ReadonlySet<string>): Finding[] {
  return [...reached].flatMap((id) => {
    const node = flows.byId(id);
    const missing = node ? soundsOf(node).filter((sound) => !hasSound(sound.id)) : [];
    return missing.map((sound) => ({
      code: 'no-sound' as const,
      weight: 'wrong' as const,
      number: '',
      node: id,
      words: `${node ? nameOf(node) : id} plays “${sound.label}”, but the file of that sound is missing: callers hear nothing.`,
      proposal: 'Add the sound again under Sounds.',
      times: [],
    }));
  });
}
