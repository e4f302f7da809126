import { z } from 'zod';
import { destination } from '../../core/destination.ts';
import { command } from '../../core/feature.ts';
import { internalNumber } from '../../core/numbering.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { insteadWords } from '../call-flows/sentence.ts';
import { nextNumber } from '../extensions/commands.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { agentLabel, agentsOf } from './flow.ts';
import { queueAgents, queues, queueStrategies } from './table.ts';

type Queue = Row<typeof queues>;

/** The list of questions "is anybody there?" must stay under 4,096 bytes; this many fit with room to spare. */
const mostAgents = 40;

const whole = z.int('Use whole seconds.');
const seconds = (least: number, most: number) =>
  whole.min(least, `At least ${least} seconds.`).max(most, `At most ${most} seconds.`);

const fields = {
  number: internalNumber,
  name: requiredLine(60, 'The name of the queue'),
  strategy: z.enum(queueStrategies),
  ringSeconds: seconds(3, 300),
  wrapUpSeconds: seconds(0, 600),
  maxWaiting: z.int('Use a whole number.').min(0, 'At least 0, which means no limit.').max(999, 'At most 999 callers.'),
  maxWaitSeconds: seconds(0, 7200),
  hold: z.enum(['music', 'ringing']),
  sayPosition: z.boolean(),
  sayWait: z.boolean(),
  sayEvery: seconds(15, 600),
  whenEmpty: z.enum(['leave', 'wait']),
  showName: z.boolean(),
  whenFullTo: destination,
  whenLateTo: destination,
  whenEmptyTo: destination,
};

const agentInput = z.strictObject({ extensionId: id, identityId: id.nullable().default(null) });
type AgentInput = z.output<typeof agentInput>;
const agents = z.array(agentInput).max(mostAgents, `At most ${mostAgents} agents can be in one queue.`);

const { name, ...others } = z.strictObject(fields).partial().shape;
const newQueue = z.strictObject({ ...others, name: fields.name, agents: agents.default([]) });
const queuePatch = z.strictObject({ ...others, name, id });

const nameOf = (read: Read, queueId: string) => read.get(queues, queueId)?.name ?? queueId;

function labelOf(read: Read, agentId: string): string {
  const agent = read.get(queueAgents, agentId);
  return agent ? agentLabel(read, agent) : agentId;
}

const queueOf = (read: Read, agentId: string) => nameOf(read, read.get(queueAgents, agentId)?.queueId ?? '');

export const queueCommands = {
  'queue.create': command({
    input: newQueue,
    words: (input) => `Added the queue ${input.name}.`,
    run(tx, { number = nextNumber(tx), agents: list, ...rest }) {
      const queue = tx.insert(queues, { id: tx.newId('que'), number, ...rest });
      setAgents(tx, queue, list);
      return { id: queue.id, number };
    },
  }),

  'queue.update': command({
    input: queuePatch,
    words: (input, read) => `Changed the queue ${nameOf(read, input.id)}.`,
    run(tx, { id: queueId, ...patch }) {
      const before = found(tx.get(queues, queueId), 'This queue');
      const queue = tx.update(queues, queueId, patch);
      if (queue.number !== before.number) tx.run('number.moved', { from: before.number, to: queue.number });
    },
  }),

  /** `instead`: what led to it leads there, see destinations/instead.ts; without it whoever leads to it keeps it. */
  'queue.delete': command({
    input: z.strictObject({ id, instead: destination.optional() }),
    words: (input, read) => `Removed the queue ${nameOf(read, input.id)}${insteadWords(read, input.instead)}.`,
    run(tx, input) {
      found(tx.get(queues, input.id), 'This queue');
      if (input.instead !== undefined) tx.run('destination.replace', input);
      for (const agent of agentsOf(tx, input.id)) tx.remove(queueAgents, agent.id);
      tx.remove(queues, input.id);
    },
  }),

  /** The whole list at once, in order. Who stays keeps being signed in or out; who is new is signed in. */
  'queue.set-agents': command({
    input: z.strictObject({ queueId: id, agents }),
    words: (input, read) => `Changed the agents of ${nameOf(read, input.queueId)}.`,
    run: (tx, input) => setAgents(tx, found(tx.get(queues, input.queueId), 'This queue'), input.agents),
  }),

  'queue.sign-in': command({
    input: z.strictObject({ agentId: id }),
    words: (input, read) => `Signed ${labelOf(read, input.agentId)} in to ${queueOf(read, input.agentId)}.`,
    run: (tx, input) => sign(tx, input.agentId, true),
  }),

  'queue.sign-out': command({
    input: z.strictObject({ agentId: id }),
    words: (input, read) => `Signed ${labelOf(read, input.agentId)} out of ${queueOf(read, input.agentId)}.`,
    run: (tx, input) => sign(tx, input.agentId, false),
  }),
};

function sign(tx: Tx, agentId: string, signedIn: boolean): void {
  tx.update(queueAgents, found(tx.get(queueAgents, agentId), 'This agent').id, { signedIn });
}

function setAgents(tx: Tx, queue: Queue, list: readonly AgentInput[]): void {
  const before = agentsOf(tx, queue.id);
  const same = (one: AgentInput) => (other: AgentInput) =>
    one.extensionId === other.extensionId && one.identityId === other.identityId;
  for (const agent of before) if (!list.some(same(agent))) tx.remove(queueAgents, agent.id);
  list.forEach((agent, position) => {
    found(tx.get(extensions, agent.extensionId), 'An agent in this list');
    if (agent.identityId !== null) found(tx.get(identities, agent.identityId), 'An agent in this list');
    if (list.findIndex(same(agent)) !== position)
      refuseField(`agents.${position}`, `${agentLabel(tx, agent)} is in this queue already.`);
    const row = before.find(same(agent));
    if (row) tx.update(queueAgents, row.id, { position });
    else tx.insert(queueAgents, { id: tx.newId('agt'), queueId: queue.id, position, ...agent });
  });
}
