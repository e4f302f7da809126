import { z } from 'zod';
import { serviceQuery } from '../action.ts';

export const journalQueries = {
  /** What undo and redo would act on, for menus and key hints. */
  'journal.next': serviceQuery({
    input: z.strictObject({}),
    topics: ['journal'],
    run: ({ office }) => ({ undo: office.nextUndo() ?? null, redo: office.nextRedo() ?? null }),
  }),
};
