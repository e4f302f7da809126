/** The people of the office (spec U1 to U4), and a new one in one pass. */
import { defineFeature, entity } from '../../core/feature.ts';
import { refuseOverSlots } from '../identities/rules.ts';
import { refuseBasicWithPhone } from '../phones/rules.ts';
import { fullName, userCommands } from './commands.ts';
import { personCommands } from './person.ts';
import { userQueries } from './queries.ts';
import { users } from './table.ts';

export const usersFeature = defineFeature({
  id: 'users',
  entities: [
    entity({
      table: users,
      label: fullName,
      route: (user) => `/people/${user.id}`,
      check(user, read) {
        refuseBasicWithPhone(read, user.id);
        refuseOverSlots(read, user.id);
      },
    }),
  ],
  commands: { ...userCommands, ...personCommands },
  queries: userQueries,
});
