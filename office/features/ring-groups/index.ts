/** Ring groups of identities with five strategies, start delays, ring times and overflow (spec G1). */
import { destinationUses } from '../../core/destination.ts';
import { defineFeature, entity } from '../../core/feature.ts';
import { identities } from '../identities/table.ts';
import { refuseEmergencyNumber } from '../sites/rules.ts';
import { refuseBadOverflow, ringGroupCommands } from './commands.ts';
import { ringGroupFlows } from './flow.ts';
import { ringGroupProjector } from './project.ts';
import { ringGroupQueries } from './queries.ts';
import { ringGroupMembers, ringGroups } from './table.ts';

export const ringGroupsFeature = defineFeature({
  id: 'ring-groups',
  entities: [
    entity({
      table: ringGroups,
      label: (group) => `${group.number} ${group.name}`,
      route: (group) => `/groups/${group.id}`,
      numbers: (group) => [group.number],
      uses: ({ overflowKind, overflowId }) =>
        overflowKind === 'end' || overflowId === null
          ? []
          : overflowKind === 'destination'
            ? destinationUses(overflowId)
            : [{ table: overflowKind === 'ring-group' ? 'ring_groups' : 'extensions', id: overflowId }],
      check(group, read) {
        refuseEmergencyNumber(read, group.number);
        refuseBadOverflow(read, group);
      },
    }),
    entity({
      table: ringGroupMembers,
      label: (member, read) => read.get(identities, member.identityId)?.label ?? 'a member',
      partOf: (member) => ({ table: 'ring_groups', id: member.groupId }),
      uses: (member) => [
        { table: 'ring_groups', id: member.groupId },
        { table: 'identities', id: member.identityId },
      ],
    }),
  ],
  commands: ringGroupCommands,
  queries: ringGroupQueries,
  projectors: [ringGroupProjector],
  flows: ringGroupFlows,
});
