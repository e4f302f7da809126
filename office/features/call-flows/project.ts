/** A flow as Asterisk reads it: its number, its own node and one for each step. */
import { kindOf } from '../../core/call-flow/kinds.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { sounds } from '../sounds/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { flowNode, stepNode, stepsOf } from './read.ts';
import { callFlows, flowExits, flowSteps } from './table.ts';

export const callFlowProjector = projector({
  owner: callFlows,
  rows: (read, flow) => [
    ...(flow.number === null ? [] : [projected('dial', { number: flow.number, target: `flow,${flow.id},1` })]),
    ...[flowNode(read, flow), ...stepsOf(read, flow.id).map((step) => stepNode(read, step))].flatMap((node) =>
      kindOf(node).rows(node),
    ),
  ],
  affectedBy: [
    affected(flowSteps, (step) => [step.flowId]),
    affected(flowExits, (exit, read) => flowOfStep(read, exit.stepId)),
    affected(sounds, (sound, read) => read.all(flowSteps, { sound: sound.id }).map((step) => step.flowId)),
    // A voicemail that is turned on or off changes where calls can go.
    affected(mailboxes, (mailbox, read) => [
      ...read.all(flowSteps, { target: mailbox.id }).map((step) => step.flowId),
      ...read.all(flowExits, { destination: `node:vm-${mailbox.id}` }).flatMap((exit) => flowOfStep(read, exit.stepId)),
      ...read.all(callFlows, { entry: `node:vm-${mailbox.id}` }).map((flow) => flow.id),
    ]),
  ],
});

const flowOfStep = (read: Read, stepId: string): string[] => {
  const step = read.get(flowSteps, stepId);
  return step ? [step.flowId] : [];
};
