/**
 * What happens when nobody answers at an extension (spec X7): one of four, read from forwarding, voicemail and the note of
 * missed calls, so that there is no second place in which it could stand differently.
 */
import { refuse } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { forwards } from '../forwarding/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import type { NoAnswerChoice } from './choices.ts';
import { noAnswers } from './table.ts';

/** The choice that stands, in the order in which a call is looked at. */
export function noAnswerOf(read: Read, extensionId: string): NoAnswerChoice {
  const forward = read.get(forwards, `${extensionId}-no-answer`);
  if (forward?.enabled && forward.number !== '') return 'forward';
  if (read.get(mailboxes, extensionId)?.enabled) return 'voicemail';
  return read.get(noAnswers, extensionId)?.note ? 'note' : 'hang-up';
}

/** A call either leaves a message or a note. */
export function refuseNoteAndVoicemail(read: Read, extensionId: string): void {
  const extension = read.get(extensions, extensionId);
  if (!extension || !read.get(mailboxes, extensionId)?.enabled || !read.get(noAnswers, extensionId)?.note) return;
  const name = extensionName(extension);
  refuse({
    kind: 'rule',
    rule: 'note-or-voicemail',
    message: `Missed calls of ${name} are noted and mailed, and voicemail takes them instead: it is one or the other. Choose voicemail for when nobody answers, and the note is turned off.`,
    remedy: {
      label: 'Choose voicemail',
      command: 'no-answer.set',
      input: { extensionId, choice: 'voicemail' },
    },
  });
}

/** Only for normal extensions: a common area has nobody to tell, a gateway's calls are all the gateway's. */
export function refuseNoteOfSpecial(read: Read, extensionId: string): void {
  const extension = read.get(extensions, extensionId);
  if (!extension || extension.type === 'normal' || !read.get(noAnswers, extensionId)?.note) return;
  refuse({
    kind: 'rule',
    rule: 'no-answer-normal-only',
    message: `Missed calls are noted only for normal extensions, and ${extensionName(extension)} would be none. Choose something else for when nobody answers first.`,
    remedy: {
      label: 'Stop noting missed calls',
      command: 'no-answer.set',
      input: { extensionId, choice: 'hang-up' },
    },
  });
}
