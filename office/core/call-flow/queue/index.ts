/**
 * The queue node: callers wait in line, in the order in which they came, until an agent answers. Asterisk's app_queue keeps
 * the line; this computes a caller who waits alone. All agents that are signed in, connected and in no call ring together,
 * or one after another by the strategy; after each attempt there is one second of rest before the next.
 */
import { projected } from '../../projection.ts';
import { nextWords, target } from '../target.ts';
import type { Device } from '../../observed.ts';
import type { ExtensionNode, Leg, Next } from '../node.ts';
import type { NodeKind } from '../kinds.ts';
import type { PlainLine, PlainNames } from '../../plain/plain.ts';
import { lastExit, type PastStep } from '../past.ts';
import {
  isInCall,
  presentLeg,
  ringTogether,
  stands,
  type NodeContext,
  type NodeResult,
  type Ring,
  type Step,
} from '../simulate.ts';

/** One who answers calls of a queue. */
export interface QueueAgent {
  id: string;
  label: string;
  ext: string;
  /** The only device that rings; null: all of the extension. */
  device: Device | null;
  signedIn: boolean;
  /** The extension's own rules that keep calls of the queue away. */
  dnd: boolean;
  forwarded: boolean;
  /** What rings; all of them at once. */
  legs: Leg[];
  /** With all devices: the handset at which the number is logged in. */
  handset?: NonNullable<ExtensionNode['handset']>;
}

export interface QueueNode {
  kind: 'queue';
  id: string;
  number: string;
  label: string;
  shown: string;
  strategy: 'ring-all' | 'in-order' | 'round-robin' | 'fewest-calls' | 'longest-idle' | 'random';
  seconds: number;
  wrapUp: number;
  /** 0: no limit, for both. */
  maxWaiting: number;
  maxWait: number;
  hold: 'music' | 'ringing';
  sayPosition: boolean;
  sayWait: boolean;
  sayEvery: number;
  leaveWhenEmpty: boolean;
  agents: QueueAgent[];
  onFull: Next;
  onLate: Next;
  onEmpty: Next;
}

declare module '../node.ts' {
  interface NodeKinds {
    queue: QueueNode;
  }
}

declare module '../../projection.ts' {
  interface RuntimeTables {
    queue: {
      id: string;
      number: string;
      strategy: string;
      seconds: number;
      wrap_up: number;
      max_waiting: number;
      say_position: 0 | 1;
      say_wait: 0 | 1;
      say_every: number;
      leave_when_empty: 0 | 1;
      /** Changes with the agents and their order: a line that is kept in order is made anew then. */
      lineup: string;
      full_to: string;
      empty_to: string;
    };
    agent: {
      id: string;
      queue: string;
      ext: string;
      /** Empty: all phones of the extension. */
      device: string;
      position: number;
      signed_in: 0 | 1;
    };
  }
}

/** Seconds between two attempts, `retry` of app_queue. */
const rest = 1;

export const queueKind: NodeKind<'queue'> = {
  rows: (node) => [
    projected('node', {
      id: node.id,
      kind: 'queue',
      ext: '',
      seconds: node.maxWait,
      next: target(node.onLate),
      mode: node.strategy,
      shown: node.shown,
      value: node.hold,
    }),
    projected('queue', {
      id: node.id,
      number: node.number,
      strategy: node.strategy,
      seconds: node.seconds,
      wrap_up: node.wrapUp,
      max_waiting: node.maxWaiting,
      say_position: node.sayPosition ? 1 : 0,
      say_wait: node.sayWait ? 1 : 0,
      say_every: node.sayEvery,
      leave_when_empty: node.leaveWhenEmpty ? 1 : 0,
      lineup: lineup(node.agents),
      full_to: target(node.onFull),
      empty_to: target(node.onEmpty),
    }),
    ...node.agents.map((agent, position) =>
      projected('agent', {
        id: agent.id,
        queue: node.id,
        ext: agent.ext,
        device: agent.device ?? '',
        position,
        signed_in: agent.signedIn ? 1 : 0,
      }),
    ),
  ],
  simulate: simulateQueue,
  words,
  past,
  plain,
  exits: (node) => [
    ...(node.maxWait > 0 ? [{ name: 'late', label: `after ${node.maxWait} s`, next: node.onLate }] : []),
    ...(node.maxWaiting > 0 ? [{ name: 'full', label: 'full', next: node.onFull }] : []),
    ...(node.leaveWhenEmpty ? [{ name: 'empty', label: 'no agent there', next: node.onEmpty }] : []),
  ],
};

function past(node: QueueNode, step: PastStep): string {
  const { legs, seconds } = step;
  const { word } = lastExit(step);
  if (word === 'full') return `as many callers as may wait in ${node.label} were there already`;
  const waited = seconds < 1 ? '' : ` after ${seconds} s`;
  if (word === 'empty') return `no agent of ${node.label} was there${waited}`;
  const answered = legs.find((leg) => leg.end === 'answered');
  if (answered) return `the caller waited in ${node.label} until ${answered.label} answered`;
  if (word === 'late') return `the caller had waited ${seconds} s in ${node.label}, which is as long as it lasts`;
  return `the caller waited ${seconds} s in ${node.label} and nobody answered`;
}

/** Its settings and agents stand in queues.conf, see features/queues/plain.ts. */
function plain(node: QueueNode, names: PlainNames): PlainLine[] {
  const line = names.context(node.id);
  const devices = node.agents.flatMap((agent) =>
    agent.signedIn && !agent.dnd && !agent.forwarded ? agent.legs.map((leg) => leg.device) : [],
  );
  return [
    ...(node.maxWaiting > 0 ? [`GotoIf($[\${QUEUE_WAITING_COUNT(${line})} >= ${node.maxWaiting}]?full)`] : []),
    ...(node.leaveWhenEmpty
      ? [
          ...devices.map(
            (device) => `GotoIf($["\${DEVICE_STATE(PJSIP/${device})}" =~ "^(NOT_INUSE|INUSE|BUSY|RING|ONHOLD)"]?join)`,
          ),
          'Goto(empty)',
        ]
      : []),
    { label: 'join', app: 'Answer()' },
    'Set(__CALLER=${CHANNEL(endpoint)})',
    'Set(NAME=${CALLERID(name)})',
    ...(node.shown === '' ? [] : [`Set(CALLERID(name)=${node.shown}: \${NAME})`]),
    `Queue(${line},${node.hold === 'ringing' ? 'r' : ''},,,${node.maxWait > 0 ? node.maxWait : ''})`,
    'Set(CALLERID(name)=${NAME})',
    'GotoIf($["${QUEUESTATUS}" = "FULL"]?full)',
    'GotoIf($["${QUEUESTATUS:0:4}" = "JOIN" | "${QUEUESTATUS:0:5}" = "LEAVE"]?empty)',
    `Goto(${names.place(node.onLate)})`,
    { label: 'full', app: `Goto(${names.place(node.onFull)})` },
    { label: 'empty', app: `Goto(${names.place(node.onEmpty)})` },
  ];
}

/** FNV-1a of the agents in their order. */
function lineup(agents: readonly QueueAgent[]): string {
  let hash = 0x811c9dc5;
  for (const { id } of agents) for (const letter of `${id} `) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** An agent with the phones that log-ins leave; a call at any of the extension's phones or at the handset keeps it busy. */
function present(agent: QueueAgent, context: NodeContext): QueueAgent & { busyAt: Device[] } {
  const legs = agent.legs.map((leg) => presentLeg(leg, context)).filter((leg) => leg.device !== '');
  const { handset } = agent;
  const [own] = agent.legs;
  const isThere = handset !== undefined && stands(handset.until, context);
  if (isThere && !legs.some((leg) => leg.device === handset.device))
    legs.push({ ...emptyLeg(agent), ...own, ...handset });
  const at = [...(own?.siblings ?? []), ...legs.map((leg) => leg.device), ...(isThere ? [handset.device] : [])];
  return { ...agent, legs, busyAt: [...new Set(at)] };
}

const emptyLeg = (agent: QueueAgent): Omit<Leg, 'device' | 'identity' | 'label' | 'siblings'> => ({
  ext: agent.ext,
  start: 0,
  seconds: 0,
  skipBusy: true,
  signedOut: false,
  dnd: agent.dnd,
  forwarded: agent.forwarded,
});

/** Why an agent is not there at all, in words; undefined: calls can be offered, if no call is in progress. */
function whyAway(agent: QueueAgent, { world }: NodeContext): { code: string; words: string } | undefined {
  if (!agent.signedIn) return { code: 'signed-out', words: 'is signed out of the queue.' };
  if (agent.dnd) return { code: 'dnd', words: 'is on do not disturb.' };
  if (agent.forwarded)
    return { code: 'forwarded', words: 'forwards all calls, so the queue leaves those phones alone.' };
  if (!agent.legs.some((leg) => world.phone(leg.device).registered))
    return { code: 'unregistered', words: 'has no connected phone.' };
  return undefined;
}

function simulateQueue(node: QueueNode, context: NodeContext): NodeResult {
  const steps: Step[] = [];
  const rings: Ring[] = [];
  let at = context.at;
  const say = (code: string, words: string) => steps.push({ at, node: node.id, code, words });
  const leave = (exit: string, go: Next, hasAnswered: boolean): NodeResult => ({
    rings,
    steps,
    at,
    exit,
    then: { go },
    ...(hasAnswered ? { answeredAt: context.at } : {}),
  });

  const waiting = Number(context.world.fact(node.id, 'waiting') ?? 0);
  if (node.maxWaiting > 0 && waiting >= node.maxWaiting) {
    say('queue-full', `${waiting} callers wait in ${node.label} already: ${nextWords(node.onFull)}.`);
    return leave('full', node.onFull, false);
  }
  const agents = node.agents.map((agent) => present(agent, context));
  const there = agents.filter((agent) => {
    const away = whyAway(agent, context);
    if (away) say(away.code, `${agent.label} ${away.words}`);
    return away === undefined;
  });
  if (there.length === 0 && node.leaveWhenEmpty) {
    say('queue-empty', `No agent of ${node.label} is there: ${nextWords(node.onEmpty)}.`);
    return leave('empty', node.onEmpty, false);
  }
  say(
    'queue-joined',
    `The caller waits in ${node.label} and hears ${node.hold === 'music' ? 'music' : 'the ringing tone'}.`,
  );
  const free = there.filter((agent) => {
    const isBusy = agent.ext === context.call.ext || isInCall(agent.busyAt, context);
    if (isBusy) say('in-call', `${agent.label} is in a call.`);
    return !isBusy;
  });
  const stay = (): NodeResult => {
    const label = `The caller waits in ${node.label}`;
    say('queue-waits', `Nobody answers: the caller goes on waiting in ${node.label}.`);
    const end = { kind: 'service', at, service: node.id, label } as const;
    return { rings, steps, at, answeredAt: context.at, then: { end } };
  };
  const late = (): NodeResult => {
    say('queue-late', `The caller waited ${node.maxWait} s: ${nextWords(node.onLate)}.`);
    return leave('late', node.onLate, true);
  };
  if (free.length === 0) {
    if (node.maxWait === 0) return stay();
    at = context.at + node.maxWait;
    return late();
  }
  // Without a limit one pass over everybody shows what all further ones do.
  const attempts = node.strategy === 'ring-all' ? 1 : free.length;
  for (let attempt = 0; node.maxWait > 0 || attempt < attempts; attempt += 1) {
    const left = node.maxWait === 0 ? Infinity : node.maxWait - (at - context.at);
    if (left <= 0) return late();
    const outcome = offer(node, free, attempt, Math.min(node.seconds, left), { ...context, at }, steps);
    rings.push(...outcome.rings);
    at += outcome.end;
    if (outcome.answeredBy) {
      const { device, label } = outcome.answeredBy;
      say('answered', `${label} answers.`);
      return { rings, steps, at, answeredAt: context.at, then: { end: { kind: 'answered', at, device, label } } };
    }
    if (node.maxWait > 0 && at - context.at >= node.maxWait) return late();
    at += rest;
  }
  return stay();
}

/** One attempt: everybody together, or one after another until somebody rings for the whole time. */
function offer(
  node: QueueNode,
  free: readonly QueueAgent[],
  attempt: number,
  seconds: number,
  context: NodeContext,
  steps: Step[],
): { rings: Ring[]; end: number; answeredBy: Leg | undefined } {
  const timed = (agents: readonly QueueAgent[], limit: number) =>
    agents.flatMap((agent) => agent.legs.map((leg) => ({ ...leg, start: 0, seconds: limit })));
  const ring = (agents: readonly QueueAgent[], limit: number, at: number) => {
    const outcome = ringTogether(timed(agents, limit), { ...context, at });
    for (const one of outcome.rings)
      steps.push({ at: one.from, node: node.id, code: 'ring', words: `${one.label} rings.` });
    return outcome;
  };
  if (node.strategy === 'ring-all') return ring(free, seconds, context.at);
  const rings: Ring[] = [];
  let spent = 0;
  for (const agent of inTurn(node, free, attempt, context)) {
    const outcome = ring([agent], seconds - spent, context.at + spent);
    rings.push(...outcome.rings);
    spent += outcome.end;
    if (outcome.answeredBy || spent >= seconds) return { rings, end: spent, answeredBy: outcome.answeredBy };
  }
  return { rings, end: spent, answeredBy: undefined };
}

/** Who is offered the call first in this attempt; where Asterisk's own counters decide, the world says what it drew. */
function inTurn(node: QueueNode, free: readonly QueueAgent[], attempt: number, context: NodeContext): QueueAgent[] {
  const devices = free.flatMap((agent) => agent.legs.slice(0, 1).map((leg) => leg.device));
  const order = node.strategy === 'in-order' ? devices : context.world.shuffle(node.id, devices, context.at);
  const agents = order.flatMap((device) => free.find((agent) => agent.legs[0]?.device === device) ?? []);
  const turns = node.strategy === 'in-order' || node.strategy === 'round-robin';
  const first = turns ? attempt % agents.length : 0;
  return [...agents.slice(first), ...agents.slice(0, first)];
}

const strategyWords: Readonly<Record<QueueNode['strategy'], string>> = {
  'ring-all': 'all agents ring together',
  'in-order': 'agents ring one after another in their order',
  'round-robin': 'agents ring in turn',
  'fewest-calls': 'the agent with the fewest calls rings first',
  'longest-idle': 'the agent who was free longest rings first',
  random: 'a random agent rings first',
};

function words(node: QueueNode): string {
  if (node.agents.length === 0) return `${node.label} has no agents.`;
  const signedIn = node.agents.filter((agent) => agent.signedIn).length;
  const late = node.maxWait > 0 ? ` After ${node.maxWait} s ${nextWords(node.onLate)}.` : '';
  return `Callers wait in ${node.label}; ${strategyWords[node.strategy]}, ${signedIn} of ${node.agents.length} signed in.${late}`;
}
