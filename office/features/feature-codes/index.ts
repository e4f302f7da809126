/** Codes with which phones switch things by dialling. Each leads to its context in the fixed program. */
import { z } from 'zod';
import { command, defineFeature, entity, projector, query } from '../../core/feature.ts';
import { featureCode } from '../../core/numbering.ts';
import { projected } from '../../core/projection.ts';
import { featureCodeKinds, featureCodes } from './table.ts';

type Kind = (typeof featureCodeKinds)[number];

/** Codes as most phone systems have them; `takes` names the digits that are dialled after the code. */
const codes: Record<Kind, { code: string; does: string; takes?: 'number' | 'group' }> = {
  'dnd-on': { code: '*78', does: 'Turn do not disturb on' },
  'dnd-off': { code: '*79', does: 'Turn do not disturb off' },
  'dnd-toggle': { code: '*76', does: 'Switch do not disturb' },
  'forward-always-on': { code: '*72', does: 'Forward all calls', takes: 'number' },
  'forward-always-off': { code: '*73', does: 'Stop forwarding all calls' },
  'forward-busy-on': { code: '*90', does: 'Forward calls when busy', takes: 'number' },
  'forward-busy-off': { code: '*91', does: 'Stop forwarding when busy' },
  'forward-no-answer-on': { code: '*52', does: 'Forward calls that nobody answers', takes: 'number' },
  'forward-no-answer-off': { code: '*53', does: 'Stop forwarding unanswered calls' },
  'forward-unreachable-on': { code: '*58', does: 'Forward calls when no phone is connected', takes: 'number' },
  'forward-unreachable-off': { code: '*59', does: 'Stop forwarding when no phone is connected' },
  'call-waiting-on': { code: '*70', does: 'Turn call waiting on' },
  'call-waiting-off': { code: '*71', does: 'Turn call waiting off' },
  'group-sign-in': { code: '*50', does: 'Sign in to a ring group', takes: 'group' },
  'group-sign-out': { code: '*51', does: 'Sign out of a ring group', takes: 'group' },
  'voicemail-own': { code: '*97', does: 'Listen to your voicemail' },
  'voicemail-any': { code: '*98', does: 'Listen to a voicemail from another phone' },
  'echo-test': { code: '*43', does: 'Hear yourself, to test the sound' },
};

const describe = (id: string) => codes[id as Kind] ?? { code: '', does: id };

export const featureCodesFeature = defineFeature({
  id: 'feature-codes',
  entities: [
    entity({
      table: featureCodes,
      label: (row) => `${row.code} ${describe(row.id).does}`,
      numbers: (row) => [row.code],
    }),
  ],
  commands: {
    'feature-code.update': command({
      input: z.strictObject({ id: z.enum(featureCodeKinds), code: featureCode }),
      words: ({ id, code }) => `“${describe(id).does}” is dialled with ${code}.`,
      run: (tx, { id, code }) => void tx.update(featureCodes, id, { code }),
    }),
  },
  queries: {
    'feature-codes.list': query({
      input: z.strictObject({}),
      topics: ['feature_codes'],
      run: ({ read }) =>
        featureCodeKinds.flatMap((kind) => {
          const row = read.get(featureCodes, kind);
          return row
            ? [{ id: kind, code: row.code, usual: codes[kind].code, does: codes[kind].does, takes: codes[kind].takes }]
            : [];
        }),
    }),
  },
  projectors: [
    projector({
      owner: featureCodes,
      rows: (_read, row) => [projected('dial', { number: row.code, target: `code-${row.id},s,1` })],
      affectedBy: [],
    }),
  ],
  seed(tx) {
    for (const kind of featureCodeKinds) tx.insert(featureCodes, { id: kind, code: codes[kind].code });
  },
});
