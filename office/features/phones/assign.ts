/**
 * Which identity is on which line of which phone. The credentials of every identity that changes its phone are made anew
 * (spec I3): a phone that somebody carries away must not go on ringing with what it remembers.
 */
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { typeWords } from '../identities/rules.ts';
import { identities } from '../identities/table.ts';
import { refusePracticeTakeover } from '../practice/rules.ts';
import { linesOf, placeOfIdentity } from './rules.ts';
import { phoneClaims, phoneLines, phones } from './table.ts';

/** Whose phone it becomes: an identity, or an extension, whose desk phone identity is made when it has none. */
export const target = { identityId: id.nullable().default(null), extensionId: id.optional() };
export type Target = { identityId: string | null; extensionId?: string | undefined };

export function targetName(read: Read, { identityId, extensionId }: Target): string | undefined {
  const extension = extensionId === undefined ? undefined : read.get(extensions, extensionId);
  if (extension) return extensionName(extension);
  return identityId === null ? undefined : (read.get(identities, identityId)?.label ?? 'an identity');
}

export function wantedIdentity(tx: Tx, { identityId, extensionId }: Target): string | null {
  if (extensionId === undefined) return identityId;
  const [own] = tx.all(identities, { extensionId, type: 'deskphone' });
  return own?.id ?? (tx.run('identity.create', { extensionId, type: 'deskphone' }) as { id: string }).id;
}

/** Puts an identity on line 1 of a phone, or takes it off. */
export function assign(tx: Tx, phoneId: string, identityId: string | null): void {
  const phone = found(tx.get(phones, phoneId), 'This phone');
  if (phone.identityId === identityId) return keepClaim(tx, phoneId);
  if (phone.identityId !== null) rotate(tx, phone.identityId);
  if (identityId !== null) {
    refusePracticeTakeover(tx, phone.mac, identityId);
    take(tx, identityId);
  }
  tx.update(phones, phoneId, { identityId });
  keepClaim(tx, phoneId);
}

/** Takes an identity from wherever it is, for another line. */
export function take(tx: Tx, identityId: string): void {
  const identity = found(tx.get(identities, identityId), 'This identity');
  if (identity.type !== 'deskphone')
    refuseField(
      'identityId',
      `${identity.label} is for a ${typeWords[identity.type].name.toLowerCase()} phone. Choose an identity for a desk phone.`,
    );
  putDown(tx, identityId);
  rotate(tx, identityId);
}

/** The phone that has this identity has it no more. */
export function putDown(tx: Tx, identityId: string): void {
  const at = placeOfIdentity(tx, identityId);
  if (!at) return;
  if (at.position === 1) tx.update(phones, at.phone.id, { identityId: null });
  else tx.remove(phoneLines, `${at.phone.id}-${at.position}`);
  keepClaim(tx, at.phone.id);
}

/** A phone without any account has the line by which somebody can make it theirs, and call for help. */
export function keepClaim(tx: Tx, phoneId: string): void {
  const phone = tx.get(phones, phoneId);
  const isNobodys = phone !== undefined && phone.identityId === null && linesOf(tx, phoneId).length === 0;
  const claim = tx.get(phoneClaims, phoneId);
  if (isNobodys && !claim) tx.insert(phoneClaims, { id: phoneId, secret: tx.newSecret() });
  if (!isNobodys && claim) tx.remove(phoneClaims, phoneId);
}

export function rotate(tx: Tx, identityId: string): void {
  tx.update(identities, identityId, { secret: tx.newSecret() });
}
