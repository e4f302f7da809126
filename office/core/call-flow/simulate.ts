/**
 * Who rings, when, why, and how the call ends: the same flow that Asterisk runs, computed. Nothing here knows a kind
 * of node; each kind simulates itself and says where the call goes next. Times are seconds from the start of the call.
 */
import type { Device } from '../observed.ts';
import type { FlowSource, Leg, Next, Node } from './node.ts';
import { maxHops, maxNodes } from './node.ts';
import { kindOf } from './kinds.ts';
import { awayNow } from './unavailable.ts';
import { callOutside } from './outside/simulate.ts';

/** What a phone would do if it rang now. */
export interface PhoneWorld {
  registered: boolean;
  inCall: boolean;
  /** `declines` is the user's "reject"; `busy` is the phone's own. `after`: seconds of ringing before it happens. */
  does: { what: 'rings' } | { what: 'answers' | 'declines' | 'busy'; after: number };
}

/** The first key is pressed this many seconds after the call gets to the node, each further one `gap` seconds later. */
export interface Keys {
  press: string;
  after: number;
  gap: number;
}

/** What the other side does with a call that goes out by a trunk; `after`: seconds until then. */
export type OutsideWorld =
  | { what: 'answers' | 'rings' | 'busy' | 'refused' | 'congested' | 'silent'; after: number }
  /** The trunk itself is known to be down. */
  | { what: 'down' };

export interface World {
  /** The moment at which the call begins, in milliseconds since 1970: schedules ask for it. */
  now: number;
  /** Keys that the caller presses at a menu, at this visit of it (0 is the first); empty when none. A text alone is pressed at once. */
  keys(node: string, visit: number, at: number): string | Keys;
  /** What a trunk does when it is asked to call that number. */
  outside(trunk: string, number: string): OutsideWorld;
  /** What a node kind keeps between calls and nobody configures: agents of a queue, rooms in use. By node and name. */
  fact(node: string, name: string): string | undefined;
  phone(device: Device): PhoneWorld;
  /** How many calls a rotating group has had before this one. */
  rotation(node: string): number;
  /** The order that chance gives to a call that gets there at this second; the devices themselves show them as they stand. */
  shuffle(node: string, devices: Device[], at: number): Device[];
}

export interface Call {
  /** Number that the called phone would show. */
  from: string;
  to: string;
  /** The phone that calls, if it is one of the office's: it is not rung by its own call. */
  device?: Device;
  /** Extension of that phone: its rules count for a call to the outside. */
  ext?: string;
  /** The trunk by which it comes in, if it comes from outside. */
  trunk?: string;
}

export type RingEnd = 'answered' | 'elsewhere' | 'timeout' | 'busy' | 'declined';

export interface Ring {
  device: Device;
  ext: string;
  identity: string;
  label: string;
  from: number;
  to: number;
  end: RingEnd;
}

/** One line of the explanation. `code` is stable; `words` is for people. */
export interface Step {
  at: number;
  node: string;
  code: string;
  words: string;
}

export type Ending =
  | { kind: 'answered'; at: number; device: Device; label: string }
  | { kind: 'voicemail'; at: number; mailbox: string; label: string }
  /** Somebody outside answers, by that trunk. */
  | { kind: 'outside'; at: number; number: string; trunk: string; label: string }
  /** The call stays with a service of the office: a queue in which nobody answers yet, a conference room. */
  | { kind: 'service'; at: number; service: string; label: string }
  /** A rule of the office says no; `code` is stable. */
  | { kind: 'refused'; at: number; code: string; label: string }
  | { kind: 'busy' | 'no-answer' | 'unreachable' | 'hang-up' | 'unknown-number' | 'loop'; at: number };

/** A node that the call was at, and the name of the exit by which it left, see `NodeKind.exits`. */
export interface Way {
  at: number;
  node: string;
  exit?: string;
}

export interface Simulation {
  rings: Ring[];
  steps: Step[];
  /** The nodes in the order in which the call was there: the path that a picture lights. */
  way: Way[];
  /** When the call was answered, by a person or by a node that speaks; null when it never was. */
  answeredAt: number | null;
  /** Keys that the caller pressed, and when. */
  pressed: Pressed[];
  ending: Ending;
}

export interface Pressed {
  at: number;
  key: string;
}

/** What one node did: how long the call stayed, what rang, and how it goes on. */
export interface NodeResult {
  rings: Ring[];
  steps: Step[];
  at: number;
  then: { go: Next } | { end: Ending };
  /** Name of the exit taken, where several lead to the same place. */
  exit?: string;
  /** When this node answered the call itself, to speak to the caller. */
  answeredAt?: number;
  pressed?: Pressed[];
}

export interface NodeContext {
  source: FlowSource;
  call: Call;
  world: World;
  /** When the call reaches the node. */
  at: number;
  /** How often this call was at this node before. */
  visit: number;
  /** Extension on whose behalf the call was passed on, whose rules count for a call to the outside. */
  by: string | undefined;
  /** A node before this one answered the call already. */
  isAnswered: boolean;
}

export function simulate(source: FlowSource, call: Call, world: World): Simulation {
  const rings: Ring[] = [];
  const steps: Step[] = [];
  const way: Way[] = [];
  const pressed: Pressed[] = [];
  let answeredAt: number | null = null;
  let at = 0;
  let hops = 0;
  let by: string | undefined;
  const visits = new Map<string, number>();
  const over = (ending: Ending): Simulation => ({ rings, steps, way, answeredAt, pressed, ending });
  const loop = (words: string): Simulation => {
    steps.push({ at, node: '', code: 'loop', words });
    return over({ kind: 'loop', at });
  };
  let next: Next = { to: 'number', number: call.to };
  for (;;) {
    if (next.to === 'end') return over({ kind: next.ending, at });
    let node: Node | undefined;
    if (next.to === 'number') {
      if (hops > maxHops) return loop(`The call was passed on ${maxHops} times already, so it ends.`);
      hops += 1;
      node = source.byNumber(next.number);
      // Nobody's in the office: the outbound rules decide, unless the call came from outside and dialled this itself.
      const isDialled = hops === 1;
      const forWhom = isDialled ? call.ext : (by ?? 'office');
      const route =
        node || forWhom === undefined
          ? undefined
          : source.outside?.(next.number, forWhom, isDialled, world.now + at * 1000);
      // A number of our own is reached without leaving the office.
      if (route && route.e164 !== '') node = source.byNumber(`+${route.e164}`);
      if (node === undefined) {
        if (route) {
          const { steps: more, ending } = callOutside(route, world, at);
          steps.push(...more);
          if (ending.kind === 'outside') answeredAt ??= ending.at;
          return over(ending);
        }
        steps.push({ at, node: '', code: 'unknown-number', words: `There is no ${next.number} in this office.` });
        return over({ kind: 'unknown-number', at });
      }
    } else {
      node = source.byId(next.id);
      // A flow that names a node that is not there was refused when it was stored.
      if (node === undefined) throw new Error(`call flow names the missing node ${next.id}`);
    }
    if (way.length === maxNodes) return loop(`The call was at ${maxNodes} places already, so it ends.`);
    const visit = visits.get(node.id) ?? 0;
    visits.set(node.id, visit + 1);
    const isAnswered = answeredAt !== null;
    const result = kindOf(node).simulate(node, { source, call, world, at, visit, by, isAnswered });
    by = 'ext' in node ? node.ext : by;
    rings.push(...result.rings);
    steps.push(...result.steps);
    pressed.push(...(result.pressed ?? []));
    answeredAt ??= result.answeredAt ?? null;
    const exit = result.exit ?? exitTaken(node, result);
    way.push({ at, node: node.id, ...(exit === undefined ? {} : { exit }) });
    at = result.at;
    if ('end' in result.then) {
      const { end } = result.then;
      if (talking.has(end.kind)) answeredAt ??= end.at;
      return over(end);
    }
    next = result.then.go;
  }
}

const talking: ReadonlySet<Ending['kind']> = new Set(['answered', 'voicemail', 'outside', 'service']);

/** The exit by which the call left, for kinds that do not say it themselves: the first that leads there. */
function exitTaken(node: Node, { then }: NodeResult): string | undefined {
  if (!('go' in then)) return undefined;
  const { go } = then;
  const exit = kindOf(node)
    .exits(node)
    .find(({ next }) => next === go);
  return exit?.name ?? exit?.label;
}

export interface LegsOutcome {
  rings: Ring[];
  /** End of the node, in seconds from its start. */
  end: number;
  answeredBy: Leg | undefined;
  /** Some leg was busy or declined. */
  busy: boolean;
  /** Some leg rang until its time was over. */
  unanswered: boolean;
}

/** Rings legs together, each at its own start, until one answers or all are over. Shared by the ringing kinds. */
export function ringTogether(legs: readonly Leg[], context: NodeContext): LegsOutcome {
  const planned = legs.flatMap((leg) => {
    const phone = context.world.phone(leg.device);
    if (!phone.registered) return [];
    const does = phone.does;
    const over = does.what === 'rings' ? Infinity : leg.start + does.after;
    const limit = leg.start + leg.seconds;
    const end: RingEnd =
      over >= limit || does.what === 'rings'
        ? 'timeout'
        : does.what === 'answers'
          ? 'answered'
          : does.what === 'busy'
            ? 'busy'
            : 'declined';
    return [{ leg, from: leg.start, to: Math.min(over, limit), end }];
  });
  const answer = planned.filter((p) => p.end === 'answered').sort((a, b) => a.to - b.to)[0];
  const end = answer?.to ?? Math.max(0, ...planned.map((p) => p.to));
  const rings = planned
    .filter((p) => p === answer || p.from < end)
    .map((p) => ({
      device: p.leg.device,
      ext: p.leg.ext,
      identity: p.leg.identity,
      label: p.leg.label,
      from: context.at + p.from,
      to: context.at + Math.min(p.to, end),
      end: p === answer || p.to < end || answer === undefined ? p.end : ('elsewhere' as const),
    }));
  return {
    rings,
    end,
    answeredBy: answer?.leg,
    busy: planned.some((p) => p.end === 'busy' || p.end === 'declined'),
    unanswered: planned.some((p) => p.end === 'timeout'),
  };
}

export interface Ringable {
  ring: Leg[];
  steps: Step[];
  /** Seconds until the last of those was due who are found away only when it is their turn. */
  heldUntil: number;
}

/** Whether a log-in at a handset stands when the call gets there. */
export const stands = (until: number | null, { world, at }: NodeContext): boolean =>
  until === null || until > world.now + at * 1000;

/** The leg as log-ins at other phones leave it at this moment; without a device it does not ring. */
export function presentLeg(leg: Leg, context: NodeContext): Leg {
  const { desk, ...home } = leg;
  const login = desk?.find((one) => stands(one.until, context));
  if (!login) return home;
  if (!login.instead) return { ...home, device: '' };
  // Whether somebody is in a call is asked of the extension whose phone it is.
  const { loggedInAt: _, ...rest } = home;
  return { ...rest, ...login.instead };
}

/** The legs of a shared call (a group) that may ring, and why the others may not. */
export function ringable(legs: readonly Leg[], node: string, context: NodeContext): Ringable {
  const ring: Leg[] = [];
  const steps: Step[] = [];
  let heldUntil = 0;
  for (const leg of legs.map((one) => presentLeg(one, context))) {
    const reason = whyNot(leg, context);
    if (reason === undefined) ring.push(leg);
    else steps.push({ at: context.at, node, code: reason.code, words: `${leg.label} ${reason.words}` });
    if (reason?.isFoundLate) heldUntil = Math.max(heldUntil, leg.start);
  }
  return { ring, steps, heldUntil };
}

/** Whether one of an extension's devices is in a call; the phone that places this one is. */
export function isInCall(devices: readonly Device[], { call, world }: NodeContext): boolean {
  return devices.some((device) => device === call.device || world.phone(device).inCall);
}

/** Own settings keep a leg out of the call from the start; what a phone does or is, is seen when its turn comes. */
function whyNot(leg: Leg, context: NodeContext): { code: string; words: string; isFoundLate: boolean } | undefined {
  const set = (code: string, words: string) => ({ code, words, isFoundLate: false });
  const found = (code: string, words: string) => ({ code, words, isFoundLate: true });
  if (leg.signedOut) return set('signed-out', 'is signed out of the group.');
  if (leg.dnd) return set('dnd', 'is on do not disturb.');
  if (leg.forwarded) return set('forwarded', 'forwards all calls, so its own devices stay silent.');
  if (leg.unavailable && awayNow(leg.unavailable, context).away)
    return set('unavailable', 'is unavailable by schedule.');
  if (leg.device === '') return set('taken', 'is used by another number, which is logged in there.');
  if (context.call.device === leg.device) return found('caller', 'is the phone that calls.');
  const desk = leg.loggedInAt && stands(leg.loggedInAt.until, context) ? [leg.loggedInAt.device] : [];
  if (leg.skipBusy && isInCall([...leg.siblings, ...desk], context)) return found('in-call', 'is in a call.');
  if (!context.world.phone(leg.device).registered) return found('unregistered', 'is not connected.');
  return undefined;
}
