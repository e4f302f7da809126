/** A ring group's call flow: its strategy decides between ringing together (with delays) and one after another. */
import { destinationNext } from '../../core/destination.ts';
import type { FlowCompiler } from '../../core/feature.ts';
import type { HuntNode, Leg, Next, RingNode } from '../../core/call-flow/node.ts';
import { shownName } from '../../core/projection.ts';
import type { Read, Row } from '../../core/store.ts';
import { voicemailNodeId } from '../extensions/flow.ts';
import { legOf } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { ringGroupMembers, ringGroups } from './table.ts';

type RingGroup = Row<typeof ringGroups>;
type Member = Row<typeof ringGroupMembers>;

export function membersOf(read: Read, groupId: string): Member[] {
  return read.all(ringGroupMembers, { groupId }).sort((a, b) => a.position - b.position);
}

export function overflowNext(read: Read, group: Pick<RingGroup, 'overflowKind' | 'overflowId'>): Next {
  const end: Next = { to: 'end', ending: 'no-answer' };
  const id = group.overflowId;
  if (id === null) return end;
  switch (group.overflowKind) {
    case 'end':
      return end;
    case 'extension':
      return read.get(extensions, id) ? { to: 'node', id } : end;
    case 'ring-group':
      // By number, so that two groups that overflow into each other meet the limit of hops.
      return numberOf(read, id) ?? end;
    case 'destination':
      return destinationNext(id) ?? end;
    case 'voicemail':
      return read.get(mailboxes, id)?.enabled ? { to: 'node', id: voicemailNodeId(id) } : end;
  }
}

function numberOf(read: Read, groupId: string): Next | undefined {
  const number = read.get(ringGroups, groupId)?.number;
  return number === undefined ? undefined : { to: 'number', number };
}

export function groupNode(read: Read, group: RingGroup): RingNode | HuntNode {
  const common = {
    id: group.id,
    label: group.name,
    shown: group.showName ? shownName(group.name) : '',
    next: overflowNext(read, group),
  };
  const legs = membersOf(read, group.id).flatMap((member) => memberLeg(read, group, member));
  switch (group.strategy) {
    case 'all-at-once':
      return { kind: 'ring', ...common, legs: legs.map((leg) => ({ ...leg, start: 0, seconds: group.ringSeconds })) };
    case 'escalating':
      return { kind: 'ring', ...common, legs };
    case 'one-after-another':
      return { kind: 'hunt', ...common, order: 'fixed', legs };
    case 'rotating':
    case 'random':
      return { kind: 'hunt', ...common, order: group.strategy, legs };
  }
}

function memberLeg(read: Read, group: RingGroup, member: Member): Leg[] {
  const identity = read.get(identities, member.identityId);
  const extension = identity && read.get(extensions, identity.extensionId);
  if (!identity || !extension) return [];
  return [
    legOf(read, extension, identity, {
      start: member.startDelay,
      seconds: member.ringSeconds,
      skipBusy: group.skipBusy,
      signedOut: member.signedOut,
    }),
  ];
}

export const ringGroupFlows: readonly FlowCompiler[] = [
  {
    prefix: 'grp',
    compile: (read, id) => {
      const group = read.get(ringGroups, id);
      return group && groupNode(read, group);
    },
    atNumber: (read, number) => read.all(ringGroups, { number })[0]?.id,
    destinations: (read) =>
      read
        .all(ringGroups)
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .map((group) => ({ node: group.id, label: `${group.number} ${group.name}`, group: 'Ring groups' })),
  },
];
