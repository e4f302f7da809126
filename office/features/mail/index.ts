/** Mail that the office sends itself: alarms, missed calls, voicemail. Nothing leaves before somebody names a server. */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { mailCommands, mailId, recipientsOf, refuseUnfit } from './commands.ts';
import { mail } from './table.ts';

export const mailFeature = defineFeature({
  id: 'mail',
  entities: [
    entity({ table: mail, label: () => 'The mail settings', route: () => '/system/mail', check: refuseUnfit }),
  ],
  commands: mailCommands,
  queries: {
    /** Without the password: only whether there is one. */
    'mail.get': query({
      input: z.strictObject({}),
      topics: ['mail'],
      run({ read }) {
        const row = read.get(mail, mailId);
        if (!row) throw new Error('an office always has mail settings');
        const { password, alertRecipients: _lines, ...settings } = row;
        return { ...settings, hasPassword: password !== '', alertRecipients: recipientsOf(row), isOn: row.host !== '' };
      },
    }),
  },
  seed: (tx) => void tx.insert(mail, { id: mailId }),
  complete: (tx) => {
    if (!tx.get(mail, mailId)) tx.insert(mail, { id: mailId });
  },
});
