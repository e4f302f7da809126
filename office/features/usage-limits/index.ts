/** What extensions may spend on outside calls in a month, and what trunks charge (spec X12). */
import { defineFeature, entity } from '../../core/feature.ts';
import { usageCommands } from './commands.ts';
import { usageProjectors } from './project.ts';
import { usageQueries } from './queries.ts';
import { trunkRates, usageLimits } from './table.ts';

export const usageLimitsFeature = defineFeature({
  id: 'usage-limits',
  entities: [
    entity({
      table: usageLimits,
      label: () => 'Usage limit',
      partOf: ({ id }) => ({ table: 'extensions', id }),
      uses: ({ id }) => [{ table: 'extensions', id }],
    }),
    entity({
      table: trunkRates,
      label: ({ prefix }) => (prefix === '' ? 'Rate for all other numbers' : `Rate for +${prefix}`),
      partOf: ({ trunkId }) => ({ table: 'trunks', id: trunkId }),
      uses: ({ trunkId }) => [{ table: 'trunks', id: trunkId }],
    }),
  ],
  commands: usageCommands,
  queries: usageQueries,
  projectors: usageProjectors,
});
