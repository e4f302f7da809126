/** Call flows: steps that a call goes through, drawn and edited as a picture (spec G2). */
import { defineFeature, entity } from '../../core/feature.ts';
import { destinationUses } from '../../core/destination.ts';
import { refuseEmergencyNumber } from '../sites/rules.ts';
import { callFlowCommands, refuseBadDestination, refuseBadStep } from './commands.ts';
import { callFlowFlows } from './flow.ts';
import { callFlowProjector } from './project.ts';
import { callFlowQueries } from './queries.ts';
import { stepName } from './read.ts';
import { callFlows, flowExits, flowSteps } from './table.ts';
import { settingsOf, stepKinds } from './types.ts';
import { numberOwner } from '../../core/feature.ts';

export const callFlowsFeature = defineFeature({
  id: 'call-flows',
  entities: [
    entity({
      table: callFlows,
      label: (flow) => (flow.number === null ? flow.name : `${flow.number} ${flow.name}`),
      route: (flow) => `/flows/${flow.id}`,
      numbers: (flow) => (flow.number === null ? [] : [flow.number]),
      uses: (flow) => destinationUses(flow.entry),
      check(flow, read) {
        if (flow.number !== null) refuseEmergencyNumber(read, flow.number);
        refuseBadDestination(read, flow.id, flow.entry);
      },
    }),
    entity({
      table: flowSteps,
      label: (step, read) => stepName(read, step),
      route: (step) => `/flows/${step.flowId}?step=${step.id}`,
      partOf: (step) => ({ table: 'call_flows', id: step.flowId }),
      uses: (step) => [
        { table: 'call_flows', id: step.flowId },
        ...(step.target === '' ? [] : [{ table: stepKinds[step.type].target?.table ?? '', id: step.target }]),
        ...(step.sound.startsWith('snd-') ? [{ table: 'sounds', id: step.sound }] : []),
        ...(step.type === 'forward' ? forwardUses(settingsOf(step) as { number: string }) : []),
      ],
      check: (step, read) => refuseBadStep(read, step),
    }),
    entity({
      table: flowExits,
      label: (exit) => `exit ${exit.exit}`,
      partOf: (exit) => ({ table: 'flow_steps', id: exit.stepId }),
      uses: (exit) => [{ table: 'flow_steps', id: exit.stepId }, ...destinationUses(exit.destination)],
      check(exit, read) {
        const step = read.get(flowSteps, exit.stepId);
        if (step) refuseBadDestination(read, step.flowId, exit.destination);
      },
    }),
  ],
  commands: callFlowCommands,
  queries: callFlowQueries,
  projectors: [callFlowProjector],
  flows: callFlowFlows,
});

const forwardUses = ({ number }: { number: string }) =>
  number === '' || number.startsWith('+') ? [] : [{ table: numberOwner, id: number }];
