/** Agents who sign in and out with their phone: app_queue follows already, see asterisk/apply/runtime/queues.sql. */
import type { PhoneChange, PhoneChangeInput } from '../../core/feature.ts';
import type { Tx } from '../../core/store.ts';
import { deskDevice } from '../extensions/desk.ts';
import { loginAt } from '../hot-desks/rules.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { queueAgents, queues } from './table.ts';

export const queuePhoneChanges: Readonly<Record<string, PhoneChange>> = {
  'queue-in': {
    words: ({ value }) => (value === '' ? 'signed in to all its queues' : `signed in to queue ${value}`),
    apply: (tx, change) => sign(tx, change, true),
  },
  'queue-out': {
    words: ({ value }) => (value === '' ? 'signed out of all its queues' : `signed out of queue ${value}`),
    apply: (tx, change) => sign(tx, change, false),
  },
};

function sign(tx: Tx, { ext, value, device }: PhoneChangeInput, signedIn: boolean): string | undefined {
  // At a handset somebody speaks for the own desk phone, whose place it takes.
  const desk = loginAt(tx, device)?.extensionId === ext ? deskDevice(tx, ext) : device;
  const identity = tx.all(identities, { extensionId: ext }).find((one) => deviceOf(one) === desk);
  const agents = tx
    .all(queueAgents, { extensionId: ext })
    .filter((agent) => agent.identityId === null || agent.identityId === identity?.id)
    .filter((agent) => value === '' || tx.get(queues, agent.queueId)?.number === value);
  if (agents.length === 0)
    return value === ''
      ? 'This phone is no agent of a queue now.'
      : `This phone is no agent of queue ${value.slice(0, 8)} now.`;
  for (const agent of agents) tx.update(queueAgents, agent.id, { signedIn });
  return undefined;
}
