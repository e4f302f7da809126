/**
 * The language of health checks. One file a check: `id` and a function of what is known now. What is found is data with a
 * stable code, and says what is wrong, why, and what to do; nothing here acts.
 */
import type { Engine } from '../../asterisk/process/engine.ts';
import type { HealthItem, Observed } from '../../office/core/observed.ts';
import type { EmergencyCall } from '../emergency/store.ts';
import type { MailState } from '../mail/outbox.ts';
import type { UndoneChange } from '../live/undone-changes.ts';
import type { Proof } from '../prover/prover.ts';
import type { Trunk } from '../../office/features/trunks/read.ts';
import type { ServersState } from '../phone-servers/servers.ts';
import type { Flood } from '../phones/crowd.ts';

export interface HealthInput {
  observed: Observed;
  /** Undefined while there is no bundle. */
  engine: Pick<Engine, 'health' | 'isRestartPending' | 'complaints'> | undefined;
  /** The address or interface that was asked for and is not there. */
  missingAddress: string | null;
  runtimeFailure: Error | undefined;
  phonesFailure: Error | undefined;
  phoneFlood: Flood | undefined;
  /** Labels of apps that were told an address which this computer has no more. */
  softphonesMoved?: readonly string[];
  /** Undefined before phones are served. */
  phoneServers?: ServersState;
  /** Why the loaded dialplan takes no emergency calls; empty when it does. */
  emergencyRouteFaults: readonly string[];
  /** Newest first. */
  emergencyCalls: readonly EmergencyCall[];
  proof: Proof;
  freeBytes: number | undefined;
  trunks: readonly Trunk[];
  /** Firmware that was to go to phones and was stopped, with the reason. */
  firmwareStops: readonly { name: string; problem: string }[];
  /** Of phones, newest first. */
  undoneChanges?: readonly UndoneChange[];
  /** Undefined while mail is off. */
  mail: MailState | undefined;
  now: number;
}

export type Finding = Omit<HealthItem, 'since'>;

export interface HealthCheck {
  id: string;
  check: (input: HealthInput) => Finding[];
}
