/** Invitations: one identity set up in an app by a link that works once, a QR code or a typed code (spec I7). */
import { defineFeature, entity } from '../../core/feature.ts';
import { identities } from '../identities/table.ts';
import { invitationCommands, softphoneSettingsId } from './commands.ts';
import { invitations, softphoneSettings } from './table.ts';

export const invitationsFeature = defineFeature({
  id: 'invitations',
  entities: [
    entity({
      table: invitations,
      label: (invitation, read) =>
        `Invitation of ${read.get(identities, invitation.identityId)?.label ?? 'an identity'}`,
      route: () => '/invitations',
      partOf: (invitation) => ({ table: 'identities', id: invitation.identityId }),
      uses: (invitation) => [{ table: 'identities', id: invitation.identityId }],
    }),
    entity({ table: softphoneSettings, label: () => 'The settings of invitations', route: () => '/invitations' }),
  ],
  commands: invitationCommands,
  seed: (tx) => void tx.insert(softphoneSettings, { id: softphoneSettingsId }),
  complete(tx) {
    if (!tx.get(softphoneSettings, softphoneSettingsId)) tx.insert(softphoneSettings, { id: softphoneSettingsId });
  },
});
