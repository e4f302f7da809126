/**
 * Where an invitation stands, from its row and what was seen of it. Pure.
 *
 *   open -> opened -> used -> registered
 *     '-------'--------'----> expired (its time is over, or nobody registered), withdrawn
 */
import type { Row } from '../../office/core/store.ts';
import type { invitations } from '../../office/features/invitations/table.ts';
import type { Progress } from './store.ts';

export type InvitationRow = Row<typeof invitations>;
export type InvitationState = 'open' | 'opened' | 'used' | 'registered' | 'expired' | 'withdrawn';

const minute = 60_000;
/** An app that was cut off in the middle of its file asks again, from where it asked before. */
export const againMs = 10 * minute;
const screenMs = 15 * minute;
const registerMs = 60 * minute;

export function stateOf(row: InvitationRow, seen: Progress, now: number): InvitationState {
  if (row.ended !== null) return row.ended === 'withdrawn' ? 'withdrawn' : 'expired';
  if (seen.registeredAt !== null) return 'registered';
  if (seen.usedAt !== null) return now >= (seen.registerBy ?? 0) ? 'expired' : 'used';
  if (now >= row.expiresAt) return 'expired';
  return seen.openedAt === null ? 'open' : 'opened';
}

/** What a request with this invitation's link may have now: its password for the first time, once more, or not at all. */
export type Chance = 'fresh' | 'again' | 'used' | 'expired' | 'withdrawn';

export function chanceOf(row: InvitationRow, seen: Progress, address: string, now: number): Chance {
  if (row.ended !== null) return row.ended === 'withdrawn' ? 'withdrawn' : 'expired';
  if (seen.usedAt !== null) {
    const isSame = seen.usedFrom === address && seen.usedFor !== 'screen' && now - seen.usedAt < againMs;
    return isSame ? 'again' : 'used';
  }
  return now >= row.expiresAt ? 'expired' : 'fresh';
}

/** Until when somebody has to register: a code on the screen can be photographed, so it has less time. */
export const registerBy = (row: InvitationRow, usedFor: string, usedAt: number): number =>
  usedFor === 'screen' ? usedAt + screenMs : Math.max(row.expiresAt, usedAt + registerMs);
