/** What forwarding excludes (spec N8, X5), for the form to show at once and for the model to enforce. */
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { outboundPasscodes } from '../outbound/table.ts';
import { targetsOf } from './next.ts';
import { forwards, type forwardKinds } from './table.ts';

type Extension = Row<typeof extensions>;
export type ForwardKind = (typeof forwardKinds)[number];

export const forwardId = (extensionId: string, kind: ForwardKind) => `${extensionId}-${kind}`;

/** A second call either waits or is forwarded. */
export function refuseBusyWithCallWaiting(read: Read, extensionId: string): void {
  const extension = read.get(extensions, extensionId);
  if (!extension?.callWaiting || !read.get(forwards, forwardId(extensionId, 'busy'))?.enabled) return;
  refuse({
    kind: 'rule',
    rule: 'busy-forward-or-call-waiting',
    message: `${extensionName(extension)} cannot have call waiting and forwarding when busy at once: a second call either waits or is forwarded. Turn one of them off.`,
  });
}

/** All calls of a gateway's extension go to its SIP account (spec X9), so nothing may lead them elsewhere. */
export function refuseRulesOfGateway(read: Read, extensionId: string): void {
  const extension = read.get(extensions, extensionId);
  if (extension?.type !== 'gateway') return;
  const isForwarded = read.all(forwards, { extensionId }).some((forward) => forward.enabled);
  if (!isForwarded && !extension.doNotDisturb) return;
  refuse({
    kind: 'rule',
    rule: 'gateway-takes-all',
    message: `${extensionName(extension)} is a gateway's extension: all its calls go to the gateway, so there is no forwarding and no do not disturb. Turn them off, or make it a normal extension.`,
  });
}

/** A number with an authorisation code is not forwarded (spec N8): calls would go out without anybody typing it. */
export function refuseForwardWithPasscode(read: Read, extensionId: string): void {
  const extension = read.get(extensions, extensionId);
  if (!extension || !read.get(outboundPasscodes, extensionId)) return;
  if (!read.all(forwards, { extensionId }).some((forward) => forward.enabled)) return;
  refuse({
    kind: 'rule',
    rule: 'forward-or-passcode',
    message: `${extensionName(extension)} has an authorisation code, and calls of such a number are not forwarded. Take the code away, or turn forwarding off.`,
  });
}

/** Extensions to which all calls of this one go, while that forwarding is on. */
function alwaysTargets(read: Read, extension: Extension): Extension[] {
  const forward = read.get(forwards, forwardId(extension.id, 'always'));
  if (!forward?.enabled) return [];
  const direct = forward.number === '' ? [] : read.all(extensions, { number: forward.number });
  return [...direct, ...targetsOf(read, extension.id)];
}

/** The way of a call that comes back to where it started, as extensions; undefined when there is none. */
export function alwaysCircle(read: Read, start: Extension): Extension[] | undefined {
  const seen = new Set<string>();
  const follow = (at: Extension, way: Extension[]): Extension[] | undefined => {
    for (const next of alwaysTargets(read, at)) {
      if (next.id === start.id) return [...way, next];
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      const circle = follow(next, [...way, next]);
      if (circle) return circle;
    }
    return undefined;
  };
  return follow(start, [start]);
}

export function refuseCircle(read: Read, extensionId: string): void {
  const extension = read.get(extensions, extensionId);
  const circle = extension && alwaysCircle(read, extension);
  if (!circle) return;
  refuse({
    kind: 'rule',
    rule: 'forward-circle',
    message: `Calls would go in a circle: ${circle.map(extensionName).join(' → ')}. Forward to somebody else.`,
  });
}
