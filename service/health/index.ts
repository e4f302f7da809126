/** The registry of health checks: a new one is its file and one line here. */
import type { HealthItem } from '../../office/core/observed.ts';
import { address } from './address.ts';
import type { HealthCheck, HealthInput } from './check.ts';
import { disk } from './disk.ts';
import { emergency } from './emergency.ts';
import { engineComplaints } from './engine-complaints.ts';
import { engineFailed } from './engine-failed.ts';
import { engineRestartPending } from './engine-restart-pending.ts';
import { engineSilent } from './engine-silent.ts';
import { engineStopped } from './engine-stopped.ts';
import { firmware } from './firmware.ts';
import { lostCalls } from './lost-calls.ts';
import { mail } from './mail.ts';
import { phoneFlood } from './phone-flood.ts';
import { phoneServers } from './phone-servers.ts';
import { provisioning } from './provisioning.ts';
import { readBack } from './read-back.ts';
import { runtime } from './runtime.ts';
import { softphonesMoved } from './softphones-moved.ts';
import { trunks } from './trunks.ts';
import { undoneChanges } from './undone-changes.ts';

export const healthChecks: readonly HealthCheck[] = [
  emergency, engineFailed, engineStopped, engineSilent, engineRestartPending, engineComplaints, address, runtime, readBack, provisioning, phoneServers, phoneFlood,
  trunks, disk, mail, firmware, lostCalls, softphonesMoved, undoneChanges,
]; // prettier-ignore

/** Broken things first; one that was there before keeps the time since when. */
export function findings(input: HealthInput, before: readonly HealthItem[]): HealthItem[] {
  const since = new Map(before.map((item) => [item.code, item.since]));
  return healthChecks
    .flatMap(({ check }) => check(input))
    .map((item) => ({ ...item, since: since.get(item.code) ?? input.now }))
    .sort((a, b) => Number(b.severity === 'broken') - Number(a.severity === 'broken'));
}

export function levelOf(items: readonly HealthItem[], engine: string): 'starting' | 'ok' | 'attention' | 'broken' {
  if (items.some(({ severity }) => severity === 'broken')) return 'broken';
  if (engine === 'starting') return 'starting';
  return items.length > 0 ? 'attention' : 'ok';
}
