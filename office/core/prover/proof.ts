/**
 * What a node means for somebody who calls, whatever phones are connected: whether it gives the caller anything, which
 * ways lead on at a moment, what they depend on. Settings count as they are; what people do is left open.
 */
import type { Exit } from '../call-flow/kinds.ts';
import { kindOf } from '../call-flow/kinds.ts';
import type { Leg, Next, Node } from '../call-flow/node.ts';
import type { QueueNode } from '../call-flow/queue/index.ts';
import type { Unavailable } from '../call-flow/unavailable.ts';
import type { Sound } from '../call-flow/sound.ts';
import { inFlow } from '../call-flow/step/index.ts';
import { stateAt, type Schedule } from '../schedule/schedule.ts';

/** What the caller gets: a phone that rings somebody, a mailbox, a spoken message, a choice, the outside, a service. */
export type Served = 'person' | 'mailbox' | 'message' | 'choice' | 'outside' | 'service';

/** By its hours (spec X15). */
const isAway = (rule: Unavailable | undefined, second: number): boolean =>
  rule !== undefined && stateAt(rule.schedule, second).open === (rule.when === 'during');

const isThere = (leg: Leg, second: number): boolean => {
  const login = leg.desk?.find(({ until }) => until === null || until > second * 1000);
  return login === undefined || login.instead !== null;
};

const canRing = (legs: readonly Leg[], second: number): boolean =>
  legs.some(
    (leg) => !leg.signedOut && !leg.dnd && !leg.forwarded && !isAway(leg.unavailable, second) && isThere(leg, second),
  );

const agentsOf = (node: QueueNode) => node.agents.filter((one) => one.signedIn && !one.dnd && !one.forwarded);

/** A step of a flow does what its person or group does, with the flow's next step behind it. */
export const inside = (node: Node): Node => (node.kind === 'step' ? inFlow(node) : node);

/** Of a node that is no step, at that second since 1970. */
export function served(node: Node, second: number): Served | null {
  switch (node.kind) {
    case 'extension':
      if (node.dnd || (node.always !== null && node.vips.length === 0)) return null;
      if (isAway(node.unavailable, second)) return null;
      return node.legs.some((leg) => isThere(leg, second)) || node.handset !== undefined ? 'person' : null;
    case 'ring':
      return canRing(node.legs, second) || node.outside ? 'person' : null;
    case 'hunt':
      return canRing(node.legs, second) ? 'person' : null;
    case 'queue':
      return agentsOf(node).length > 0 || !node.leaveWhenEmpty ? 'service' : null;
    case 'voicemail':
      return 'mailbox';
    case 'play':
      return node.sound === null ? null : 'message';
    case 'hangup':
      return node.message === null ? null : 'message';
    case 'menu':
      return 'choice';
    case 'forward':
      return node.number?.startsWith('+') ? 'outside' : null;
    case 'conference':
    case 'facility':
      return 'service';
    case 'public-number':
      // Whoever calls a reserved number is told that it is not in use.
      return node.isReserved ? 'message' : null;
    case 'caller':
    case 'flow':
    case 'step':
    case 'when':
      return null;
  }
}

/** The ways on which a call can leave the node at that second since 1970. */
export function ways(node: Node, second: number): Exit[] {
  switch (node.kind) {
    case 'when': {
      const { open } = stateAt(node.schedule, second);
      return [{ label: open ? 'open' : 'closed', next: open ? node.open : node.closed }];
    }
    case 'extension': {
      if (node.dnd) return [{ label: 'do not disturb', next: node.onDnd }];
      const forwarded: Exit[] = node.always === null ? [] : [{ label: 'all calls forwarded', next: node.always }];
      if (node.always !== null && node.vips.length === 0) return forwarded;
      // Who is on the VIP list is not forwarded, but hours count for everybody.
      if (node.unavailable && isAway(node.unavailable, second))
        return [...forwarded, { label: 'unavailable by schedule', next: node.unavailable.next }];
      const absent = { label: 'not reachable', next: node.onUnreachable };
      if (served(node, second) === null) return [...forwarded, absent];
      return [
        ...forwarded,
        { label: 'busy', next: node.onBusy },
        { label: 'no answer', next: node.onNoAnswer },
        absent,
      ];
    }
    case 'queue': {
      const exits = kindOf(node).exits(node);
      // With nobody there every caller leaves at once.
      return served(node, second) === null ? exits.filter(({ name }) => name !== 'late') : exits;
    }
    default:
      return kindOf(node).exits(node);
  }
}

/** Schedules that decide at this node. */
export function schedulesOf(node: Node): Schedule[] {
  switch (node.kind) {
    case 'when':
      return [node.schedule];
    case 'extension':
      return node.unavailable ? [node.unavailable.schedule] : [];
    case 'ring':
    case 'hunt':
      return node.legs.flatMap((leg) => (leg.unavailable ? [leg.unavailable.schedule] : []));
    default:
      return [];
  }
}

/** Sounds of the office that are played here. */
export function soundsOf(node: Node): Sound[] {
  switch (node.kind) {
    case 'play':
      return node.sound === null ? [] : [node.sound];
    case 'hangup':
      return node.message === null ? [] : [node.message];
    case 'menu':
      return node.greeting === null ? [] : [node.greeting];
    default:
      return [];
  }
}

/** Every way that there is at any moment, for finding out on which schedules a number depends. */
export const allWays = (node: Node): Next[] =>
  kindOf(node)
    .exits(node)
    .map(({ next }) => next);
