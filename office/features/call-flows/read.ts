/** Call flows from the office's rows: steps with their exits, and the nodes that they become. */
import type { Next, Node } from '../../core/call-flow/node.ts';
import { destinationNext, type Destination } from '../../core/destination.ts';
import type { Read, Row } from '../../core/store.ts';
import { conferenceRooms } from '../conference-rooms/table.ts';
import { conferenceFlows } from '../conference-rooms/flow.ts';
import { extensionFlows } from '../extensions/flow.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { queueFlows } from '../queues/flow.ts';
import { queues } from '../queues/table.ts';
import { ringGroupFlows } from '../ring-groups/flow.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { schedules } from '../schedules/table.ts';
import { soundOf } from '../sounds/read.ts';
import { mailboxes } from '../voicemail/table.ts';
import { type callFlows, flowExits, flowSteps, type StepType } from './table.ts';
import { settingsOf, stepKinds } from './types.ts';

export type Flow = Row<typeof callFlows>;
export type FlowStep = Row<typeof flowSteps>;

export const exitId = (stepId: string, exit: string) => `${stepId}-${exit}`;

/** In a stable order, as they were placed: from the left, then from the top. */
export function stepsOf(read: Read, flowId: string): FlowStep[] {
  return read.all(flowSteps, { flowId }).sort((a, b) => a.x - b.x || a.y - b.y || (a.id < b.id ? -1 : 1));
}

export const exitTo = (read: Read, stepId: string, exit: string): Destination =>
  read.get(flowExits, exitId(stepId, exit))?.destination ?? '';

/** Where nobody said where to go: a message, never silence. */
export const nowhere: Next = { to: 'end', ending: 'unreachable' };

/** A voicemail that was turned off takes no message. */
export function nextOf(read: Read, destination: Destination): Next | null {
  const next = destinationNext(destination) ?? null;
  if (next?.to !== 'node' || !next.id.startsWith('vm-')) return next;
  return read.get(mailboxes, next.id.slice('vm-'.length))?.enabled ? next : null;
}

/** What a step is about, by name. */
export function targetName(read: Read, type: StepType, target: string): string | undefined {
  switch (type) {
    case 'extension':
    case 'voicemail': {
      const extension = read.get(extensions, target);
      return extension && extensionName(extension);
    }
    case 'group':
      return read.get(ringGroups, target)?.name;
    case 'queue':
      return read.get(queues, target)?.name;
    case 'when':
      return read.get(schedules, target)?.name;
    case 'conference':
      return read.get(conferenceRooms, target)?.name;
    default:
      return undefined;
  }
}

/** Its own name, or what it is about: "Menu", "101 Anna Weber". */
export function stepName(read: Read, step: FlowStep): string {
  if (step.name !== '') return step.name;
  const about = targetName(read, step.type, step.target) ?? soundOf(read, step.sound)?.label;
  if (step.type === 'voicemail' && about) return `Voicemail of ${about}`;
  return about ?? stepKinds[step.type].label;
}

/** Compilers of what a step can be about. */
const compilers = [...extensionFlows, ...ringGroupFlows, ...queueFlows, ...conferenceFlows];

function aboutNode(read: Read, { type, target }: FlowStep): Node | undefined {
  const nodeId = type === 'voicemail' ? `vm-${target}` : target;
  return compilers.find(({ prefix }) => nodeId.startsWith(`${prefix}-`))?.compile(read, nodeId);
}

/** The node of a step; a step that lacks what it is about, or whose voicemail is off, ends in a message. */
export function stepNode(read: Read, step: FlowStep): Node {
  const kind = stepKinds[step.type];
  const maybe = (exit: string) => nextOf(read, exitTo(read, step.id, exit));
  const label = stepName(read, step);
  const isThere =
    kind.target === undefined ||
    (targetName(read, step.type, step.target) !== undefined &&
      (step.type !== 'voicemail' || (read.get(mailboxes, step.target)?.enabled ?? false)));
  const made = isThere
    ? kind.node(
        {
          read,
          id: step.id,
          label,
          target: step.target,
          about: aboutNode(read, step),
          sound: soundOf(read, step.sound),
          to: (exit) => maybe(exit) ?? nowhere,
          maybe,
        },
        settingsOf(step),
      )
    : undefined;
  return made ?? { kind: 'flow', id: step.id, label, next: maybe('next') ?? nowhere };
}

export function flowNode(read: Read, flow: Flow): Node {
  return { kind: 'flow', id: flow.id, label: flow.name, next: nextOf(read, flow.entry) ?? nowhere };
}
