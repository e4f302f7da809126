/** Phones that exist only in this program, with which people learn the product before the real ones arrive. */
import { vendorById } from '../../../phones/vendors/index.ts';
import { defineFeature, entity } from '../../core/feature.ts';
import { practiceCommands } from './commands.ts';
import { practicePhones } from './table.ts';

export const practiceFeature = defineFeature({
  id: 'practice',
  entities: [
    entity({
      table: practicePhones,
      label: ({ vendor, model }) => `Practice phone ${vendorById(vendor)?.name ?? vendor} ${model}`,
      route: () => '/practice',
    }),
  ],
  commands: practiceCommands,
});
