/** Who goes by a schedule: people, extensions, steps of call flows and outbound rules. */
import type { Owner } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { callFlows, flowSteps } from '../call-flows/table.ts';
import { extensions } from '../extensions/table.ts';
import { outboundRules } from '../outbound/table.ts';
import { unavailable } from '../unavailable/table.ts';
import { users } from '../users/table.ts';
import { workingHours } from './table.ts';

export interface ScheduleUser extends Owner {
  /** What it is used for, in a few words. */
  use: string;
}

export function usersOf(read: Read, scheduleId: string): ScheduleUser[] {
  const list: ScheduleUser[] = [];
  for (const { id } of read.all(workingHours, { scheduleId })) {
    const user = read.get(users, id);
    const label = user ? `${user.firstName} ${user.lastName}`.trim() : id;
    list.push({ table: 'users', id, label, route: `/people/${id}`, use: 'Working hours' });
  }
  for (const { id } of read.all(unavailable, { scheduleId })) {
    const extension = read.get(extensions, id);
    const label = extension ? `${extension.number} ${extension.label}`.trim() : id;
    const route = extension?.userId ? `/people/${extension.userId}` : '/people';
    list.push({ table: 'extensions', id, label, route, use: 'When unavailable' });
  }
  for (const step of read.all(flowSteps, { target: scheduleId })) {
    const flow = read.get(callFlows, step.flowId);
    list.push({
      table: 'call_flows',
      id: step.flowId,
      label: flow?.name ?? step.flowId,
      route: `/flows/${step.flowId}`,
      use: 'Call flow',
    });
  }
  for (const rule of read.all(outboundRules, { scheduleId }))
    list.push({
      table: 'outbound_rules',
      id: rule.id,
      label: rule.name,
      route: `/lines/outbound/${rule.id}`,
      use: 'Outbound rule',
    });
  return list.filter((one, at) => list.findIndex((other) => other.id === one.id && other.use === one.use) === at);
}

export function giveOther(tx: Tx, from: string, to: string): void {
  for (const { id } of tx.all(workingHours, { scheduleId: from })) tx.update(workingHours, id, { scheduleId: to });
  for (const { id } of tx.all(unavailable, { scheduleId: from })) tx.update(unavailable, id, { scheduleId: to });
  for (const { id } of tx.all(flowSteps, { target: from })) tx.update(flowSteps, id, { target: to });
  for (const { id } of tx.all(outboundRules, { scheduleId: from })) tx.update(outboundRules, id, { scheduleId: to });
}
