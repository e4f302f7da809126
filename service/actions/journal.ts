import { z } from 'zod';
import type { Outcome, Preview } from '../../db/office.ts';
import { Refused } from '../../office/core/refusal.ts';
import { action, type Done } from '../action.ts';

const entry = z.number().int().positive();

function done(outcome: Outcome): Done<{ words: string }> {
  if (!outcome.ok) throw new Refused(outcome.error);
  const { entry: made } = outcome;
  return {
    value: { words: made?.words ?? 'Nothing changes.' },
    ...(made ? { entry: { id: made.id, words: made.words } } : {}),
  };
}

function previewed(outcome: Outcome<Preview>): Preview {
  if (!outcome.ok) throw new Refused(outcome.error);
  return outcome.value;
}

export const journalActions = {
  'journal.undo': action({
    input: z.strictObject({ entry: entry.optional() }),
    run: ({ office }, input, actor) => done(office.undo(actor, input.entry)),
    preview: ({ office }, input, actor) => previewed(office.previewUndo(actor, input.entry)),
  }),
  'journal.redo': action({
    input: z.strictObject({}),
    run: ({ office }, _input, actor) => done(office.redo(actor)),
  }),
  /** Makes the office what it was right after an entry. */
  'journal.undo-to': action({
    input: z.strictObject({ entry }),
    run: ({ office }, input, actor) => done(office.undoTo(actor, input.entry)),
    preview: ({ office }, input, actor) => previewed(office.previewUndoTo(actor, input.entry)),
  }),
};
