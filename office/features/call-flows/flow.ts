import type { FlowCompiler } from '../../core/feature.ts';
import { flowNode, stepNode } from './read.ts';
import { callFlows, flowSteps } from './table.ts';

export const callFlowFlows: readonly FlowCompiler[] = [
  {
    prefix: 'flw',
    compile: (read, id) => {
      const flow = read.get(callFlows, id);
      return flow && flowNode(read, flow);
    },
    atNumber: (read, number) => read.all(callFlows, { number })[0]?.id,
    destinations: (read) =>
      read
        .all(callFlows)
        .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
        .map((flow) => ({
          node: flow.id,
          label: flow.number === null ? flow.name : `${flow.number} ${flow.name}`,
          group: 'Call flows',
        })),
  },
  {
    prefix: 'fst',
    compile: (read, id) => {
      const step = read.get(flowSteps, id);
      return step && stepNode(read, step);
    },
  },
];
