/** Trunks: lines to the outside (spec G5). The product is whole without one. */
import { destinationUses } from '../../core/destination.ts';
import { defineFeature, entity } from '../../core/feature.ts';
import { trunkCommands } from './commands.ts';
import { trunkPlain } from './plain.ts';
import { trunkProjector } from './project.ts';
import { trunkQueries } from './queries.ts';
import { refuseBadTrunk } from './rules.ts';
import { trunks } from './table.ts';

export const trunksFeature = defineFeature({
  id: 'trunks',
  entities: [
    entity({
      table: trunks,
      label: (trunk) => trunk.name,
      route: (trunk) => `/lines/trunks/${trunk.id}`,
      uses: (trunk) => [{ table: 'sites', id: trunk.siteId }, ...destinationUses(trunk.destination)],
      check: refuseBadTrunk,
    }),
  ],
  commands: trunkCommands,
  queries: trunkQueries,
  projectors: [trunkProjector],
  plain: trunkPlain,
});
