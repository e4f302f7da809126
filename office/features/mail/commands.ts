import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { port } from '../../core/network-address.ts';
import { refuse, refuseField } from '../../core/refusal.ts';
import type { Row } from '../../core/store.ts';
import { email, line } from '../../core/text.ts';
import { mail, mailSecurities } from './table.ts';

export const mailId = 'mail';

/** RFC 1123 host name or an address; nothing that a URL or a command line could read as more. */
const host = line(253, 'The mail server').refine(
  (text) =>
    text === '' ||
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(text) ||
    /^[0-9A-Fa-f:]{2,39}$/.test(text),
  'Write the name of the mail server alone, for example smtp.example.com.',
);

const authority = z
  .string()
  .max(20_000, 'This certificate is too long.')
  .transform((text) => text.replaceAll('\r', '').trim())
  .refine(
    (text) =>
      text === '' || /^(?:-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n*)+$/.test(text),
    'Paste the certificate as text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
  );

const patch = z.strictObject({
  host: host.optional(),
  port: port.optional(),
  security: z.enum(mailSecurities).optional(),
  user: line(200, 'The user name').optional(),
  /** Undefined keeps the one there is. */
  password: line(400, 'The password').optional(),
  fromAddress: email.optional(),
  fromName: line(80, 'The sender’s name').optional(),
  authority: authority.optional(),
  alertRecipients: z
    .array(email.refine((text) => text !== '', 'Write an address or take the line out.'))
    .max(20)
    .optional(),
});

export const mailCommands = {
  'mail.update': command({
    input: patch,
    words: ({ host: server }) =>
      server === undefined
        ? 'Changed the mail settings.'
        : server === ''
          ? 'Turned mail off.'
          : `Mail is sent by ${server}.`,
    run(tx, { alertRecipients, ...input }) {
      const recipients =
        alertRecipients === undefined ? {} : { alertRecipients: [...new Set(alertRecipients)].join('\n') };
      refuseUnfit(tx.update(mail, mailId, { ...input, ...recipients }));
    },
  }),
};

/** Also after an undo. */
export function refuseUnfit(row: Row<typeof mail>): void {
  if (row.id !== mailId) refuse({ kind: 'rule', rule: 'one-mail', message: 'There is one set of mail settings.' });
  if (row.host === '') return;
  if (row.fromAddress === '')
    refuseField('fromAddress', 'Say from which address mail is sent, for example phones@example.com.');
  if (row.user !== '' && row.password === '') refuseField('password', 'This user needs a password.');
  if (row.user !== '' && row.security === 'none' && !isNear(row.host))
    refuseField(
      'security',
      'The password would cross the internet readable for everybody. Choose STARTTLS or TLS, or leave the user empty.',
    );
}

/** This computer or a private network (RFC 1918, RFC 4193). */
function isNear(name: string): boolean {
  return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:)/i.test(name);
}

export function recipientsOf(row: Pick<Row<typeof mail>, 'alertRecipients'> | undefined): string[] {
  return row?.alertRecipients.split('\n').filter(Boolean) ?? [];
}
