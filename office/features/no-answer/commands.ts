import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { emails, id } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { forwardId } from '../forwarding/rules.ts';
import { forwards } from '../forwarding/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { noAnswerChoices, type NoAnswerChoice } from './choices.ts';
import { noAnswers } from './table.ts';

export const noAnswerSeconds = z
  .int('Use whole seconds.')
  .min(5, 'At least 5 seconds, so that a phone can be reached.')
  .max(60, 'At most 60 seconds.');

const words: Record<NoAnswerChoice, string> = {
  forward: 'are forwarded',
  'hang-up': 'end',
  note: 'are noted and mailed',
  voicemail: 'go to voicemail',
};

function nameOf(read: Read, extensionId: string): string {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
}

export const noAnswerCommands = {
  /** Exactly one of the four; what another one would be is turned off in the same step (spec X7). */
  'no-answer.set': command({
    input: z.strictObject({
      extensionId: id,
      choice: z.enum(noAnswerChoices),
      seconds: noAnswerSeconds.optional(),
      /** Of the office or outside; only for forwarding, and the one that is remembered when it is left out. */
      number: z.string().max(40, 'No number is that long.').optional(),
      /** Who is mailed, for a note and for voicemail; those that are remembered when left out. */
      addresses: emails.optional(),
    }),
    words: ({ extensionId, choice }, read) =>
      `Calls that nobody answers at ${nameOf(read, extensionId)} ${words[choice]}.`,
    run(tx, { extensionId, choice, seconds, number, addresses }) {
      const extension = found(tx.get(extensions, extensionId), 'This extension');
      const isNote = tx.get(noAnswers, extensionId)?.note ?? false;
      if (extension.type !== 'normal' && !(choice === 'hang-up' && isNote))
        refuse({
          kind: 'rule',
          rule: 'no-answer-normal-only',
          message: `What happens when nobody answers is chosen only for normal extensions, and ${extensionName(extension)} is none.`,
        });
      if (seconds !== undefined) tx.update(extensions, extensionId, { ringSeconds: seconds });
      setNote(tx, extensionId, choice === 'note', choice === 'note' ? addresses : undefined);
      setVoicemail(tx, extensionId, choice, addresses);
      const forward = tx.get(forwards, forwardId(extensionId, 'no-answer'));
      if (choice === 'forward')
        tx.run('forwarding.set', {
          extensionId,
          kind: 'no-answer',
          enabled: true,
          ...(number === undefined ? {} : { number }),
        });
      else if (forward?.enabled) tx.update(forwards, forward.id, { enabled: false });
    },
  }),
};

function setNote(tx: Tx, extensionId: string, note: boolean, addresses?: string): void {
  const before = tx.get(noAnswers, extensionId);
  if (note && (addresses ?? before?.addresses ?? '') === '')
    refuseField('addresses', 'Say who is told of a missed call: one or more addresses, for example anna@example.com.');
  const row = { note, ...(addresses === undefined ? {} : { addresses }) };
  if (before) tx.update(noAnswers, extensionId, row);
  else if (note) tx.insert(noAnswers, { id: extensionId, ...row });
}

/** With forwarding it stays as it is: it is still there for calls that come while the line is busy. */
function setVoicemail(tx: Tx, extensionId: string, choice: NoAnswerChoice, addresses?: string): void {
  if (choice === 'voicemail')
    tx.run('voicemail.set', {
      extensionId,
      enabled: true,
      ...(addresses === undefined ? {} : { email: addresses }),
    });
  else if (choice !== 'forward' && tx.get(mailboxes, extensionId)?.enabled)
    tx.run('voicemail.set', { extensionId, enabled: false });
}
