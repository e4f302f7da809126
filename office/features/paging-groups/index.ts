/**
 * Paging groups (spec G4): whoever calls the number is heard from the loudspeakers of all members that are in no call and
 * not on do not disturb. One way, only the caller is heard; two ways, everybody hears everybody.
 */
import { z } from 'zod';
import { kindOf } from '../../core/call-flow/kinds.ts';
import type { FacilityNode } from '../../core/call-flow/facility/index.ts';
import { destination } from '../../core/destination.ts';
import { affected, command, defineFeature, entity, projector, query, type FlowCompiler } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import type { PlainContext, PlainNames } from '../../core/plain/plain.ts';
import { projected } from '../../core/projection.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { insteadWords } from '../call-flows/sentence.ts';
import { nextNumber } from '../extensions/commands.ts';
import { extensionName, identitiesOf } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { refuseEmergencyNumber } from '../sites/rules.ts';
import { pagingGroups, pagingMembers, pagingModes } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    paging: { id: string; options: string };
    paging_member: { id: string; paging: string; device: string; ext: string };
  }
}

type PagingGroup = Row<typeof pagingGroups>;

/** Each phone of each member is called at once: more would be a storm on a small computer. */
const mostMembers = 60;

const fields = {
  name: requiredLine(60, 'The name'),
  number: internalNumber,
  mode: z.enum(pagingModes),
  members: z.array(id).max(mostMembers, `At most ${mostMembers} members can be called at once.`),
};

const membersOf = (read: Read, groupId: string) => read.all(pagingMembers, { groupId });

const nodeOf = (group: PagingGroup): FacilityNode => ({
  kind: 'facility',
  id: group.id,
  service: 'paging',
  label: `The caller speaks to ${group.name}`,
  does: `The phones of ${group.name} that are free answer by themselves, and the caller speaks ${group.mode === 'one-way' ? 'to all of them' : 'with all of them'}.`,
  place: `paging,${group.id},1`,
});

function setMembers(tx: Tx, groupId: string, wanted: readonly string[]): void {
  const before = membersOf(tx, groupId);
  for (const member of before) if (!wanted.includes(member.extensionId)) tx.remove(pagingMembers, member.id);
  for (const extensionId of new Set(wanted)) {
    found(tx.get(extensions, extensionId), 'This extension');
    if (!before.some((member) => member.extensionId === extensionId))
      tx.insert(pagingMembers, { id: tx.newId('pgm'), groupId, extensionId });
  }
}

const nameOf = (read: Read, groupId: string) => read.get(pagingGroups, groupId)?.name ?? groupId;

const flows: readonly FlowCompiler[] = [
  {
    prefix: 'pag',
    compile(read, nodeId) {
      const group = read.get(pagingGroups, nodeId);
      return group && nodeOf(group);
    },
    atNumber: (read, number) => read.all(pagingGroups, { number })[0]?.id,
    destinations: (read) =>
      read
        .all(pagingGroups)
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .map((group) => ({ node: group.id, label: `${group.number} ${group.name}`, group: 'Paging' })),
  },
];

/** The phones of a group, without those whose owner is on do not disturb. */
function phonesInPlain(read: Read, group: PagingGroup, names: PlainNames): PlainContext {
  const devices = membersOf(read, group.id)
    .flatMap(({ extensionId }) =>
      read.get(extensions, extensionId)?.doNotDisturb ? [] : identitiesOf(read, extensionId),
    )
    .map((identity) => `PJSIP/${deviceOf(identity)}`);
  return {
    name: `${names.context(group.id)}-phones`,
    comment: [`Phones of the paging group ${group.number} ${group.name}`],
    lines:
      devices.length === 0
        ? ['Goto(end,unreachable,1)']
        : [
            'Set(LEGS=&)',
            ...devices.map((device) => `Set(LEGS=\${LEGS}${device}&)`),
            'Set(LEGS=${STRREPLACE(LEGS,&PJSIP/${CHANNEL(endpoint)}&,&)})',
            'GotoIf($[${LEN(${LEGS})} < 3]?end,unreachable,1)',
            `Page(\${LEGS:1:-1},${group.mode === 'one-way' ? '' : 'd'}sb(auto-answer^s^1),10)`,
            'Hangup()',
          ],
  };
}

/** Both ways in which phones of different makers are told to answer by themselves. */
const autoAnswer: PlainContext = {
  name: 'auto-answer',
  comment: ['Phones that answer by themselves'],
  lines: [
    'Set(PJSIP_HEADER(add,Call-Info)=<sip:switchroom>\\;answer-after=0)',
    'Set(PJSIP_HEADER(add,Alert-Info)=<http://switchroom.invalid>\\;info=alert-autoanswer\\;delay=0)',
    'Return()',
  ],
};

export const pagingGroupsFeature = defineFeature({
  id: 'paging-groups',
  plain(read, names) {
    const groups = read.all(pagingGroups);
    return groups.length === 0
      ? {}
      : { contexts: [autoAnswer, ...groups.map((one) => phonesInPlain(read, one, names))] };
  },
  entities: [
    entity({
      table: pagingGroups,
      label: (group) => `${group.number} ${group.name}`,
      route: () => '/services',
      numbers: (group) => [group.number],
      check: (group, read) => refuseEmergencyNumber(read, group.number),
    }),
    entity({
      table: pagingMembers,
      label: (member, read) => {
        const extension = read.get(extensions, member.extensionId);
        return extension ? extensionName(extension) : 'a member';
      },
      partOf: (member) => ({ table: 'paging_groups', id: member.groupId }),
      uses: (member) => [
        { table: 'paging_groups', id: member.groupId },
        { table: 'extensions', id: member.extensionId },
      ],
    }),
  ],
  commands: {
    'paging-group.create': command({
      input: z.strictObject({
        name: fields.name,
        number: fields.number.optional(),
        mode: fields.mode.optional(),
        members: fields.members.default([]),
      }),
      words: (input) => `Added the paging group ${input.name}.`,
      run(tx, { number = nextNumber(tx), members, ...rest }) {
        const group = tx.insert(pagingGroups, { id: tx.newId('pag'), number, ...rest });
        setMembers(tx, group.id, members);
        return { id: group.id, number };
      },
    }),
    'paging-group.update': command({
      input: z.strictObject({
        id,
        name: fields.name.optional(),
        number: fields.number.optional(),
        mode: fields.mode.optional(),
        members: fields.members.optional(),
      }),
      words: (input, read) => `Changed the paging group ${nameOf(read, input.id)}.`,
      run(tx, { id: groupId, members, ...patch }) {
        const before = found(tx.get(pagingGroups, groupId), 'This paging group');
        const group = tx.update(pagingGroups, groupId, patch);
        if (members) setMembers(tx, groupId, members);
        if (group.number !== before.number) tx.run('number.moved', { from: before.number, to: group.number });
      },
    }),
    /** `instead`: what led to it leads there, see destinations/instead.ts; without it whoever leads to it keeps it. */
    'paging-group.delete': command({
      input: z.strictObject({ id, instead: destination.optional() }),
      words: (input, read) => `Removed the paging group ${nameOf(read, input.id)}${insteadWords(read, input.instead)}.`,
      run(tx, input) {
        const { id: groupId } = found(tx.get(pagingGroups, input.id), 'This paging group');
        if (input.instead !== undefined) tx.run('destination.replace', input);
        for (const member of membersOf(tx, groupId)) tx.remove(pagingMembers, member.id);
        tx.remove(pagingGroups, groupId);
      },
    }),
  },
  queries: {
    'paging-group.list': query({
      input: z.strictObject({}),
      topics: ['paging_groups', 'paging_members', 'extensions'],
      run: ({ read }) =>
        read
          .all(pagingGroups)
          .sort((a, b) => (a.number < b.number ? -1 : 1))
          .map((group) => ({
            ...group,
            members: membersOf(read, group.id).flatMap(({ extensionId }) => {
              const extension = read.get(extensions, extensionId);
              return extension ? [{ extensionId, label: extensionName(extension) }] : [];
            }),
          })),
    }),
  },
  projectors: [
    projector({
      owner: pagingGroups,
      rows(read, group) {
        const node = nodeOf(group);
        return [
          projected('dial', { number: group.number, target: `flow,${group.id},1` }),
          ...kindOf(node).rows(node),
          projected('paging', { id: group.id, options: group.mode === 'two-way' ? 'd' : '' }),
          ...membersOf(read, group.id).flatMap(({ extensionId }) =>
            identitiesOf(read, extensionId)
              .filter((identity) => identity.ringsOnIncoming)
              .map((identity) =>
                projected('paging_member', {
                  id: `${group.id}.${deviceOf(identity)}`,
                  paging: group.id,
                  device: deviceOf(identity),
                  ext: extensionId,
                }),
              ),
          ),
        ];
      },
      affectedBy: [
        affected(pagingMembers, (member) => [member.groupId]),
        affected(identities, (identity, read) =>
          read.all(pagingMembers, { extensionId: identity.extensionId }).map((member) => member.groupId),
        ),
      ],
    }),
  ],
  flows,
});
