import { z } from 'zod';
import { kindOf } from '../../core/call-flow/kinds.ts';
import { destinationNext, nodeDestination } from '../../core/destination.ts';
import { query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { soundOf } from '../sounds/read.ts';
import { conferenceRooms } from '../conference-rooms/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { queues } from '../queues/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { schedules } from '../schedules/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { flowProblems } from './problems.ts';
import { exitTo, stepName, stepNode, stepsOf, targetName } from './read.ts';
import { destinationName, flowSentence } from './sentence.ts';
import { callFlows, flowExits, flowSteps, stepTypes, type StepType } from './table.ts';
import { exitsOf, settingsOf, stepKinds } from './types.ts';

const topics = [
  'call_flows',
  'flow_steps',
  'flow_exits',
  'sounds',
  'extensions',
  'ring_groups',
  'queues',
  'schedules',
  'schedule_exceptions',
  'conference_rooms',
  'mailboxes',
  'public_numbers',
];

export const callFlowQueries = {
  'flow.list': query({
    input: z.strictObject({ search: line(80, 'The search text').default('') }),
    topics,
    run({ read }, { search }) {
      const wanted = search.toLowerCase();
      return read
        .all(callFlows)
        .filter((flow) => `${flow.number ?? ''} ${flow.name}`.toLowerCase().includes(wanted))
        .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
        .map((flow) => {
          const problems = flowProblems(read, flow.id);
          return {
            id: flow.id,
            name: flow.name,
            number: flow.number,
            words: flowSentence(read, flow),
            /** Public numbers that lead here. */
            publicNumbers: numbersOf(read, flow.id),
            steps: read.count(flowSteps, { flowId: flow.id }),
            wrong: problems.filter(({ weight }) => weight === 'wrong').length,
            odd: problems.filter(({ weight }) => weight === 'odd').length,
          };
        });
    },
  }),

  /** What a step of that type can be about, for its picker; `chosen` is named even when it is not among the first. */
  'flow.targets': query({
    input: z.strictObject({
      type: z.enum(stepTypes),
      search: line(80, 'The search text').default(''),
      chosen: z.string().max(40).default(''),
    }),
    topics,
    run({ read }, { type, search, chosen }) {
      const wanted = search.toLowerCase();
      const hits = targetsOf(read, type).filter(({ label }) => label.toLowerCase().includes(wanted));
      return {
        total: hits.length,
        choices: hits.slice(0, 40),
        chosen: chosen === '' ? null : (targetName(read, type, chosen) ?? null),
      };
    },
  }),

  /** The whole flow for its picture: steps in words, exits with what they lead to, problems. */
  'flow.get': query({
    input: z.strictObject({ id }),
    topics,
    run({ read }, input) {
      const flow = found(read.get(callFlows, input.id), 'This call flow');
      return {
        id: flow.id,
        name: flow.name,
        number: flow.number,
        entry: leadsTo(read, flow.entry),
        steps: stepsOf(read, flow.id).map((step) => {
          const node = stepNode(read, step);
          return {
            id: step.id,
            type: step.type,
            typeLabel: stepKinds[step.type].label,
            name: step.name,
            label: stepName(read, step),
            target: step.target,
            targetLabel: targetName(read, step.type, step.target) ?? null,
            sound: step.sound,
            soundLabel: soundOf(read, step.sound)?.label ?? null,
            settings: settingsOf(step),
            x: step.x,
            y: step.y,
            words: kindOf(node).words(node),
            exits: exitsOf(step).map((exit) => ({
              ...exit,
              optional: exit.optional ?? false,
              to: leadsTo(read, exitTo(read, step.id, exit.name)),
            })),
          };
        }),
        problems: flowProblems(read, flow.id),
        words: flowSentence(read, flow),
        publicNumbers: numbersOf(read, flow.id),
        usedBy: usedBy(read, flow.id, flow.number),
      };
    },
  }),
};

/** `value` is the destination, empty for nowhere; `step` is set when it is a step of the flow. */
function leadsTo(read: Read, value: string) {
  const next = destinationNext(value);
  const step = next?.to === 'node' ? read.get(flowSteps, next.id) : undefined;
  return { value, step: step?.id ?? null, label: destinationName(read, value) };
}

/** Everything of one sort that a step can be about, by number or name. */
function targetsOf(read: Read, type: StepType): { id: string; label: string }[] {
  const named = <R extends { id: string }>(rows: R[], label: (row: R) => string) =>
    rows
      .map((row) => ({ id: row.id, label: label(row) }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1));
  switch (type) {
    case 'extension':
      return named(read.all(extensions), extensionName);
    case 'voicemail':
      return named(
        read.all(extensions).filter((extension) => read.get(mailboxes, extension.id)?.enabled),
        extensionName,
      );
    case 'group':
      return named(read.all(ringGroups), (group) => `${group.number} ${group.name}`);
    case 'queue':
      return named(read.all(queues), (queue) => `${queue.number} ${queue.name}`);
    case 'when':
      return named(read.all(schedules), (schedule) => schedule.name);
    case 'conference':
      return named(read.all(conferenceRooms), (room) => `${room.number} ${room.name}`);
    default:
      return [];
  }
}

const numbersOf = (read: Read, flowId: string) =>
  read.all(publicNumbers, { destination: nodeDestination(flowId) }).map(({ id, number }) => ({ id, number }));

/** Other flows that lead here, by name. */
function usedBy(read: Read, flowId: string, number: string | null) {
  const ways = [`node:${flowId}`, ...(number === null ? [] : [`number:${number}`])];
  const ids = ways.flatMap((destination) => [
    ...read.all(callFlows, { entry: destination }).map((flow) => flow.id),
    ...read.all(flowExits, { destination }).flatMap((exit) => read.get(flowSteps, exit.stepId)?.flowId ?? []),
  ]);
  return [...new Set(ids)].map((other) => ({ id: other, name: read.get(callFlows, other)?.name ?? '' }));
}
