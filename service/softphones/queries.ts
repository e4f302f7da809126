import { z } from 'zod';
import { found } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { identities } from '../../office/features/identities/table.ts';
import { appsFor } from '../../office/features/invitations/apps.ts';
import { softphoneSettingsId } from '../../office/features/invitations/commands.ts';
import { phoneWith } from '../../office/features/invitations/rules.ts';
import { invitations, softphoneSettings } from '../../office/features/invitations/table.ts';
import { users } from '../../office/features/users/table.ts';
import { serviceQuery, type Service } from '../action.ts';
import { apps } from './apps/index.ts';
import { detailOf, lineOf, type InvitationLine } from './view.ts';

const topics = [
  'invitations', 'softphone_settings', 'identities', 'extensions', 'users', 'phones', 'phone_lines', 'network', 'mail',
  'observed:invitations', 'observed:network', 'observed:registrations',
] as const; // prettier-ignore

/** Why nobody could open an invitation now. */
function problemOf({ observed, desk }: Service): string | null {
  if (observed.network.address === null)
    return 'This computer has no network address yet, so no app could reach it. Choose a network first.';
  return desk.failure ? `Invitations are not served: ${desk.failure.message}` : null;
}

export const invitationQueries = {
  /** Everything about setting up one identity in an app: what there is to choose, and the newest invitation. */
  'invitation.of': serviceQuery({
    input: z.strictObject({ identityId: id }),
    topics,
    run(service, { identityId }) {
      const { office, softphones, mail } = service;
      const { read } = office;
      const identity = found(read.get(identities, identityId), 'This identity');
      const extension = read.get(extensions, identity.extensionId);
      const user = extension?.userId == null ? undefined : read.get(users, extension.userId);
      const [row] = read.all(invitations, { identityId }).sort((a, b) => b.createdAt - a.createdAt);
      const isTls = identity.transport === 'tls';
      return {
        apps: appsFor[identity.type].map((appId) => {
          const { name, note, tlsNote, refuses } = apps[appId];
          const notes = [note, isTls ? tlsNote : undefined, refuses?.(identity)];
          return { id: appId, name, notes: notes.filter((one) => one !== undefined) };
        }),
        /** The desk phone that has this identity, so that no app can have it. */
        phone: phoneWith(read, identityId)?.mac ?? null,
        problem: problemOf(service),
        wifi: read.get(softphoneSettings, softphoneSettingsId)?.wifi ?? '',
        mailTo: user?.email ?? '',
        canMail: mail.isOn,
        isTls,
        current: row ? detailOf(read, softphones, row) : null,
      };
    },
  }),
  /** All invitations, those that can be used first. */
  'invitation.list': serviceQuery({
    input: z.strictObject({}),
    topics,
    run(service) {
      const { office, softphones } = service;
      const rows = office.read
        .all(invitations)
        .map((row) => lineOf(office.read, softphones, row))
        .sort((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt);
      return {
        rows,
        wifi: office.read.get(softphoneSettings, softphoneSettingsId)?.wifi ?? '',
        problem: problemOf(service),
        guesses: softphones.guesses ?? null,
      };
    },
  }),
};

const order: readonly InvitationLine['state'][] = ['used', 'opened', 'open', 'registered', 'expired', 'withdrawn'];
const rank = ({ state }: InvitationLine): number => order.indexOf(state);
