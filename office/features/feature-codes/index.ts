/** Codes with which phones switch things by dialling. Each leads to its context `code-<id>` in the fixed program. */
import { z } from 'zod';
import { command, defineFeature, entity, projector, query, type FeatureCode } from '../../core/feature.ts';
import { featureCode } from '../../core/numbering.ts';
import { projected } from '../../core/projection.ts';
import { refuse, refuseField } from '../../core/refusal.ts';
import type { Tx } from '../../core/store.ts';
import { basicCodes } from './codes.ts';
import { featureCodes } from './table.ts';

/** Codes that switch nothing: those that switch something write into the product's own tables. */
const codesInPlain = [
  { id: 'voicemail-own', apps: ['Answer()', 'VoiceMailMain(${CALLERID(num)}@default)', 'Hangup()'] },
  { id: 'voicemail-any', apps: ['Answer()', 'VoiceMailMain(@default)', 'Hangup()'] },
  { id: 'echo-test', apps: ['Answer()', 'Playback(demo-echotest)', 'Echo()', 'Playback(demo-echodone)', 'Hangup()'] },
];

/** `others`: the codes of all other features. */
export function featureCodesFeature(others: readonly FeatureCode[]) {
  const codes = [...basicCodes, ...others];
  const byId = new Map(codes.map((one) => [one.id, one]));
  const does = (id: string) => byId.get(id)?.does ?? id;
  const store = (tx: Tx) => {
    for (const one of codes) {
      if (tx.get(featureCodes, one.id)) continue;
      tx.insert(featureCodes, { id: one.id, code: freeCode(tx, one.code) });
    }
  };
  return defineFeature({
    id: 'feature-codes',
    entities: [
      entity({
        table: featureCodes,
        label: (row) => `${row.code} ${does(row.id)}`,
        numbers: (row) => [row.code],
      }),
    ],
    commands: {
      'feature-code.update': command({
        input: z.strictObject({ id: z.string().max(40), code: featureCode }),
        words: ({ id, code }) => `“${does(id)}” is dialled with ${code}.`,
        run(tx, { id, code }) {
          const known = byId.get(id);
          if (!known) refuse({ kind: 'not-found', message: 'There is no such feature code.' });
          if (known.takes && code.length < 3)
            refuseField(
              'code',
              'Something is dialled after this code, so it needs a star and two digits, for example *78.',
            );
          tx.update(featureCodes, id, { code });
        },
      }),
    },
    queries: {
      'feature-codes.list': query({
        input: z.strictObject({}),
        topics: ['feature_codes'],
        run: ({ read }) =>
          codes.flatMap(({ id, code: usual, does, takes }) => {
            const row = read.get(featureCodes, id);
            return row ? [{ id, code: row.code, usual, does, takes }] : [];
          }),
      }),
    },
    projectors: [
      projector({
        owner: featureCodes,
        // A code that an older version knew is no number any more.
        rows: (_read, row) =>
          byId.has(row.id) ? [projected('dial', { number: row.code, target: `code-${row.id},s,1` })] : [],
        affectedBy: [],
      }),
    ],
    plain: (read) => ({
      dialled: codesInPlain.flatMap(({ id, apps }) => {
        const row = read.get(featureCodes, id);
        return row ? [{ pattern: row.code, apps, comment: does(id) }] : [];
      }),
    }),
    seed: store,
    complete: store,
  });
}

/** The usual code, or the next one that the office does not use for something else. */
function freeCode(tx: Tx, usual: string): string {
  for (let offset = 0; offset < 90; offset += 1) {
    const code = `*${10 + ((Number(usual.slice(1)) - 10 + offset) % 90)}`;
    if (!tx.all(featureCodes, { code })[0]) return code;
  }
  throw new Error('all feature codes are taken');
}
