/**
 * What a virtual phone needs of a SIP stack, and the two that there are: baresip, a real one of other people's making,
 * for tests, and our own small one (user-agent/), which runs wherever the product runs and says the vendor's name.
 */

import type { NotifyHeard } from './boots/define.ts';
import type { VirtualAccount } from './settings.ts';

export type LampState = 'off' | 'ringing' | 'busy';

export type StackEvent =
  | { kind: 'registered' | 'unregistered'; user: string }
  | { kind: 'register-failed'; user: string; reason: string }
  | { kind: 'ringing' | 'answered'; from: string; number?: string; name?: string }
  | { kind: 'dialling'; number: string }
  | { kind: 'ended'; reason: string }
  | { kind: 'lamp'; number: string; state: LampState }
  | { kind: 'messages'; waiting: boolean }
  | { kind: 'exited'; code: number | null };

export type StackOptions = {
  /** In the order of their positions; not empty. */
  accounts: readonly VirtualAccount[];
  bind: string;
  userAgent: string;
  /** Numbers whose lamps it watches. */
  lamps: readonly string[];
  emit: (event: StackEvent) => void;
  /** False: this NOTIFY is answered with a challenge, unless `isKnown`: it came with the account's own password. */
  onNotify: (notify: NotifyHeard, isKnown: boolean) => boolean;
};

export type PhoneStack = {
  answer: () => void;
  hangUp: () => void;
  dial: (number: string) => void;
  /** `pulled`: its cable was pulled, so it says nothing to anybody. */
  close: (how?: 'pulled') => Promise<void>;
};

/** Rejects when the phone cannot have one; `emit` is called only from then on. */
export type StartStack = (options: StackOptions) => Promise<PhoneStack>;
