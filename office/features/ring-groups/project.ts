/** A ring group as Asterisk reads it: its number and its node with the legs of its members. */
import { kindOf } from '../../core/call-flow/kinds.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { groupNode } from './flow.ts';
import { ringGroupMembers, ringGroups } from './table.ts';

export const ringGroupProjector = projector({
  owner: ringGroups,
  rows: (read, group) => {
    const node = groupNode(read, group);
    return [projected('dial', { number: group.number, target: `flow,${group.id},1` }), ...kindOf(node).rows(node)];
  },
  affectedBy: [
    affected(ringGroupMembers, (member) => [member.groupId]),
    affected(identities, (identity, read) => groupsOfExtension(read, identity.extensionId)),
    affected(extensions, (extension, read) => [
      ...groupsOfExtension(read, extension.id),
      ...overflowingTo(read, extension.id),
    ]),
    affected(mailboxes, (mailbox, read) => overflowingTo(read, mailbox.id)),
    affected(ringGroups, (group, read) => overflowingTo(read, group.id)),
  ],
});

function groupsOfExtension(read: Read, extensionId: string): string[] {
  return read
    .all(identities, { extensionId })
    .flatMap((identity) => read.all(ringGroupMembers, { identityId: identity.id }).map((member) => member.groupId));
}

function overflowingTo(read: Read, id: string): string[] {
  return read.all(ringGroups, { overflowId: id }).map((group) => group.id);
}
