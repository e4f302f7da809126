/** How many identities somebody may have (spec I2, I5), and what a label has to be (I1). */
import { refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { users } from '../users/table.ts';
import { identities, identitySlotNumbers, type identityTypes } from './table.ts';

type Identity = Row<typeof identities>;
export type IdentityType = (typeof identityTypes)[number];

export const typeWords: Record<IdentityType, { name: string; explanation: string }> = {
  deskphone: { name: 'Deskphone', explanation: 'A telephone that stands on the desk and is plugged into the network.' },
  'desktop-softphone': { name: 'Desktop', explanation: 'A telephone program on a computer, used with a headset.' },
  'mobile-softphone': { name: 'Mobile', explanation: 'A telephone app on a mobile, as long as it reaches the office.' },
  'browser-phone': { name: 'Browser', explanation: 'A telephone in a web page, while that page is open.' },
};

/** "Anna Weber - Deskphone", with a number behind it when that label is taken. */
export function suggestedLabel(read: Read, name: string, type: IdentityType): string {
  // Labels have at most 80 characters; a long name gives way to what tells the devices apart.
  const start = `${[...name].slice(0, 60).join('')} - ${typeWords[type].name}`;
  for (let n = 1; ; n += 1) {
    const label = n === 1 ? start : `${start} ${n}`;
    if (read.count(identities, { label }) === 0) return label;
  }
}

export function freeSlot(read: Read, extensionId: string): number {
  const taken = new Set(read.all(identities, { extensionId }).map((identity) => identity.slot));
  const slot = identitySlotNumbers.find((one) => !taken.has(one));
  return slot ?? refuseFull();
}

function refuseFull(): never {
  refuse({
    kind: 'rule',
    rule: 'three-devices',
    message: 'An extension has at most three devices. Remove one of its identities first.',
  });
}

export function refuseSameSlot(identity: Identity, read: Read): void {
  const same = read.all(identities, { extensionId: identity.extensionId });
  if (same.some((other) => other.id !== identity.id && other.slot === identity.slot)) refuseFull();
}

/** One of each kind: a desk phone, a computer, a mobile, a browser. */
export function refuseSameType(identity: Identity, read: Read): void {
  const other = read
    .all(identities, { extensionId: identity.extensionId, type: identity.type })
    .find((one) => one.id !== identity.id);
  if (!other) return;
  const message = `${other.label} is a ${typeWords[identity.type].name.toLowerCase()} identity already, and an extension has one of each kind. Choose another kind, or change that one.`;
  refuse({ kind: 'rule', rule: 'one-of-each-kind', message, issues: [{ path: 'type', message }] });
}

export function refuseSameLabel(identity: Identity, read: Read): void {
  if (read.count(identities, { label: identity.label }) > 1)
    refuseField('label', `Another identity is called ${identity.label}. Choose a label of its own.`);
}

/** The administrator grants more than the usual two; it is written to the history. */
export function refuseOverSlots(read: Read, userId: string): void {
  const user = read.get(users, userId);
  if (!user) return;
  const used = read
    .all(extensions, { userId })
    .reduce((sum, extension) => sum + read.count(identities, { extensionId: extension.id }), 0);
  if (used <= user.identitySlots) return;
  const name = `${user.firstName} ${user.lastName}`.trim();
  const grows = used <= identitySlotNumbers.length;
  refuse({
    kind: 'rule',
    rule: 'identity-slots',
    message: `${name} may have ${user.identitySlots === 1 ? 'one identity' : `${user.identitySlots} identities`}, and this would be ${used}. ${grows ? 'Grant another slot' : 'Remove an identity'} first.`,
    remedy: grows
      ? { label: `Grant ${name} ${used} slots`, command: 'user.grant-slots', input: { id: userId, slots: used } }
      : undefined,
  });
}
