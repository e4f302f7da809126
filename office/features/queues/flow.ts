/** A queue's call flow: its agents with what rings for each, and where callers go who cannot or do not wait. */
import type { FlowCompiler } from '../../core/feature.ts';
import { destinationNext } from '../../core/destination.ts';
import type { Next } from '../../core/call-flow/node.ts';
import type { QueueAgent, QueueNode } from '../../core/call-flow/queue/index.ts';
import { shownName } from '../../core/projection.ts';
import type { Read, Row } from '../../core/store.ts';
import { handsetOfExtension } from '../extensions/desk.ts';
import { extensionName, identitiesOf, legOf } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { queueAgents, queues } from './table.ts';

type Queue = Row<typeof queues>;
type Agent = Row<typeof queueAgents>;

export function agentsOf(read: Read, queueId: string): Agent[] {
  return read.all(queueAgents, { queueId }).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** "101 Anna Weber", or the identity that rings alone. */
export function agentLabel(read: Read, agent: Pick<Agent, 'extensionId' | 'identityId'>): string {
  const identity = agent.identityId === null ? undefined : read.get(identities, agent.identityId);
  const extension = read.get(extensions, agent.extensionId);
  return identity?.label ?? (extension ? extensionName(extension) : 'an agent');
}

export function queueNode(read: Read, queue: Queue): QueueNode {
  const next = (destination: string, otherwise: Next): Next => destinationNext(destination) ?? otherwise;
  return {
    kind: 'queue',
    id: queue.id,
    number: queue.number,
    label: queue.name,
    shown: queue.showName ? shownName(queue.name) : '',
    strategy: queue.strategy,
    seconds: queue.ringSeconds,
    wrapUp: queue.wrapUpSeconds,
    maxWaiting: queue.maxWaiting,
    maxWait: queue.maxWaitSeconds,
    hold: queue.hold,
    sayPosition: queue.sayPosition,
    sayWait: queue.sayWait,
    sayEvery: queue.sayEvery,
    leaveWhenEmpty: queue.whenEmpty === 'leave',
    agents: agentsOf(read, queue.id).flatMap((agent) => queueAgent(read, agent)),
    onFull: next(queue.whenFullTo, { to: 'end', ending: 'busy' }),
    onLate: next(queue.whenLateTo, { to: 'end', ending: 'no-answer' }),
    onEmpty: next(queue.whenEmptyTo, { to: 'end', ending: 'unreachable' }),
  };
}

function queueAgent(read: Read, agent: Agent): QueueAgent[] {
  const extension = read.get(extensions, agent.extensionId);
  if (!extension) return [];
  const own = identitiesOf(read, extension.id);
  const ringing = own.filter((one) => (agent.identityId === null ? one.ringsOnIncoming : one.id === agent.identityId));
  const legs = ringing.map((identity) =>
    legOf(read, extension, identity, { start: 0, seconds: 0, skipBusy: true, signedOut: !agent.signedIn }),
  );
  const [first] = ringing;
  const handset = agent.identityId === null ? handsetOfExtension(read, extension.id) : undefined;
  return [
    {
      id: agent.id,
      label: agentLabel(read, agent),
      ext: extension.id,
      device: agent.identityId === null || first === undefined ? null : deviceOf(first),
      signedIn: agent.signedIn,
      dnd: extension.doNotDisturb,
      forwarded: legs[0]?.forwarded ?? false,
      legs,
      ...(handset ? { handset } : {}),
    },
  ];
}

export const queueFlows: readonly FlowCompiler[] = [
  {
    prefix: 'que',
    compile: (read, id) => {
      const queue = read.get(queues, id);
      return queue && queueNode(read, queue);
    },
    atNumber: (read, number) => read.all(queues, { number })[0]?.id,
    destinations: (read) =>
      read
        .all(queues)
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .map((queue) => ({ node: queue.id, label: `${queue.number} ${queue.name}`, group: 'Queues' })),
  },
];
