/** Phones that exist only in this program, with which people learn the product before the real ones arrive. */
import { defineFeature, entity } from '../../core/feature.ts';
import { practiceCommands } from './commands.ts';
import { deviceWords } from './mac.ts';
import { practicePhones } from './table.ts';

export const practiceFeature = defineFeature({
  id: 'practice',
  entities: [
    entity({
      table: practicePhones,
      label: (phone) => `Practice phone ${deviceWords(phone)}`,
      route: () => '/practice',
    }),
  ],
  commands: practiceCommands,
});
