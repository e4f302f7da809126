/** Hot desking: numbers that log in at handsets, and the names that stand on their screens (spec N5, N7, X3). */
import { defineFeature, entity } from '../../core/feature.ts';
import { refuse } from '../../core/refusal.ts';
import { hotDeskCommands, hotDeskPhoneChanges } from './commands.ts';
import { hotDeskProjectors } from './project.ts';
import { hotDeskQueries } from './queries.ts';
import { displayNames, handsets, hotDesks } from './table.ts';

export const hotDesksFeature = defineFeature({
  id: 'hot-desks',
  entities: [
    entity({
      table: handsets,
      label: (handset) => `Hot desk ${handset.phoneId}`,
      partOf: (handset) => ({ table: 'identities', id: handset.id }),
      uses: (handset) => [{ table: 'identities', id: handset.id }],
      check(handset, read) {
        if (read.all(handsets, { phoneId: handset.phoneId }).length > 1)
          refuse({ kind: 'rule', rule: 'phone-id', message: `Two phones would show the ID ${handset.phoneId}.` });
      },
    }),
    entity({
      table: hotDesks,
      label: () => 'Log-in at a handset',
      partOf: (login) => ({ table: 'extensions', id: login.extensionId }),
      uses: (login) => [
        { table: 'extensions', id: login.extensionId },
        { table: 'identities', id: login.identityId },
        { table: 'handsets', id: login.identityId },
      ],
      check(login, read) {
        if (read.all(hotDesks, { extensionId: login.extensionId }).length > 1)
          refuse({ kind: 'rule', rule: 'number-elsewhere', message: 'A number is logged in at one handset only.' });
      },
    }),
    entity({
      table: displayNames,
      label: (row) => `Display name ${row.name1} ${row.name2}`.trim(),
      partOf: (row) => ({ table: 'extensions', id: row.id }),
      uses: (row) => [{ table: 'extensions', id: row.id }],
    }),
  ],
  commands: hotDeskCommands,
  queries: hotDeskQueries,
  phoneChanges: hotDeskPhoneChanges,
  codes: [
    { id: 'hot-desk-in', code: '*55', does: 'Log in at this phone with your number and PIN', takes: 'extension' },
    { id: 'hot-desk-out', code: '*56', does: 'Log out from this phone' },
  ],
  projectors: hotDeskProjectors,
});
