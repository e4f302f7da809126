/**
 * Actions and queries of the service itself: what is no change of the office's rows (hang up, restart) or asks for what is
 * observed. They stand beside the features' commands and queries under one contract and are called in the same way.
 */
import type { z } from 'zod';
import type { Office, Preview } from '../db/office.ts';
import type { Actor } from '../office/core/store.ts';
import type { CallHistory } from './calls/history.ts';
import type { Finder } from './discovery/finder.ts';
import type { EmergencyDesk } from './emergency/desk.ts';
import type { EngineKeeper } from './engine/keeper.ts';
import type { FirmwareDesk } from './firmware/desk.ts';
import type { Live } from './live/live.ts';
import type { Mail } from './mail/mail.ts';
import type { ObservedStore } from './observed/store.ts';
import type { Kept } from './phone-files/got.ts';
import type { FetchLog } from './phone-servers/fetches.ts';
import type { PhoneServers } from './phone-servers/servers.ts';
import type { PhoneDesk } from './phones/desk.ts';
import type { Place } from './place.ts';
import type { Practice } from './practice/practice.ts';
import type { Prover } from './prover/prover.ts';
import type { SoftphoneDesk } from './softphones/desk.ts';
import type { Uploads } from './sounds/uploads.ts';
import type { TrunkDesk } from './trunks/desk.ts';

/** What the composition root gives to actions and queries. */
export interface Service {
  place: Place;
  version: string;
  startedAt: number;
  office: Office;
  observed: ObservedStore;
  engine: EngineKeeper;
  desk: PhoneDesk;
  finder: Finder;
  softphones: SoftphoneDesk;
  firmware: FirmwareDesk;
  phoneFiles: Kept;
  servers: PhoneServers;
  fetches: FetchLog;
  live: Live;
  history: CallHistory;
  prover: Prover;
  practice: Practice;
  uploads: Uploads;
  trunks: TrunkDesk;
  mail: Mail;
  emergency: EmergencyDesk;
  now: () => number;
}

/** `entry` when the action is a change of the office after all: undo and redo. */
export interface Done<V> {
  value: V;
  entry?: { id: number; words: string };
}

export interface Action<S extends z.ZodType = z.ZodType, V = unknown> {
  input: S;
  run(service: Service, input: z.output<S>, actor: Actor): Done<V> | Promise<Done<V>>;
  preview?(service: Service, input: z.output<S>, actor: Actor): Preview;
}

export function action<S extends z.ZodType, V>(definition: Action<S, V>): Action<S, V> {
  return definition;
}

export interface ServiceQuery<S extends z.ZodType = z.ZodType, V = unknown> {
  input: S;
  topics: readonly string[];
  run(service: Service, input: z.output<S>): V | Promise<V>;
}

export function serviceQuery<S extends z.ZodType, V>(definition: ServiceQuery<S, V>): ServiceQuery<S, V> {
  return definition;
}
