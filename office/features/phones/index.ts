/** Desk phones of the office, known by their MAC address (spec P1, P3, U2, I3). */
import { defineFeature, entity } from '../../core/feature.ts';
import { identities } from '../identities/table.ts';
import { claimCode, claimPhoneChanges, claimProjector } from './claims.ts';
import { phoneCommands } from './commands.ts';
import { phoneQueries } from './queries.ts';
import { keepClaim } from './assign.ts';
import { phoneName, refuseOtherKind, refusePhoneForBasic, refuseSharedIdentity } from './rules.ts';
import { formerPhones, phoneClaims, phoneLines, phones } from './table.ts';

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
        if (phone.identityId === null) return;
        refusePhoneForBasic(read, phone.identityId);
        refuseSharedIdentity(read, phone.identityId);
        refuseOtherKind(read, read.get(identities, phone.identityId));
      },
    }),
    entity({
      table: phoneLines,
      label: (line, read) => {
        const phone = read.get(phones, line.phoneId);
        return `Line ${line.position} of ${phone ? phoneName(phone) : 'a phone'}`;
      },
      partOf: (line) => ({ table: 'phones', id: line.phoneId }),
      uses: (line) => [
        { table: 'phones', id: line.phoneId },
        { table: 'identities', id: line.identityId },
      ],
      check(line, read) {
        refusePhoneForBasic(read, line.identityId);
        refuseSharedIdentity(read, line.identityId);
        refuseOtherKind(read, read.get(identities, line.identityId));
      },
    }),
    entity({
      table: phoneClaims,
      label: () => 'The line of a phone that is nobody’s',
      partOf: (claim) => ({ table: 'phones', id: claim.id }),
    }),
    entity({
      table: formerPhones,
      label: (phone) => `${phoneName(phone)}, which has left the office`,
      route: () => '/phones?show=former',
    }),
  ],
  commands: phoneCommands,
  queries: phoneQueries,
  codes: [claimCode],
  phoneChanges: claimPhoneChanges,
  projectors: [claimProjector],
  complete(tx) {
    for (const { id } of tx.all(phones, { identityId: null })) keepClaim(tx, id);
  },
});
