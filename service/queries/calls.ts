import { z } from 'zod';
import { line } from '../../office/core/text.ts';
import { officeFlows } from '../../office/features/index.ts';
import { serviceQuery } from '../action.ts';
import { lineWithNames, withNames, type NamedLine } from '../calls/names.ts';
import { explain } from '../calls/why.ts';

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
      /** `next` of the answer before. */
      before: z.number().int().optional(),
      /** Only calls that had ended by this moment, in milliseconds since 1970. */
      until: z.number().int().optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    topics: ['observed:history', 'extensions', 'ring_groups'],
    run: ({ history, office }, { search, ...page }) => {
      const wanted = search.trim().toLowerCase();
      return history.list({
        ...page,
        make: (line) => lineWithNames(office.read, line),
        matches: (line) => wanted === '' || textOf(line).includes(wanted),
      });
    },
  }),
  /** Why a past call went where it went; `id` and `position` as its line has them. */
  'calls.why': serviceQuery({
    input: z.strictObject({ id: z.string().max(80), position: z.int() }),
    topics: [],
    run({ history, office }, { id, position }) {
      const records = history.records(id, position);
      return records ? explain(records, office, officeFlows(office.read)) : null;
    },
  }),
};

/** What a search looks in: numbers and names of everybody who took part. */
function textOf({ from, dialled, answeredBy, rang }: NamedLine): string {
  const people = [
    from.number,
    from.name,
    dialled.number,
    dialled.label,
    ...[...rang, ...(answeredBy ? [answeredBy] : [])].flatMap((one) => [one.number, one.label]),
  ];
  return people.join(' ').toLowerCase();
}
