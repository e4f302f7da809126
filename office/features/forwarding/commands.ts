import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { refusalWords } from '../../core/call-flow/outside/simulate.ts';
import { callerNumber, internalNumber } from '../../core/numbering.ts';
import { diallingOf, formatNumber, toE164 } from '../../core/phone-number.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { moveDestinations } from '../destinations/moved.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { outsideRoute } from '../outbound/read.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { targetsOf } from './next.ts';
import { alwaysCircle, forwardId, refuseBusyWithCallWaiting, type ForwardKind } from './rules.ts';
import { forwardKinds, forwards, forwardTargets, vipCallers } from './table.ts';

const setForwarding = z.strictObject({
  extensionId: id,
  kind: z.enum(forwardKinds),
  enabled: z.boolean().optional(),
  /** A number of the office, or one of the outside in any usual form. */
  number: z.string().max(40, 'No number is that long.').optional(),
  /** Extensions that ring together instead; only when all calls are forwarded. */
  extensions: z.array(id).max(20, 'At most 20 extensions can ring together.').optional(),
  vips: z.array(z.string().max(40).pipe(callerNumber)).max(50, 'At most 50 callers fit on the VIP list.').optional(),
  /** With forwarding when busy: turn call waiting off in the same step. */
  callWaitingOff: z.boolean().optional(),
});
type SetForwarding = z.output<typeof setForwarding>;

export const circumstance: Record<ForwardKind, string> = {
  always: 'of all calls',
  busy: 'when busy',
  'no-answer': 'when nobody answers',
  unreachable: 'when no phone is connected',
};

function nameOf(read: Read, extensionId: string): string {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
}

export const forwardingCommands = {
  'forwarding.set': command({
    input: setForwarding,
    words(input, read) {
      const name = nameOf(read, input.extensionId);
      if (input.enabled === false) return `Turned forwarding ${circumstance[input.kind]} off for ${name}.`;
      if (!input.enabled) return `Changed forwarding ${circumstance[input.kind]} of ${name}.`;
      const to = [input.number, ...(input.extensions ?? []).map((one) => nameOf(read, one))].filter(Boolean).join(', ');
      return `Turned forwarding ${circumstance[input.kind]} on for ${name}${to === '' ? '' : `, to ${to}`}.`;
    },
    run(tx, input) {
      const extension = found(tx.get(extensions, input.extensionId), 'This extension');
      refuseOnlyForAlways(input);
      if (input.kind === 'busy' && input.enabled && extension.callWaiting) leaveCallWaiting(tx, input, extension);
      const number = input.number === undefined ? undefined : numberToForwardTo(tx, extension, input.number);
      const forward = storeForward(tx, extension.id, input.kind, { enabled: input.enabled, number });
      if (input.extensions) storeTargets(tx, extension, [...new Set(input.extensions)]);
      if (input.vips) storeVips(tx, extension.id, [...new Set(input.vips.map((one) => callerOf(tx, extension, one)))]);
      if (forward.enabled) refuseBadTarget(tx, extension, forward);
    },
  }),
};

/** Run by whatever gives something another number: forwards and destinations that name the old one follow. */
export const numberCommands = {
  'number.moved': command({
    input: z.strictObject({ from: internalNumber, to: internalNumber }),
    words: ({ from, to }) => `What went to ${from} goes to ${to} now.`,
    run(tx, { from, to }) {
      for (const forward of tx.all(forwards, { number: from })) tx.update(forwards, forward.id, { number: to });
      moveDestinations(tx, from, to);
    },
  }),
};

export function storeForward(
  tx: Tx,
  extensionId: string,
  kind: ForwardKind,
  patch: { enabled?: boolean | undefined; number?: string | undefined },
): Row<typeof forwards> {
  const forward = forwardId(extensionId, kind);
  return tx.get(forwards, forward)
    ? tx.update(forwards, forward, patch)
    : tx.insert(forwards, { id: forward, extensionId, kind, ...patch });
}

function refuseOnlyForAlways({ kind, extensions: targets, vips }: SetForwarding): void {
  if (kind === 'always') return;
  if (targets?.length) refuseField('extensions', 'Several extensions can take the calls only when all are forwarded.');
  if (vips?.length) refuseField('vips', 'The VIP list belongs to forwarding of all calls.');
}

function leaveCallWaiting(tx: Tx, input: SetForwarding, extension: Row<typeof extensions>): void {
  if (input.callWaitingOff) {
    tx.update(extensions, extension.id, { callWaiting: false });
    return;
  }
  refuse({
    kind: 'rule',
    rule: 'busy-forward-or-call-waiting',
    message: `${extensionName(extension)} has call waiting on, so it is never busy for a second call. Turn call waiting off to forward when busy.`,
    remedy: {
      label: 'Turn call waiting off and forward',
      command: 'forwarding.set',
      input: { ...input, callWaitingOff: true },
    },
  });
}

export function storeTargets(tx: Tx, extension: Row<typeof extensions>, targets: readonly string[]): void {
  const before = tx.all(forwardTargets, { extensionId: extension.id });
  for (const row of before) if (!targets.includes(row.targetExtensionId)) tx.remove(forwardTargets, row.id);
  targets.forEach((target, position) => {
    const other = found(tx.get(extensions, target), 'An extension in this list');
    if (other.id === extension.id)
      refuseField('extensions', `${extensionName(extension)} cannot take its own forwarded calls. Choose others.`);
    const row = before.find((one) => one.targetExtensionId === target);
    if (row) tx.update(forwardTargets, row.id, { position });
    else
      tx.insert(forwardTargets, {
        id: tx.newId('fwt'),
        extensionId: extension.id,
        targetExtensionId: target,
        position,
      });
  });
}

function storeVips(tx: Tx, extensionId: string, numbers: readonly string[]): void {
  const before = tx.all(vipCallers, { extensionId });
  for (const row of before) if (!numbers.includes(row.number)) tx.remove(vipCallers, row.id);
  for (const number of numbers) {
    if (!before.some((row) => row.number === number))
      tx.insert(vipCallers, { id: tx.newId('vip'), extensionId, number });
  }
}

const countryOf = (read: Read, extension: Row<typeof extensions>) =>
  read.get(sites, extension.siteId)?.country ?? defaultSite(read).country;

/** Short and without a prefix: a local number that only a neighbour could mean, or rather a number of the office. */
function isLocal(typed: string, country: string): boolean {
  const { national } = diallingOf(country);
  return /^[0-9]{2,8}$/.test(typed) && national !== '' && !typed.startsWith(national);
}

/** Digits of the office as they are, everything else as E.164. */
function numberToForwardTo(read: Read, extension: Row<typeof extensions>, text: string): string {
  const typed = text.replace(/[\s().\u00a0/-]/g, '');
  if (text.trim() === '' || read.holder(typed)) return typed;
  const outside = isLocal(typed, countryOf(read, extension)) ? undefined : toE164(text, countryOf(read, extension));
  if (outside !== undefined) return outside;
  // Kept as it is: whether there is such a number is asked when the forwarding is turned on.
  if (/^[0-9]{2,8}$/.test(typed)) return typed;
  refuseField(
    'number',
    'Write a number of the office, for example 101, or one outside with its area code, for example +49 30 1234567.',
  );
}

/** Callers from outside are shown as E.164, whatever form their number was typed in. */
const callerOf = (read: Read, extension: Row<typeof extensions>, typed: string): string =>
  read.holder(typed) || isLocal(typed, countryOf(read, extension))
    ? typed
    : (toE164(typed, countryOf(read, extension)) ?? typed);

/** What the extension may not call itself, its calls may not be passed on to. */
function refuseOutside(read: Read, extension: Row<typeof extensions>, number: string, hasTargets: boolean): void {
  const shown = formatNumber(number, countryOf(read, extension));
  const route = outsideRoute(read, number, extension.id, false, 0);
  if (route.e164 !== '' && read.holder(`+${route.e164}`)) {
    if (hasTargets)
      refuseField(
        'number',
        `${shown} is a number of this office, and where it leads cannot ring together with single extensions. Choose the number alone, or add the extensions behind it.`,
      );
    return;
  }
  if (read.count(trunks) === 0)
    refuseField('number', `${shown} is outside, and the office has no line to the outside yet. Add one first.`, {
      label: 'Show the lines',
      route: '/lines/trunks',
    });
  if (route.kind === 'unknown')
    refuseField('number', `No outbound rule is for ${shown}. Add one, or choose another number.`, {
      label: 'Show the outbound rules',
      route: '/lines/outbound',
    });
  if (route.kind === 'refused' && route.code !== 'closed' && route.code !== 'no-line')
    refuseField(
      'number',
      `Calls cannot be passed on to ${shown}: ${refusalWords[route.code]} (outbound rule “${route.rule.name}”).`,
    );
}

/** A forward that is on must lead somewhere: to a number of the office that is not its own, or to one that may be called. */
function refuseBadTarget(tx: Tx, extension: Row<typeof extensions>, forward: Row<typeof forwards>): void {
  const targets = forward.kind === 'always' ? targetsOf(tx, extension.id) : [];
  const { number } = forward;
  if (number === '' && targets.length === 0)
    refuseField('number', 'Say where the calls go: a number of the office, for example 101.');
  if (number === extension.number) refuseField('number', `${number} is this extension itself. Choose another number.`);
  if (number.startsWith('+')) refuseOutside(tx, extension, number, targets.length > 0);
  else if (number !== '' && !tx.holder(number))
    refuseField(
      'number',
      `There is no ${number} in this office. For a number outside write its area code too, for example +49 30 1234567.`,
    );
  else if (number !== '' && targets.length > 0 && tx.all(extensions, { number }).length === 0)
    refuseField(
      'number',
      `${number} is a group, and a group cannot ring together with single extensions. Choose the group alone, or extensions alone.`,
    );
  if (forward.kind === 'busy') refuseBusyWithCallWaiting(tx, extension.id);
  const circle = forward.kind === 'always' ? alwaysCircle(tx, extension) : undefined;
  if (circle)
    refuseField(
      'number',
      `Calls would go in a circle: ${circle.map(extensionName).join(' → ')}. Forward to somebody else.`,
    );
}
