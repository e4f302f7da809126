/** Desk phones of the office, known by their MAC address (spec P1, P3, U2, I3). */
import { defineFeature, entity } from '../../core/feature.ts';
import { identities } from '../identities/table.ts';
import { phoneCommands } from './commands.ts';
import { phoneQueries } from './queries.ts';
import { phoneName, refuseOtherKind, refusePhoneForBasic, refuseSharedIdentity } from './rules.ts';
import { phones } from './table.ts';

export const phonesFeature = defineFeature({
  id: 'phones',
  entities: [
    entity({
      table: phones,
      label: phoneName,
      route: (phone) => `/phones/${phone.mac}`,
      uses: (phone) => [
        { table: 'sites', id: phone.siteId },
        ...(phone.identityId === null ? [] : [{ table: 'identities', id: phone.identityId }]),
      ],
      check(phone, read) {
        refuseSharedIdentity(read, phone);
        refusePhoneForBasic(read, phone);
        if (phone.identityId !== null) refuseOtherKind(read, read.get(identities, phone.identityId));
      },
    }),
  ],
  commands: phoneCommands,
  queries: phoneQueries,
});
