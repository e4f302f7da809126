/** Ring groups of every strategy, with overflow to whatever the office has. */
import { ringGroupMembers, ringGroups, ringStrategies } from '../../../../office/features/ring-groups/table.ts';
import type { DrawPart } from './draw.ts';

export const drawGroups: DrawPart = {
  id: 'groups',
  plan(draw) {
    const count = draw.between(0, 3);
    for (let index = 0; index < count; index++) {
      const id = `grp-${draw.prefix}g${index}`;
      draw.groupIds.push(id);
      draw.numbers.push(draw.claim(id));
      draw.destinations.push(`node:${id}`);
    }
  },
  fill(draw) {
    const { office, groupIds, between, chance, pick, extensionIds } = draw;
    for (const [index, id] of groupIds.entries()) {
      const overflow = pick(['end', 'extension', 'ring-group', 'voicemail', 'destination', 'destination'] as const);
      const other = groupIds.filter((one) => one !== id);
      const overflowId =
        overflow === 'end'
          ? null
          : overflow === 'ring-group'
            ? (other[0] ?? null)
            : overflow === 'destination'
              ? pick(draw.destinations.filter((one) => one !== `node:${id}`))
              : pick(extensionIds);
      office.add(ringGroups, {
        id, number: draw.numberOf(id), name: `Group ${index}`, strategy: pick(ringStrategies), ringSeconds: between(2, 4), skipBusy: chance(0.4),
        showName: chance(0.5), overflowKind: overflowId === null ? 'end' : overflow, overflowId,
      }); // prettier-ignore
      draw.rotation.set(id, between(0, 3));
      const members = draw.identityIds.filter(() => chance(0.6));
      for (const [position, identityId] of members.entries()) {
        office.add(ringGroupMembers, {
          id: `mem-${id}p${position}`,
          groupId: id,
          identityId,
          position,
          startDelay: between(0, 3),
          ringSeconds: between(1, 3),
          signedOut: chance(0.12),
        });
      }
    }
  },
};
