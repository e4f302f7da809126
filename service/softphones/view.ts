/** What screens show of invitations. The link and the code are in the view of one invitation only. */
import type { Read } from '../../office/core/store.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { identities } from '../../office/features/identities/table.ts';
import { shownCode } from '../../office/features/invitations/typed-code.ts';
import { users } from '../../office/features/users/table.ts';
import { apps } from './apps/index.ts';
import type { SoftphoneDesk } from './desk.ts';
import type { InvitationRow, InvitationState } from './states.ts';
import type { Progress } from './store.ts';

export interface InvitationLine extends Progress {
  id: string;
  identityId: string;
  label: string;
  number: string;
  person: { id: string; name: string } | null;
  app: string;
  state: InvitationState;
  createdAt: number;
  expiresAt: number;
  endedAt: number | null;
  /** This computer has another address now than the app was told: it has to be invited again. */
  hasMoved: boolean;
}

export interface InvitationDetail extends InvitationLine {
  /** What the app fetches or the browser opens; null without a network address, or when it can be used no more. */
  link: string | null;
  /** Where the code is typed. */
  codeAt: string | null;
  code: string;
  /** What the QR code holds; null where it holds the account and has to be asked for. */
  qr: string | null;
  qrHoldsAccount: boolean;
  /** Why this app's own QR code cannot be shown. */
  qrProblem: string | null;
  steps: readonly string[];
}

export function lineOf(read: Read, desk: SoftphoneDesk, row: InvitationRow): InvitationLine {
  const identity = read.get(identities, row.identityId);
  const extension = identity && read.get(extensions, identity.extensionId);
  const user = extension?.userId == null ? undefined : read.get(users, extension.userId);
  return {
    ...desk.progressOf(row),
    id: row.id,
    identityId: row.identityId,
    label: identity?.label ?? '',
    number: extension?.number ?? '',
    person: user ? { id: user.id, name: `${user.firstName} ${user.lastName}`.trim() } : null,
    app: apps[row.app].name,
    state: desk.stateOf(row),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    endedAt: row.endedAt,
    hasMoved: desk.hasMoved(row),
  };
}

export function detailOf(read: Read, desk: SoftphoneDesk, row: InvitationRow): InvitationDetail {
  const line = lineOf(read, desk, row);
  const app = apps[row.app];
  const identity = read.get(identities, row.identityId);
  const base = desk.baseUrl(row.identityId);
  const isUsable = line.state === 'open' || line.state === 'opened';
  const link = base !== undefined && isUsable ? `${base}/join/${row.token}` : null;
  return {
    ...line,
    link,
    codeAt: base === undefined ? null : `${base}/join`,
    code: isUsable ? shownCode(row.typedCode) : '',
    qr: link === null || app.qr === 'account' ? null : app.qr === 'file' ? `${link}/${app.file?.name ?? ''}` : link,
    qrHoldsAccount: app.qr === 'account',
    qrProblem: (identity && app.refuses?.(identity)) ?? null,
    steps: app.steps,
  };
}
