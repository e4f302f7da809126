/** Queues: callers wait in line for agents who sign in and out (spec G2). */
import { destinationUses } from '../../core/destination.ts';
import { defineFeature, entity, type FeatureCode } from '../../core/feature.ts';
import { refuseEmergencyNumber } from '../sites/rules.ts';
import { queueCommands } from './commands.ts';
import { agentLabel, queueFlows } from './flow.ts';
import { queuePhoneChanges } from './phone-change.ts';
import { queueProjector } from './project.ts';
import { queueQueries } from './queries.ts';
import { refuseBadAgent, refuseBadQueue, overflows } from './rules.ts';
import { queueAgents, queues } from './table.ts';
import { queuePlain } from './plain.ts';

/** Without a number they count for all queues of the phone. */
const codes: readonly FeatureCode[] = [
  { id: 'queue-sign-in', code: '*45', does: 'Sign in to a queue, or to all of yours', takes: 'group' },
  { id: 'queue-sign-out', code: '*46', does: 'Sign out of a queue, or of all of yours', takes: 'group' },
];

export const queuesFeature = defineFeature({
  id: 'queues',
  plain: queuePlain,
  entities: [
    entity({
      table: queues,
      label: (queue) => `${queue.number} ${queue.name}`,
      route: (queue) => `/queues/${queue.id}`,
      numbers: (queue) => [queue.number],
      uses: (queue) => overflows.flatMap((field) => destinationUses(queue[field])),
      check(queue, read) {
        refuseEmergencyNumber(read, queue.number);
        refuseBadQueue(read, queue);
      },
    }),
    entity({
      table: queueAgents,
      label: (agent, read) => agentLabel(read, agent),
      partOf: (agent) => ({ table: 'queues', id: agent.queueId }),
      uses: (agent) => [
        { table: 'queues', id: agent.queueId },
        { table: 'extensions', id: agent.extensionId },
        ...(agent.identityId === null ? [] : [{ table: 'identities', id: agent.identityId }]),
      ],
      check: (agent, read) => refuseBadAgent(read, agent),
    }),
  ],
  commands: queueCommands,
  queries: queueQueries,
  projectors: [queueProjector],
  flows: queueFlows,
  codes,
  phoneChanges: queuePhoneChanges,
});
