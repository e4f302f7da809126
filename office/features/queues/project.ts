/** A queue as Asterisk reads it: its number, its node, and the rows behind the views of app_queue. */
import { kindOf } from '../../core/call-flow/kinds.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { identities } from '../identities/table.ts';
import { queueNode } from './flow.ts';
import { queueAgents, queues } from './table.ts';

export const queueProjector = projector({
  owner: queues,
  rows: (read, queue) => {
    const node = queueNode(read, queue);
    return [projected('dial', { number: queue.number, target: `flow,${queue.id},1` }), ...kindOf(node).rows(node)];
  },
  // What rings for an extension is looked up when it rings; only a device that is an agent by itself stands in these rows.
  affectedBy: [
    affected(queueAgents, (agent) => [agent.queueId]),
    affected(identities, (identity, read) => queuesOf(read, identity.id)),
  ],
});

const queuesOf = (read: Read, identityId: string) =>
  read.all(queueAgents, { identityId }).map((agent) => agent.queueId);
