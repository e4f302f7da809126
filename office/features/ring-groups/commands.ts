import { z } from 'zod';
import { destination } from '../../core/destination.ts';
import { command } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { insteadWords } from '../call-flows/sentence.ts';
import { nextNumber, ringTime } from '../extensions/commands.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { membersOf } from './flow.ts';
import { overflowKinds, ringGroupMembers, ringGroups, ringStrategies } from './table.ts';

type RingGroup = Row<typeof ringGroups>;

/** A list of devices for Asterisk must stay under 4,096 bytes; this many fit with room to spare. */
const mostMembers = 50;

export const startDelay = z.int('Use whole seconds.').min(0, 'At least 0 seconds.').max(600, 'At most 600 seconds.');

const fields = {
  name: requiredLine(60, 'The name of the group'),
  strategy: z.enum(ringStrategies),
  ringSeconds: ringTime,
  skipBusy: z.boolean(),
  showName: z.boolean(),
  overflowKind: z.enum(overflowKinds),
  overflowId: z.union([id, destination]).nullable(),
};

export const memberInput = z.strictObject({
  identityId: id,
  startDelay: startDelay.optional(),
  ringSeconds: ringTime.optional(),
});
type MemberInput = z.output<typeof memberInput>;

const members = z.array(memberInput).max(mostMembers, `At most ${mostMembers} members can ring in one group.`);

const newGroup = z.strictObject({
  number: internalNumber.optional(),
  name: fields.name,
  strategy: fields.strategy.optional(),
  ringSeconds: fields.ringSeconds.optional(),
  skipBusy: fields.skipBusy.optional(),
  showName: fields.showName.optional(),
  overflowKind: fields.overflowKind.optional(),
  overflowId: fields.overflowId.optional(),
  members: members.default([]),
});

const groupPatch = z.strictObject({
  id,
  number: internalNumber.optional(),
  name: fields.name.optional(),
  strategy: fields.strategy.optional(),
  ringSeconds: fields.ringSeconds.optional(),
  skipBusy: fields.skipBusy.optional(),
  showName: fields.showName.optional(),
  overflowKind: fields.overflowKind.optional(),
  overflowId: fields.overflowId.optional(),
});

const nameOf = (read: Read, groupId: string) => read.get(ringGroups, groupId)?.name ?? groupId;
const labelOf = (read: Read, identityId: string) => read.get(identities, identityId)?.label ?? identityId;

const oneMember = z.strictObject({ groupId: id, identityId: id });

export const ringGroupCommands = {
  'ring-group.create': command({
    input: newGroup,
    words: (input) => `Added the ring group ${input.name}.`,
    run(tx, { number = nextNumber(tx), members: list, ...rest }) {
      const group = tx.insert(ringGroups, { id: tx.newId('grp'), number, ...rest });
      refuseBadOverflow(tx, group);
      setMembers(tx, group, list);
      return { id: group.id, number };
    },
  }),

  'ring-group.update': command({
    input: groupPatch,
    words: (input, read) => `Changed the ring group ${nameOf(read, input.id)}.`,
    run(tx, { id: groupId, ...patch }) {
      const before = found(tx.get(ringGroups, groupId), 'This group');
      const overflow = patch.overflowKind === 'end' ? { overflowId: null } : {};
      const group = tx.update(ringGroups, groupId, { ...patch, ...overflow });
      refuseBadOverflow(tx, group);
      if (group.number !== before.number) tx.run('number.moved', { from: before.number, to: group.number });
    },
  }),

  /** `instead`: what led to it leads there, see destinations/instead.ts; without it whoever leads to it keeps it. */
  'ring-group.delete': command({
    input: z.strictObject({ id, instead: destination.optional() }),
    words: (input, read) => `Removed the ring group ${nameOf(read, input.id)}${insteadWords(read, input.instead)}.`,
    run(tx, input) {
      found(tx.get(ringGroups, input.id), 'This group');
      if (input.instead !== undefined) tx.run('destination.replace', input);
      for (const member of membersOf(tx, input.id)) tx.remove(ringGroupMembers, member.id);
      tx.remove(ringGroups, input.id);
    },
  }),

  /** The whole list at once: order, start delays and ring times. Who stays keeps being signed in or out. */
  'ring-group.set-members': command({
    input: z.strictObject({ groupId: id, members }),
    words: (input, read) => `Changed the members of ${nameOf(read, input.groupId)}.`,
    run: (tx, input) => setMembers(tx, found(tx.get(ringGroups, input.groupId), 'This group'), input.members),
  }),

  'ring-group.add-member': command({
    input: memberInput.extend({ groupId: id }),
    words: (input, read) => `Added ${labelOf(read, input.identityId)} to ${nameOf(read, input.groupId)}.`,
    run(tx, { groupId, ...member }) {
      const group = found(tx.get(ringGroups, groupId), 'This group');
      setMembers(tx, group, [...membersOf(tx, groupId).map(({ identityId }) => ({ identityId })), member]);
    },
  }),

  'ring-group.remove-member': command({
    input: oneMember,
    words: (input, read) => `Took ${labelOf(read, input.identityId)} out of ${nameOf(read, input.groupId)}.`,
    run(tx, { groupId, identityId }) {
      const member = memberOf(tx, groupId, identityId);
      const others = membersOf(tx, groupId).filter((one) => one.id !== member.id);
      setMembers(
        tx,
        found(tx.get(ringGroups, groupId), 'This group'),
        others.map((one) => ({ identityId: one.identityId })),
      );
    },
  }),

  'ring-group.move-member': command({
    input: oneMember.extend({
      position: z
        .int()
        .min(0)
        .max(mostMembers - 1),
    }),
    words: (input, read) => `Moved ${labelOf(read, input.identityId)} in ${nameOf(read, input.groupId)}.`,
    run(tx, { groupId, identityId, position }) {
      memberOf(tx, groupId, identityId);
      const order = membersOf(tx, groupId)
        .map((one) => one.identityId)
        .filter((one) => one !== identityId);
      order.splice(position, 0, identityId);
      setMembers(
        tx,
        found(tx.get(ringGroups, groupId), 'This group'),
        order.map((one) => ({ identityId: one })),
      );
    },
  }),

  'ring-group.sign-in': command({
    input: oneMember,
    words: (input, read) => `Signed ${labelOf(read, input.identityId)} in to ${nameOf(read, input.groupId)}.`,
    run: (tx, { groupId, identityId }) =>
      void tx.update(ringGroupMembers, memberOf(tx, groupId, identityId).id, { signedOut: false }),
  }),

  'ring-group.sign-out': command({
    input: oneMember,
    words: (input, read) => `Signed ${labelOf(read, input.identityId)} out of ${nameOf(read, input.groupId)}.`,
    run: (tx, { groupId, identityId }) =>
      void tx.update(ringGroupMembers, memberOf(tx, groupId, identityId).id, { signedOut: true }),
  }),
};

function memberOf(tx: Tx, groupId: string, identityId: string) {
  return found(tx.all(ringGroupMembers, { groupId, identityId })[0], 'This member of the group');
}

function setMembers(tx: Tx, group: RingGroup, list: readonly MemberInput[]): void {
  if (list.length > mostMembers) refuseField('members', `At most ${mostMembers} members can ring in one group.`);
  const before = membersOf(tx, group.id);
  const wanted = new Set(list.map((member) => member.identityId));
  for (const member of before) if (!wanted.has(member.identityId)) tx.remove(ringGroupMembers, member.id);
  list.forEach((member, position) => {
    const identity = found(tx.get(identities, member.identityId), 'A member in this list');
    if (list.findIndex((other) => other.identityId === member.identityId) !== position)
      refuseField(`members.${position}.identityId`, `${identity.label} is in this group already.`);
    const { startDelay: start, ringSeconds } = member;
    const timing = {
      position,
      ...(start === undefined ? {} : { startDelay: start }),
      ...(ringSeconds === undefined ? {} : { ringSeconds }),
    };
    const row = before.find((one) => one.identityId === identity.id);
    if (row) tx.update(ringGroupMembers, row.id, timing);
    else
      tx.insert(ringGroupMembers, {
        id: tx.newId('mbr'),
        groupId: group.id,
        identityId: identity.id,
        ringSeconds: group.ringSeconds,
        ...timing,
      });
  });
}

/** Calls that nobody answers must lead somewhere that exists, and not straight back. */
export function refuseBadOverflow(read: Read, group: RingGroup): void {
  const { overflowKind: kind, overflowId } = group;
  if (kind === 'end') {
    if (overflowId !== null)
      refuseField('overflowId', 'Say what the overflow is: an extension, a group or a voicemail.');
    return;
  }
  if (overflowId === null) refuseField('overflowId', 'Choose where calls go that nobody answers.');
  if (overflowId === group.id) refuseField('overflowId', 'A group cannot overflow into itself. Choose something else.');
  if (kind === 'destination') {
    if (!destination.safeParse(overflowId).success || overflowId === '')
      refuseField('overflowId', 'Choose where calls go that nobody answers.');
    if (overflowId === `node:${group.id}` || overflowId === `number:${group.number}`)
      refuseField('overflowId', 'A group cannot overflow into itself. Choose something else.');
    return;
  }
  if (kind === 'ring-group') found(read.get(ringGroups, overflowId), 'The group for the overflow');
  else found(read.get(extensions, overflowId), 'The extension for the overflow');
  if (kind === 'voicemail' && !read.get(mailboxes, overflowId)?.enabled)
    refuseField('overflowId', 'This extension has no voicemail. Turn its voicemail on first, or choose another.');
}
