/** Who may have a desk phone (spec U2), and that an identity is on one phone at a time (I1, I3). */
import { refuse } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { isPracticeMac } from '../practice/mac.ts';
import { users } from '../users/table.ts';
import { phoneLines, phones } from './table.ts';

type Phone = Row<typeof phones>;

export function phoneName(phone: Pick<Phone, 'label' | 'model' | 'mac'>): string {
  const name = phone.label === '' ? `${phone.model} ${shownMac(phone.mac)}`.trim() : phone.label;
  return isPracticeMac(phone.mac) ? `${name} (practice)` : name;
}

/** Makers whose phones take nothing but digits, at most sixteen, and keep their factory's password when told anything else. */
const digitsOnly: ReadonlySet<string> = new Set(['mitel']);

/** For the phone's own menus and web page: one that it takes. */
export const newAdminPassword = (tx: Tx, vendor: string): string =>
  digitsOnly.has(vendor) ? tx.newPin(16) : tx.newSecret();

export function shownMac(mac: string): string {
  return mac.toUpperCase().replace(/(..)(?=.)/g, '$1:');
}

/** The account of a phone that is nobody's, see claims.ts. */
export const claimDevice = ({ mac }: Pick<Phone, 'mac'>): string => `claim-${mac}`;

/** Line 2 and after it, in order. */
export const linesOf = (read: Read, phoneId: string): Row<typeof phoneLines>[] =>
  read.all(phoneLines, { phoneId }).sort((a, b) => a.position - b.position);

export const lineIdentity = (read: Read, phoneId: string, position: number): string | null =>
  read.get(phoneLines, `${phoneId}-${position}`)?.identityId ?? null;

/** The phone and line that an identity is on. */
export function placeOfIdentity(read: Read, identityId: string): { phone: Phone; position: number } | undefined {
  const [own] = read.all(phones, { identityId });
  if (own) return { phone: own, position: 1 };
  const [line] = read.all(phoneLines, { identityId });
  const phone = line && read.get(phones, line.phoneId);
  return phone && { phone, position: line.position };
}

/** The identities on a phone, line 1 first. */
export const identitiesOn = (read: Read, phone: Phone): { position: number; identityId: string }[] => [
  ...(phone.identityId === null ? [] : [{ position: 1, identityId: phone.identityId }]),
  ...linesOf(read, phone.id).map(({ position, identityId }) => ({ position, identityId })),
];

export function phonesOfUser(read: Read, userId: string): Phone[] {
  return read
    .all(extensions, { userId })
    .flatMap((extension) => read.all(identities, { extensionId: extension.id }))
    .flatMap((identity) => placeOfIdentity(read, identity.id)?.phone ?? []);
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

export function refusePhoneForBasic(read: Read, identityId: string): void {
  const userId = read.get(extensions, read.get(identities, identityId)?.extensionId ?? '')?.userId;
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

export function refuseSharedIdentity(read: Read, identityId: string): void {
  const all = [
    ...read.all(phones, { identityId }).map((phone) => ({ phone, position: 1 })),
    ...read.all(phoneLines, { identityId }).map((line) => ({ phone: read.get(phones, line.phoneId), ...line })),
  ];
  const [one] = all;
  if (all.length < 2 || !one?.phone) return;
  refuse({
    kind: 'rule',
    rule: 'one-phone-per-identity',
    message: `${phoneName(one.phone)} has this identity already, on line ${one.position}. Unassign it there first.`,
  });
}

/** A desk phone carries only an identity that is meant for one. */
export function refuseOtherKind(read: Read, identity: Row<typeof identities> | undefined): void {
  if (!identity || identity.type === 'deskphone') return;
  const phone = placeOfIdentity(read, identity.id)?.phone;
  if (!phone) return;
  refuse({
    kind: 'rule',
    rule: 'deskphone-identity',
    message: `${identity.label} is on the phone ${phoneName(phone)}, so it has to be a deskphone identity. Unassign the phone first.`,
  });
}
