/** What the screens say of an invitation's state. */
import type { Queries } from '../../api/contract.ts';
import type { Tone } from '../../ui/status.ts';

export type Invitation = NonNullable<Queries['invitation.of']['value']['current']>;
export type InvitationLine = Queries['invitation.list']['value']['rows'][number];
export type InvitationState = InvitationLine['state'];

export const tones: Record<InvitationState, Tone> = {
  open: 'info',
  opened: 'info',
  used: 'warn',
  registered: 'ok',
  expired: 'off',
  withdrawn: 'off',
};

export const isOpen = (state: InvitationState): boolean => state === 'open' || state === 'opened';
export const canWithdraw = (state: InvitationState): boolean => isOpen(state) || state === 'used';

/** Where the last thing that is known of it came from. */
export const lastFrom = (one: InvitationLine): string => one.registeredFrom || one.usedFrom || one.openedFrom;
export const lastAt = (one: InvitationLine): number =>
  one.endedAt ?? one.registeredAt ?? one.usedAt ?? one.openedAt ?? one.createdAt;

export const validFor = ['15', '60', '1440', '4320', '10080', '43200'] as const;
