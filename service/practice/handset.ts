/** What stands on the screen of a practice phone, as a function of what happened to it. Pure; the phone is in practice.ts. */
import type { ReadSettings } from '../../phones/virtual/settings.ts';
import type { VirtualPhoneEvent } from '../../phones/virtual/phone.ts';
import type { LampState } from '../../phones/virtual/stack.ts';

export type Power = 'unplugged' | 'starting' | 'asking' | 'fetching' | 'waiting' | 'running';

export interface HandsetLine {
  position: number;
  user: string;
  name: string;
  registered: boolean;
  /** Why it is not registered, in the registrar's words. */
  problem: string;
}

export interface HandsetKey {
  position: number;
  kind: 'line' | 'blf' | 'speed';
  label: string;
  number: string;
  lamp: LampState;
}

export interface HandsetCall {
  direction: 'in' | 'out';
  state: 'ringing' | 'dialling' | 'up';
  name: string;
  number: string;
  since: number;
}

export interface Handset {
  power: Power;
  label: string;
  lines: HandsetLine[];
  keys: HandsetKey[];
  call: HandsetCall | null;
  /** How the last call ended. */
  lastCall: string;
  hasMessages: boolean;
  /** What it complains about. */
  problem: string;
}

export const unplugged: Handset = {
  power: 'unplugged', label: '', lines: [], keys: [], call: null, lastCall: '', hasMessages: false, problem: '',
}; // prettier-ignore

/** Back to the first picture; what it read is forgotten until it reads it again. */
export const switchedOn: Handset = { ...unplugged, power: 'starting' };

function withLine(handset: Handset, user: string, change: Partial<HandsetLine>): Handset {
  return { ...handset, lines: handset.lines.map((line) => (line.user === user ? { ...line, ...change } : line)) };
}

function configured(handset: Handset, settings: ReadSettings | undefined): Handset {
  if (!settings) return handset;
  const wasRegistered = new Set(handset.lines.flatMap(({ user, registered }) => (registered ? [user] : [])));
  return {
    ...handset,
    power: 'running',
    problem: '',
    label: settings.label,
    lines: settings.accounts.map(({ position, user, displayName: name }) => ({
      position, user, name, registered: wasRegistered.has(user), problem: '',
    })), // prettier-ignore
    keys: settings.keys.flatMap(({ position, kind, label, number = '' }) =>
      kind === 'none' ? [] : [{ position, kind, label, number, lamp: 'off' as const }],
    ),
  };
}

type Heard = VirtualPhoneEvent & { at: number };

/** `settings`: what the phone has read by now. */
export function after(handset: Handset, event: Heard, settings: ReadSettings | undefined): Handset {
  switch (event.kind) {
    case 'booted':
      return { ...switchedOn, power: 'asking' };
    case 'asked':
      return { ...handset, power: 'asking' };
    case 'told':
      return { ...handset, power: 'fetching' };
    case 'not-configured':
      // One that works goes on with what it has.
      return handset.lines.length > 0
        ? { ...handset, problem: event.reason }
        : { ...handset, power: 'waiting', problem: event.reason };
    case 'configured':
      return configured(handset, settings);
    case 'registered':
      return withLine(handset, event.user, { registered: true, problem: '' });
    case 'unregistered':
      return withLine(handset, event.user, { registered: false });
    case 'register-failed':
      return withLine(handset, event.user, { registered: false, problem: event.reason });
    case 'ringing':
      return { ...handset, call: callOf('in', 'ringing', event), lastCall: '' };
    case 'dialling':
      return { ...handset, call: callOf('out', 'dialling', event), lastCall: '' };
    case 'answered':
      return handset.call
        ? { ...handset, call: { ...handset.call, ...named(event), state: 'up', since: event.at } }
        : handset;
    case 'ended':
      return { ...handset, call: null, lastCall: event.reason };
    case 'lamp':
      return {
        ...handset,
        keys: handset.keys.map((key) =>
          key.kind === 'blf' && key.number === event.number ? { ...key, lamp: event.state } : key,
        ),
      };
    case 'messages':
      return { ...handset, hasMessages: event.waiting };
    case 'failed':
      return { ...handset, problem: event.reason };
    default:
      return handset;
  }
}

/** Who answers may be another than who was called. */
const named = ({ name = '', number = '' }: { name?: string; number?: string }): Partial<HandsetCall> =>
  name === '' ? {} : { name, ...(number === '' ? {} : { number }) };

const callOf = (
  direction: 'in' | 'out',
  state: 'ringing' | 'dialling',
  event: { at: number; name?: string; number?: string },
): HandsetCall => ({ direction, state, name: event.name ?? '', number: event.number ?? '', since: event.at });
