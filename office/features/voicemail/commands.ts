import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import { emails, id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { mailboxes } from './table.ts';

export const voicemailCommands = {
  'voicemail.set': command({
    input: z.strictObject({ extensionId: id, enabled: z.boolean(), email: emails.optional() }),
    words(input, read) {
      const extension = read.get(extensions, input.extensionId);
      const name = extension ? extensionName(extension) : input.extensionId;
      return `Turned the voicemail of ${name} ${input.enabled ? 'on' : 'off'}.`;
    },
    run(tx, { extensionId, ...patch }) {
      found(tx.get(extensions, extensionId), 'This extension');
      if (tx.get(mailboxes, extensionId)) tx.update(mailboxes, extensionId, patch);
      else tx.insert(mailboxes, { id: extensionId, ...patch });
    },
  }),
};
