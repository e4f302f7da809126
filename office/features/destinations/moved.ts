/** Destinations that name an internal number follow it when it moves: whatever stores where calls go. */
import type { Tx } from '../../core/store.ts';
import { callFlows, flowExits, flowSteps } from '../call-flows/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { queues } from '../queues/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { unavailable } from '../unavailable/table.ts';

export function moveDestinations(tx: Tx, from: string, to: string): void {
  const before = `number:${from}`;
  const after = `number:${to}`;
  for (const { id } of tx.all(callFlows, { entry: before })) tx.update(callFlows, id, { entry: after });
  for (const { id } of tx.all(flowExits, { destination: before })) tx.update(flowExits, id, { destination: after });
  for (const { id } of tx.all(publicNumbers, { destination: before }))
    tx.update(publicNumbers, id, { destination: after });
  for (const { id } of tx.all(unavailable, { destination: before })) tx.update(unavailable, id, { destination: after });
  for (const { id } of tx.all(ringGroups, { overflowId: before })) tx.update(ringGroups, id, { overflowId: after });
  for (const column of ['whenFullTo', 'whenLateTo', 'whenEmptyTo'] as const)
    for (const { id } of tx.all(queues, { [column]: before })) tx.update(queues, id, { [column]: after });
  for (const step of tx.all(flowSteps, { type: 'forward' })) {
    const settings = JSON.parse(step.settings) as { number?: string };
    if (settings.number === from)
      tx.update(flowSteps, step.id, { settings: JSON.stringify({ ...settings, number: to }) });
  }
}
