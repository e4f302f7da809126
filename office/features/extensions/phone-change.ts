/**
 * Takes over what somebody switched with their phone. Calls follow the phone already, so this is lenient: what no
 * longer fits the office is left out, with a note, and the phone's choice wins over one that excludes it.
 */
import type { PhoneChange as PhoneChangeKind, PhoneChangeInput } from '../../core/feature.ts';
import type { Tx } from '../../core/store.ts';
import { storeForward, storeTargets } from '../forwarding/commands.ts';
import { alwaysCircle, forwardId } from '../forwarding/rules.ts';
import { forwards, type forwardKinds } from '../forwarding/table.ts';
import { deviceOf } from '../identities/table.ts';
import { ringGroupMembers, ringGroups } from '../ring-groups/table.ts';
import { deskDevice } from './desk.ts';
import { loginAt } from '../hot-desks/rules.ts';
import { identitiesOf } from './legs.ts';
import { extensions } from './table.ts';

const kinds = ['dnd', 'call-waiting', 'always', 'busy', 'no-answer', 'unreachable', 'sign-in', 'sign-out'] as const;
type PhoneChange = Omit<PhoneChangeInput, 'what'> & { what: (typeof kinds)[number] };

/** Why the change is not in the office, what was turned off for it, or undefined. */
type Note = ReturnType<PhoneChangeKind['apply']>;

export const extensionPhoneChanges = Object.fromEntries(
  kinds.map((what) => [
    what,
    { words: (change, _read) => inWords({ ...change, what }), apply: (tx, change) => apply(tx, { ...change, what }) },
  ]),
) as Record<(typeof kinds)[number], PhoneChangeKind>;

function inWords({ what, value }: PhoneChange): string {
  switch (what) {
    case 'dnd':
      return `turned do not disturb ${value === '1' ? 'on' : 'off'}`;
    case 'call-waiting':
      return `turned call waiting ${value === '1' ? 'on' : 'off'}`;
    case 'sign-in':
      return `signed in to group ${value}`;
    case 'sign-out':
      return `signed out of group ${value}`;
    default: {
      const when = { always: '', busy: ' when busy', 'no-answer': ' unanswered', unreachable: ' when not connected' }[
        what
      ];
      return value === '' ? `stopped forwarding calls${when}` : `forwarded calls${when} to ${value}`;
    }
  }
}

function apply(tx: Tx, change: PhoneChange): Note {
  const { ext, what, value } = change;
  switch (what) {
    case 'dnd':
      tx.update(extensions, ext, { doNotDisturb: value === '1' });
      return undefined;
    case 'call-waiting':
      return applyCallWaiting(tx, ext, value === '1');
    case 'sign-in':
    case 'sign-out':
      return applyMembership(tx, change);
    default:
      return value === '' ? stopForward(tx, ext, what) : applyForward(tx, ext, what, value);
  }
}

function applyCallWaiting(tx: Tx, ext: string, on: boolean): Note {
  tx.update(extensions, ext, { callWaiting: on });
  const busy = tx.get(forwards, forwardId(ext, 'busy'));
  if (!on || !busy?.enabled) return undefined;
  tx.update(forwards, busy.id, { enabled: false });
  return { besides: 'Forwarding when busy is off now, because call waiting is on.' };
}

function stopForward(tx: Tx, ext: string, kind: (typeof forwardKinds)[number]): Note {
  const forward = tx.get(forwards, forwardId(ext, kind));
  if (forward) tx.update(forwards, forward.id, { enabled: false });
  return undefined;
}

function applyForward(tx: Tx, ext: string, kind: (typeof forwardKinds)[number], dialled: string): Note {
  // The dialplan writes numbers of the outside with 00 once it has read them.
  const number = dialled.replace(/^00/, '+');
  const extension = tx.get(extensions, ext);
  if (!extension || !(isOutside(number) || (/^[0-9]{2,8}$/.test(number) && tx.holder(number))))
    return `There is no ${number.slice(0, 20)} now.`;
  if (number === extension.number) return 'An extension cannot be forwarded to itself.';
  const before = tx.get(forwards, forwardId(ext, kind));
  storeForward(tx, ext, kind, { enabled: true, number });
  if (kind === 'always') {
    // The phone names one number, which takes the place of the extensions that rang together.
    storeTargets(tx, extension, []);
    if (alwaysCircle(tx, extension)) {
      storeForward(tx, ext, kind, { enabled: false, number: before?.number ?? '' });
      return `Calls would go in a circle by way of ${number}, so forwarding is off.`;
    }
  }
  if (kind === 'busy' && extension.callWaiting) {
    tx.update(extensions, ext, { callWaiting: false });
    return { besides: 'Call waiting is off now, because calls are forwarded when busy.' };
  }
  return undefined;
}

const isOutside = (number: string) => /^\+[1-9][0-9]{4,14}$/.test(number);

function applyMembership(tx: Tx, { ext, what, value, device }: PhoneChange): Note {
  const own = identitiesOf(tx, ext);
  // At a handset somebody speaks for the own desk phone, whose place it takes.
  const desk = loginAt(tx, device)?.extensionId === ext ? deskDevice(tx, ext) : device;
  const identity = own.find((one) => deviceOf(one) === desk);
  const group = tx.all(ringGroups, { number: value })[0];
  const member = identity && group && tx.all(ringGroupMembers, { groupId: group.id, identityId: identity.id })[0];
  if (!member) return `This phone is no member of group ${value.slice(0, 8)} now.`;
  tx.update(ringGroupMembers, member.id, { signedOut: what === 'sign-out' });
  return undefined;
}
