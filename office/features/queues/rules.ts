/** What holds for every queue that stands. */
import { nodeDestination } from '../../core/destination.ts';
import { refuseField } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { identities } from '../identities/table.ts';
import { queueAgents, queues } from './table.ts';

type Queue = Row<typeof queues>;

export const overflows = ['whenFullTo', 'whenLateTo', 'whenEmptyTo'] as const;

export function refuseBadQueue(read: Read, queue: Queue): void {
  for (const field of overflows) {
    if (queue[field] === '') refuseField(field, 'Choose where these callers go.');
    if (queue[field] === nodeDestination(queue.id))
      refuseField(field, 'A queue cannot lead into itself. Choose something else.');
  }
  if (queue.maxWaitSeconds > 0 && queue.maxWaitSeconds < queue.ringSeconds)
    refuseField(
      'maxWaitSeconds',
      `Callers would leave before an agent has rung for ${queue.ringSeconds} s. Use at least ${queue.ringSeconds} s, or 0 for no limit.`,
    );
  const circle = circleOf(read, queue);
  if (circle)
    refuseField(
      circle.field,
      `Callers would go in a circle: ${circle.names.join(' → ')}. Choose a person, a voicemail or an ending instead.`,
    );
}

/** Full or empty queues that lead into one another: a call would never come to an end. */
function circleOf(read: Read, queue: Queue): { field: (typeof overflows)[number]; names: string[] } | undefined {
  const nextOf = (destination: string) =>
    destination.startsWith('node:que-') ? read.get(queues, destination.slice('node:'.length)) : undefined;
  for (const field of overflows) {
    let names = [queue.name];
    const seen = new Set<string>();
    const open = [nextOf(queue[field])].flatMap((one) => (one ? [{ one, names: [...names, one.name] }] : []));
    for (let step = open.shift(); step; step = open.shift()) {
      names = step.names;
      if (step.one.id === queue.id) return { field, names };
      if (seen.has(step.one.id)) continue;
      seen.add(step.one.id);
      for (const other of overflows) {
        const next = nextOf(step.one[other]);
        if (next) open.push({ one: next, names: [...names, next.name] });
      }
    }
  }
  return undefined;
}

/** A device that is an agent by itself and with its whole extension would ring twice. */
export function refuseBadAgent(read: Read, agent: Row<typeof queueAgents>): void {
  const identity = agent.identityId === null ? undefined : read.get(identities, agent.identityId);
  if (identity && identity.extensionId !== agent.extensionId)
    refuseField('agents', `${identity.label} belongs to another extension now. Take it out of the queue first.`);
  const others = read
    .all(queueAgents, { queueId: agent.queueId, extensionId: agent.extensionId })
    .filter((other) => other.id !== agent.id);
  if (
    others.some(
      (other) => other.identityId === null || agent.identityId === null || other.identityId === agent.identityId,
    )
  )
    refuseField('agents', 'This agent is in the queue already: take one of the two entries out.');
}
