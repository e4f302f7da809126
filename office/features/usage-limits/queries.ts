import { z } from 'zod';
import { query } from '../../core/feature.ts';
import { id } from '../../core/text.ts';
import { trunkRates, usageLimits } from './table.ts';

export const usageQueries = {
  'usage.limit': query({
    input: z.strictObject({ extensionId: id }),
    topics: ['usage_limits'],
    run({ read }, { extensionId }) {
      const row = read.get(usageLimits, extensionId);
      return { kind: row?.kind ?? ('none' as const), amount: row?.amount ?? 0 };
    },
  }),
  'trunk.rates': query({
    input: z.strictObject({ trunkId: id }),
    topics: ['trunk_rates'],
    run: ({ read }, { trunkId }) => ({
      rows: read.all(trunkRates, { trunkId }).sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0)),
    }),
  }),
};
