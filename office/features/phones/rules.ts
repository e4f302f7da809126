/** Who may have a desk phone (spec U2), and that an identity is on one phone at a time (I1, I3). */
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { users } from '../users/table.ts';
import { phones } from './table.ts';

type Phone = Row<typeof phones>;

export function phoneName(phone: Pick<Phone, 'label' | 'model' | 'mac'>): string {
  return phone.label === '' ? `${phone.model} ${shownMac(phone.mac)}` : phone.label;
}

export function shownMac(mac: string): string {
  return mac.toUpperCase().replace(/(..)(?=.)/g, '$1:');
}

export function phonesOfUser(read: Read, userId: string): Phone[] {
  return read
    .all(extensions, { userId })
    .flatMap((extension) => read.all(identities, { extensionId: extension.id }))
    .flatMap((identity) => read.all(phones, { identityId: identity.id }));
}

/** Only Plus and Pro have a desk phone; the way out is offered. */
export function refuseBasicWithPhone(read: Read, userId: string): void {
  const user = read.get(users, userId);
  if (user?.plan !== 'basic') return;
  const [phone] = phonesOfUser(read, userId);
  if (!phone) return;
  const name = `${user.firstName} ${user.lastName}`.trim();
  refuse({
    kind: 'rule',
    rule: 'plan-without-phone',
    message: `${name} has the phone ${phoneName(phone)}, and the Basic plan has no desk phone. Unassign the phone first, or choose Plus or Pro.`,
    remedy: { label: 'Unassign the phone and change to Basic', command: 'user.move-to-basic', input: { id: userId } },
  });
}

export function refusePhoneForBasic(read: Read, phone: Phone): void {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  const userId = identity && read.get(extensions, identity.extensionId)?.userId;
  const user = userId ? read.get(users, userId) : undefined;
  if (user?.plan !== 'basic') return;
  const name = `${user.firstName} ${user.lastName}`.trim();
  refuse({
    kind: 'rule',
    rule: 'plan-without-phone',
    message: `${name} has the Basic plan, which has no desk phone. Change the plan to Plus or Pro first.`,
    remedy: { label: `Change ${name} to Plus`, command: 'user.update', input: { id: user.id, plan: 'plus' } },
  });
}

export function refuseSharedIdentity(read: Read, phone: Phone): void {
  if (phone.identityId === null) return;
  const other = read.all(phones, { identityId: phone.identityId }).find((one) => one.id !== phone.id);
  if (!other) return;
  refuse({
    kind: 'rule',
    rule: 'one-phone-per-identity',
    message: `${phoneName(other)} has this identity already. Unassign it there first.`,
  });
}

/** A desk phone carries only an identity that is meant for one. */
export function refuseOtherKind(read: Read, identity: Row<typeof identities> | undefined): void {
  if (!identity || identity.type === 'deskphone') return;
  const [phone] = read.all(phones, { identityId: identity.id });
  if (!phone) return;
  refuse({
    kind: 'rule',
    rule: 'deskphone-identity',
    message: `${identity.label} is on the phone ${phoneName(phone)}, so it has to be a deskphone identity. Unassign the phone first.`,
  });
}
