import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { identities } from '../identities/table.ts';
import { appIds, appNames, appsFor } from './apps.ts';
import { phoneWith } from './rules.ts';
import { invitations, softphoneSettings } from './table.ts';
import { codeFrom } from './typed-code.ts';

export const softphoneSettingsId = 'softphones';
const day = 24 * 60;

const labelOf = (read: Read, identityId: string | undefined) =>
  (identityId === undefined ? undefined : read.get(identities, identityId)?.label) ?? 'an identity';
const invited = (read: Read, invitationId: string) => {
  const invitation = read.get(invitations, invitationId);
  return { app: appNames[invitation?.app ?? 'other'], label: labelOf(read, invitation?.identityId) };
};

export const invitationCommands = {
  'invitation.create': command({
    input: z.strictObject({
      identityId: id,
      app: z.enum(appIds),
      /** How long the link works. */
      minutes: z
        .int('Choose how long the invitation is valid.')
        .min(5, 'At least 5 minutes, so that somebody can use it.')
        .max(30 * day, 'At most 30 days.')
        .default(day),
    }),
    words: (input, read) => `Invited ${labelOf(read, input.identityId)} to ${appNames[input.app]}.`,
    run(tx, input) {
      const identity = found(tx.get(identities, input.identityId), 'This identity');
      if (!appsFor[identity.type].includes(input.app))
        refuseField(
          'app',
          identity.type === 'browser-phone'
            ? 'A browser phone is set up by its own page, not by an app.'
            : `${appNames[input.app]} is not made for this kind of device. Choose another app, or another kind for the identity.`,
        );
      const phone = phoneWith(tx, identity.id);
      if (phone)
        refuse({
          kind: 'rule',
          rule: 'identity-on-a-phone',
          message: `${phone.label || phone.model} uses this identity and gets its password by itself. Unassign that phone first, or invite another identity.`,
          remedy: { label: 'Open the phone', route: `/phones/${phone.mac}` },
        });
      // The newest invitation is the only one: whoever makes another one has lost the first.
      for (const old of tx.all(invitations, { identityId: identity.id })) tx.remove(invitations, old.id);
      let typedCode = codeFrom(() => tx.newSecret());
      while (tx.count(invitations, { typedCode }) > 0) typedCode = codeFrom(() => tx.newSecret());
      const made = tx.insert(invitations, {
        id: tx.newId('inv'),
        identityId: identity.id,
        app: input.app,
        token: tx.newSecret(),
        typedCode,
        createdAt: tx.now,
        expiresAt: tx.now + input.minutes * 60_000,
      });
      return { id: made.id, expiresAt: made.expiresAt };
    },
  }),

  /** The password is given away now: it is a new one, which nobody has seen before. */
  'invitation.use': command({
    input: z.strictObject({ id, where: line(80, 'The place') }),
    words(input, read) {
      const { app, label } = invited(read, input.id);
      return `The invitation of ${label} to ${app} was used ${input.where}; its password is new.`;
    },
    run(tx, input) {
      const invitation = found(tx.get(invitations, input.id), 'This invitation');
      tx.update(identities, invitation.identityId, { secret: tx.newSecret() });
    },
  }),

  'invitation.end': command({
    input: z.strictObject({
      id,
      why: z.enum(['withdrawn', 'lapsed']),
      /** Its password was given away already: whoever has it must not register with it. */
      newPassword: z.boolean().default(false),
    }),
    words(input, read) {
      const { app, label } = invited(read, input.id);
      if (input.why === 'lapsed')
        return `Nobody registered with the invitation of ${label} to ${app}: its password is valid no more.`;
      return `Withdrew the invitation of ${label} to ${app}${input.newPassword ? ' and made a new password' : ''}.`;
    },
    run(tx, input) {
      const invitation = found(tx.get(invitations, input.id), 'This invitation');
      if (invitation.ended !== null)
        refuse({ kind: 'rule', rule: 'ended-before', message: 'This invitation has been withdrawn before.' });
      tx.update(invitations, input.id, { ended: input.why, endedAt: tx.now });
      if (input.newPassword) tx.update(identities, invitation.identityId, { secret: tx.newSecret() });
    },
  }),

  'invitation.set-wifi': command({
    input: z.strictObject({ wifi: line(64, 'The name of the Wi-Fi') }),
    words: (input) =>
      input.wifi === '' ? 'Invitations name no Wi-Fi any more.' : `Invitations name the Wi-Fi ${input.wifi}.`,
    run: (tx, input) => void tx.update(softphoneSettings, softphoneSettingsId, input),
  }),
};
