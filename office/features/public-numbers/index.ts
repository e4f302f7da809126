/** Numbers of the public network (spec N1, N2, N3): whose they are and where their calls go. */
import { destinationUses } from '../../core/destination.ts';
import { defineFeature, entity } from '../../core/feature.ts';
import { publicNumberCommands } from './commands.ts';
import { numberLabel, publicNumberFlows } from './flow.ts';
import { publicNumberProjector } from './project.ts';
import { publicNumberQueries } from './queries.ts';
import { refuseBadMain } from './rules.ts';
import { publicNumbers } from './table.ts';

export const publicNumbersFeature = defineFeature({
  id: 'public-numbers',
  entities: [
    entity({
      table: publicNumbers,
      label: (number, read) => numberLabel(read, number),
      route: (number) => `/numbers/${number.id}`,
      numbers: (number) => [number.number],
      uses: (number) => [
        { table: 'sites', id: number.siteId },
        ...(number.trunkId === null ? [] : [{ table: 'trunks', id: number.trunkId }]),
        ...destinationUses(number.destination),
      ],
      check: refuseBadMain,
    }),
  ],
  commands: publicNumberCommands,
  queries: publicNumberQueries,
  projectors: [publicNumberProjector],
  flows: publicNumberFlows,
});
