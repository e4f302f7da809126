/** The history of the office: who changed what and when, for the whole office or for one row (spec R2). */
import { z } from 'zod';
import { defineFeature, query } from '../../core/feature.ts';
import { id, line } from '../../core/text.ts';

export const historyFeature = defineFeature({
  id: 'history',
  queries: {
    'history.list': query({
      input: z.strictObject({
        before: z.int().min(1).optional(),
        limit: z.int().min(1).max(500).default(50),
        table: z
          .string()
          .regex(/^[a-z_]{1,40}$/, 'This is not a table of this office.')
          .optional(),
        rowId: id.optional(),
        search: line(80, 'The search text').default(''),
      }),
      topics: ['journal'],
      run: ({ history }, options) => ({ entries: history(options) }),
    }),
  },
});
