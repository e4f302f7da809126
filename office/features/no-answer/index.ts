/** When nobody answers: forward, end, note the call and mail it, or voicemail (spec X7). */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { forwardId } from '../forwarding/rules.ts';
import { forwards } from '../forwarding/table.ts';
import { mail } from '../mail/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { noAnswerCommands } from './commands.ts';
import { noAnswerOf, refuseNoteAndVoicemail, refuseNoteOfSpecial } from './rules.ts';
import { noAnswers } from './table.ts';

export const noAnswerFeature = defineFeature({
  id: 'no-answer',
  entities: [
    entity({
      table: noAnswers,
      label: () => 'Note of missed calls',
      partOf: (row) => ({ table: 'extensions', id: row.id }),
      uses: (row) => [{ table: 'extensions', id: row.id }],
      check(row, read) {
        refuseNoteAndVoicemail(read, row.id);
        refuseNoteOfSpecial(read, row.id);
      },
    }),
  ],
  commands: noAnswerCommands,
  queries: {
    'no-answer.get': query({
      input: z.strictObject({ extensionId: id }),
      topics: ['extensions', 'forwards', 'mailboxes', 'no_answers', 'mail'],
      run({ read }, { extensionId }) {
        const extension = found(read.get(extensions, extensionId), 'This extension');
        return {
          choice: noAnswerOf(read, extensionId),
          seconds: extension.ringSeconds,
          number: read.get(forwards, forwardId(extensionId, 'no-answer'))?.number ?? '',
          noteAddresses: read.get(noAnswers, extensionId)?.addresses ?? '',
          voicemailAddresses: read.get(mailboxes, extensionId)?.email ?? '',
          isNormal: extension.type === 'normal',
          isMailOn: read.all(mail).some(({ host }) => host !== ''),
        };
      },
    }),
  },
});
