/** Pick-up by code: a call that rings at somebody or in a group, and one that rings in one's own groups. */
import type { PlainParts } from '../../core/feature.ts';
import type { Read } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { ringGroupMembers, ringGroups } from '../ring-groups/table.ts';

export function pickupPlain(read: Read): PlainParts {
  const one = read.get(featureCodes, 'pickup')?.code;
  const mine = read.get(featureCodes, 'pickup-group')?.code;
  const own = (extensionId: string) =>
    read.all(identities, { extensionId }).map((identity) => `PJSIP/${deviceOf(identity)}-`);
  const members = (groupId: string) =>
    read.all(ringGroupMembers, { groupId }).flatMap(({ identityId }) => {
      const identity = read.get(identities, identityId);
      return identity ? [`PJSIP/${deviceOf(identity)}-`] : [];
    });
  const targets = [
    ...read.all(extensions).map(({ id, number }) => ({ number, channels: own(id) })),
    ...read.all(ringGroups).map(({ id, number }) => ({ number, channels: members(id) })),
  ].filter(({ channels }) => channels.length > 0);
  return {
    dialled: [
      ...(one === undefined
        ? []
        : targets.map(({ number, channels }) => ({
            pattern: `${one}${number}`,
            apps: [
              `PickupChan(${channels.join('&')},p)`,
              'ExecIf($["${PICKUPRESULT}" != "SUCCESS"]?Goto(end,nothing-rings,1))',
              'Hangup()',
            ],
          }))),
      // The groups of each phone stand in pjsip.conf.
      ...(mine === undefined ? [] : [{ pattern: mine, apps: ['Pickup()', 'Goto(end,nothing-rings,1)'] }]),
    ],
  };
}

/** Groups in which a phone may take calls of the others, as pjsip.conf wants them; empty when it is in none. */
export function pickupGroups(read: Read, identityId: string): string {
  return read
    .all(ringGroupMembers, { identityId })
    .flatMap(({ groupId }) => read.get(ringGroups, groupId)?.number ?? [])
    .sort()
    .join(',');
}
