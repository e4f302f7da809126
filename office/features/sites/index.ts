/** Sites: places with an address, a country and a clock (spec N1). */
import { z } from 'zod';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { countries, emergencyNumbers } from '../../core/numbering.ts';
import { refuseNoSite, siteCommands } from './commands.ts';
import { siteProjector } from './project.ts';
import { refuseShadowedBy } from './rules.ts';
import { sites } from './table.ts';

export const sitesFeature = defineFeature({
  id: 'sites',
  entities: [
    entity({
      table: sites,
      label: (site) => site.name,
      uses: (site) => (site.mainNumberId === null ? [] : [{ table: 'public_numbers', id: site.mainNumberId }]),
      check: (site, read) => refuseShadowedBy(read, site),
      checkGone: (_site, read) => refuseNoSite(read),
    }),
  ],
  commands: siteCommands,
  queries: {
    'site.list': query({
      input: z.strictObject({}),
      topics: ['sites'],
      run: ({ read }) => ({
        countries,
        sites: read
          .all(sites)
          .sort((a, b) => a.name.localeCompare(b.name, 'en'))
          .map((site) => ({ ...site, emergencyNumbers: emergencyNumbers(site.country) })),
      }),
    }),
  },
  projectors: [siteProjector],
  seed: (tx) =>
    void tx.insert(sites, {
      id: tx.newId('site'),
      name: 'Office',
      country: 'US',
      timeZone: 'America/New_York',
      language: 'en',
    }),
});
