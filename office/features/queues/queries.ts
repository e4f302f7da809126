import { z } from 'zod';
import { kindOf } from '../../core/call-flow/kinds.ts';
import { query, type QueryContext } from '../../core/feature.ts';
import type { Observed } from '../../core/observed.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { extensionName, identitiesOf } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf } from '../identities/table.ts';
import { agentLabel, agentsOf, queueNode } from './flow.ts';
import { queues, type queueAgents } from './table.ts';

const topics = ['queues', 'queue_agents', 'identities', 'extensions', 'forwards', 'forward_targets'];
const live = ['observed:queues', 'observed:devices', 'observed:registrations', 'observed:calls'];

/** Why an agent gets no call now, or that one would ring: what a supervisor wants to see first. */
export type AgentState =
  'signed-out' | 'do-not-disturb' | 'forwarded' | 'unknown' | 'not-connected' | 'in-call' | 'free';

function agentState(
  read: Read,
  observed: Observed,
  agent: Row<typeof queueAgents>,
  from: { dnd: boolean; forwarded: boolean },
): AgentState {
  if (!agent.signedIn) return 'signed-out';
  if (from.dnd) return 'do-not-disturb';
  if (from.forwarded) return 'forwarded';
  const all = identitiesOf(read, agent.extensionId);
  const ringing = all.filter((one) => (agent.identityId === null ? one.ringsOnIncoming : one.id === agent.identityId));
  const status = ringing.map((one) => observed.registration(deviceOf(one)).status);
  if (status.includes('unknown')) return 'unknown';
  if (!status.includes('registered')) return 'not-connected';
  return all.some((one) => observed.inUse(deviceOf(one))) ? 'in-call' : 'free';
}

function viewOf({ read, observed }: QueryContext, queue: Row<typeof queues>) {
  const node = queueNode(read, queue);
  const agents = agentsOf(read, queue.id).flatMap((agent) => {
    const extension = read.get(extensions, agent.extensionId);
    const compiled = node.agents.find((one) => one.id === agent.id);
    if (!extension || !compiled) return [];
    return [
      {
        ...agent,
        label: agentLabel(read, agent),
        extension: extensionName(extension),
        userId: extension.userId,
        /** What could ring alone. */
        devices: identitiesOf(read, agent.extensionId).map((one) => ({ id: one.id, label: one.label })),
        state: agentState(read, observed, agent, compiled),
      },
    ];
  });
  return { agents, words: kindOf(node).words(node), waiting: observed.queues.filter((one) => one.queue === queue.id) };
}

export const queueQueries = {
  'queue.list': query({
    input: z.strictObject({}),
    topics: [...topics, ...live],
    run: (context) =>
      context.read
        .all(queues)
        .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.number < b.number ? -1 : 1))
        .map((queue) => {
          const { agents, waiting } = viewOf(context, queue);
          return {
            id: queue.id,
            number: queue.number,
            name: queue.name,
            strategy: queue.strategy,
            agents: agents.length,
            signedIn: agents.filter((agent) => agent.signedIn).length,
            free: agents.filter((agent) => agent.state === 'free').length,
            waiting: waiting.length,
            /** Milliseconds since 1970; the longest wait now. */
            waitingSince: waiting.length === 0 ? null : Math.min(...waiting.map((one) => one.since)),
          };
        }),
  }),

  'queue.get': query({
    input: z.strictObject({ id }),
    topics: [...topics, ...live],
    run: (context, input) => {
      const queue = found(context.read.get(queues, input.id), 'This queue');
      return { ...queue, ...viewOf(context, queue) };
    },
  }),

  /** The queues in which an extension is an agent, for its page. */
  'queue.of-extension': query({
    input: z.strictObject({ extensionId: id }),
    topics: [...topics, ...live],
    run: (context, { extensionId }) =>
      context.read.all(queues).flatMap((queue) =>
        viewOf(context, queue)
          .agents.filter((agent) => agent.extensionId === extensionId)
          .map((agent) => ({ ...agent, queue: { id: queue.id, number: queue.number, name: queue.name } })),
      ),
  }),
};
