/**
 * The messages between window and service, as this side needs them. The preload bridge carries them unread; the envelope is
 * the service's own, and what each command takes and gives is in the contract.
 */
import type { Issue, Owner, Remedy } from '../../office/core/refusal.ts';
import type { Entry, Push, WindowRequest } from '../../service/protocol.ts';

export type { Entry, Issue, Push, Remedy, WindowRequest };

/** Any refusal or failure, seen through the parts that a screen shows. */
export type Failure = {
  kind: string;
  message: string;
  issues?: Issue[];
  remedy?: Remedy;
  by?: Owner[];
  owner?: Owner;
  id?: string;
};

export type Outcome<Value = unknown> =
  { ok: true; value: Value; entry?: Entry; topics?: readonly string[] } | { ok: false; error: Failure };

export type Bridge = {
  request(message: WindowRequest): Promise<Outcome>;
  onPush(listener: (push: Push) => void): () => void;
};

declare global {
  interface Window {
    switchroom: Bridge;
  }
}
