/** Whatever names an internal number follows it when it moves: where calls go, what is dialled and what is shown. */
import type { Destination } from '../../core/destination.ts';
import type { Tx } from '../../core/store.ts';
import { callFlows, flowExits, flowSteps } from '../call-flows/table.ts';
import { callerIds } from '../caller-ids/table.ts';
import { bookEntries } from '../phone-book/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { queues } from '../queues/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { trunks } from '../trunks/table.ts';
import { unavailable } from '../unavailable/table.ts';

export function moveDestinations(tx: Tx, from: string, to: string): void {
  redirect(tx, `number:${from}`, `number:${to}`);
  renumber(tx, from, to);
}

/** Whatever stores where calls go. */
export function redirect(tx: Tx, before: Destination, after: Destination): void {
  for (const { id } of tx.all(callFlows, { entry: before })) tx.update(callFlows, id, { entry: after });
  for (const { id } of tx.all(flowExits, { destination: before })) tx.update(flowExits, id, { destination: after });
  for (const { id } of tx.all(publicNumbers, { destination: before }))
    tx.update(publicNumbers, id, { destination: after });
  for (const { id } of tx.all(unavailable, { destination: before })) tx.update(unavailable, id, { destination: after });
  for (const { id } of tx.all(trunks, { destination: before })) tx.update(trunks, id, { destination: after });
  for (const { id } of tx.all(ringGroups, { overflowId: before })) tx.update(ringGroups, id, { overflowId: after });
  for (const column of ['whenFullTo', 'whenLateTo', 'whenEmptyTo'] as const)
    for (const { id } of tx.all(queues, { [column]: before })) tx.update(queues, id, { [column]: after });
}

/** Whatever stores a number to call or to show; forwardings have rules of their own. */
export function renumber(tx: Tx, from: string, to: string): void {
  for (const { id } of tx.all(speedDials, { number: from })) tx.update(speedDials, id, { number: to });
  for (const { id } of tx.all(bookEntries, { number: from })) tx.update(bookEntries, id, { number: to });
  for (const { id } of tx.all(callerIds, { internalNumber: from })) tx.update(callerIds, id, { internalNumber: to });
  for (const step of tx.all(flowSteps, { type: 'forward' })) {
    const settings = JSON.parse(step.settings) as { number?: string };
    if (settings.number === from)
      tx.update(flowSteps, step.id, { settings: JSON.stringify({ ...settings, number: to }) });
  }
}
