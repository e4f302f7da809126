import { z } from 'zod';
import { found, refuse } from '../../office/core/refusal.ts';
import { email, id } from '../../office/core/text.ts';
import { softphoneSettingsId } from '../../office/features/invitations/commands.ts';
import { invitations, softphoneSettings } from '../../office/features/invitations/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { action } from '../action.ts';
import { addressFor } from './account.ts';
import { letterOf } from './letter.ts';
import { detailOf } from './view.ts';

export const invitationActions = {
  /** Ends an invitation; a password that it gave away already ends too. */
  'invitation.withdraw': action({
    input: z.strictObject({ id }),
    run({ softphones }, input, actor) {
      const entry = softphones.withdraw(input.id, actor);
      return { value: null, ...(entry ? { entry } : {}) };
    },
  }),
  /** The account as a QR code, for apps that read nothing else. It has a new password and uses the invitation up. */
  'invitation.show-account': action({
    input: z.strictObject({ id }),
    run: ({ softphones }, input) => ({ value: softphones.showAccount(input.id) }),
  }),
  'invitation.mail': action({
    input: z.strictObject({
      id,
      to: email.refine((text) => text !== '', 'Write the address that the invitation goes to.'),
    }),
    run({ office, observed, softphones, mail }, input) {
      const row = found(office.read.get(invitations, input.id), 'This invitation');
      const { address } = observed.network;
      const detail = detailOf(office.read, softphones, row);
      if (!mail.isOn)
        refuse({
          kind: 'unavailable',
          message: 'The office has no mail server yet.',
          remedy: { label: 'Set up mail', route: '/system/mail' },
        });
      if (detail.link === null || address === null)
        refuse({ kind: 'rule', rule: 'used-up', message: 'This invitation can be used no more. Make a new one.' });
      const [site] = office.read.all(sites);
      const timeZone = site?.timeZone ?? 'UTC';
      const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
      const wifi = office.read.get(softphoneSettings, softphoneSettingsId)?.wifi ?? '';
      const server = addressFor(office.read, row.identityId, address);
      const mails = mail.add(letterOf(detail, input.to, { wifi, server, until: until.format(row.expiresAt) }));
      if (mails === 0)
        refuse({
          kind: 'rule',
          rule: 'mailed-before',
          message: `This invitation is in the outbox for ${input.to} already, or has been sent.`,
          remedy: { label: 'Open the outbox', route: '/system/mail' },
        });
      return { value: null };
    },
  }),
};
