import { z } from 'zod';
import { kindOf } from '../../core/call-flow/kinds.ts';
import type { HuntNode, Leg, RingNode } from '../../core/call-flow/node.ts';
import { destination } from '../../core/destination.ts';
import { query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { destinationName } from '../call-flows/sentence.ts';
import { ringTime } from '../extensions/commands.ts';
import { extensionName, legOf } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { startDelay } from './commands.ts';
import { groupNode, membersOf } from './flow.ts';
import { overflowKinds, ringGroups, ringStrategies } from './table.ts';

type RingGroup = Row<typeof ringGroups>;

const topics = [
  'ring_groups',
  'ring_group_members',
  'identities',
  'extensions',
  'forwards',
  'forward_targets',
  'mailboxes',
];

/** One bar of the timeline: who rings from when to when, if nobody answers. */
export interface Bar {
  identityId: string;
  label: string;
  from: number;
  to: number;
  /** Why the device stays silent now, although it is a member. */
  silent: 'signed-out' | 'do-not-disturb' | 'forwarded' | null;
}

/** In an order that turns or is drawn, the bars show the members as they stand in the list. */
export function barsOf(node: RingNode | HuntNode): Bar[] {
  let at = 0;
  return node.legs.map((leg) => {
    const from = node.kind === 'hunt' ? at : leg.start;
    const silent = silentBecause(leg);
    if (silent === null) at += leg.seconds;
    return { identityId: leg.identity, label: leg.label, from, to: from + leg.seconds, silent };
  });
}

function silentBecause(leg: Leg): Bar['silent'] {
  if (leg.signedOut) return 'signed-out';
  if (leg.dnd) return 'do-not-disturb';
  return leg.forwarded ? 'forwarded' : null;
}

function overflowLabel(read: Read, group: Pick<RingGroup, 'overflowKind' | 'overflowId'>): string {
  if (group.overflowKind === 'destination') return destinationName(read, group.overflowId ?? '') || 'The call ends';
  if (group.overflowKind === 'end' || group.overflowId === null) return 'The call ends';
  if (group.overflowKind === 'ring-group') return read.get(ringGroups, group.overflowId)?.name ?? 'The call ends';
  const extension = read.get(extensions, group.overflowId);
  if (!extension) return 'The call ends';
  return group.overflowKind === 'voicemail' ? `Voicemail of ${extensionName(extension)}` : extensionName(extension);
}

function pictureOf(node: RingNode | HuntNode) {
  const bars = barsOf(node);
  return { words: kindOf(node).words(node), bars, seconds: Math.max(0, ...bars.map((bar) => bar.to)) };
}

const draft = z.strictObject({
  name: line(60, 'The name of the group').default(''),
  strategy: z.enum(ringStrategies),
  ringSeconds: ringTime,
  skipBusy: z.boolean().default(false),
  overflowKind: z.enum(overflowKinds).default('end'),
  overflowId: z.union([id, destination]).nullable().default(null),
  members: z
    .array(z.strictObject({ identityId: id, startDelay, ringSeconds: ringTime, signedOut: z.boolean().default(false) }))
    .max(50),
});

/** The group that a form holds, compiled by the same function as a stored one. */
function draftNode(read: Read, group: z.output<typeof draft>): RingNode | HuntNode {
  const row: RingGroup = { ...group, id: 'grp-draft', number: '', showName: true };
  const node = groupNode(read, row);
  const legs = group.members.flatMap((member): Leg[] => {
    const identity = read.get(identities, member.identityId);
    const extension = identity && read.get(extensions, identity.extensionId);
    if (!identity || !extension) return [];
    const together = group.strategy === 'all-at-once';
    return [
      legOf(read, extension, identity, {
        start: together ? 0 : member.startDelay,
        seconds: together ? group.ringSeconds : member.ringSeconds,
        skipBusy: group.skipBusy,
        signedOut: member.signedOut,
      }),
    ];
  });
  return { ...node, legs };
}

export const ringGroupQueries = {
  'ring-group.list': query({
    input: z.strictObject({}),
    topics,
    run: ({ read }) =>
      read
        .all(ringGroups)
        .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.number < b.number ? -1 : 1))
        .map((group) => {
          const members = membersOf(read, group.id);
          return {
            id: group.id,
            number: group.number,
            name: group.name,
            strategy: group.strategy,
            members: members.length,
            signedOut: members.filter((member) => member.signedOut).length,
            overflow: overflowLabel(read, group),
          };
        }),
  }),

  'ring-group.get': query({
    input: z.strictObject({ id }),
    topics: [...topics, 'observed:registrations'],
    run({ read, observed }, input) {
      const group = found(read.get(ringGroups, input.id), 'This group');
      return {
        ...group,
        overflow: overflowLabel(read, group),
        members: membersOf(read, group.id).flatMap((member) => {
          const identity = read.get(identities, member.identityId);
          const extension = identity && read.get(extensions, identity.extensionId);
          if (!identity || !extension) return [];
          return [
            {
              ...member,
              label: identity.label,
              type: identity.type,
              extension: extensionName(extension),
              userId: extension.userId,
              registration: observed.registration(deviceOf(identity)),
            },
          ];
        }),
        ...pictureOf(groupNode(read, group)),
      };
    },
  }),

  'ring-group.preview': query({
    input: z.strictObject({ draft }),
    topics,
    run: ({ read }, input) => pictureOf(draftNode(read, input.draft)),
  }),
};
