import { z } from 'zod';
import { line } from '../../office/core/text.ts';
import { serviceQuery } from '../action.ts';
import { withNames } from '../calls/names.ts';

export const callQueries = {
  'calls.live': serviceQuery({
    input: z.strictObject({}),
    topics: ['observed:calls', 'observed:engine', 'extensions', 'identities'],
    run: ({ observed, office }) => ({
      /** While the manager interface is away nothing is known of calls: an empty list is no answer then. */
      known: observed.engine.manager === 'ready',
      calls: observed.calls.map((call) => withNames(office.read, call)),
    }),
  }),
  'calls.history': serviceQuery({
    input: z.strictObject({
      search: line(60, 'The search').default(''),
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    topics: ['observed:history'],
    run: ({ history }, input) => history.list(input),
  }),
};
