/** What the screens of queues share. */
import type { Queries } from '../../api/contract.ts';
import type { Tone } from '../../ui/status.ts';

export type Queue = Queries['queue.get']['value'];
export type QueueLine = Queries['queue.list']['value'][number];
export type QueueAgent = Queue['agents'][number];

export const strategies = ['ring-all', 'in-order', 'round-robin', 'fewest-calls', 'longest-idle', 'random'] as const;

export const tones: Readonly<Record<QueueAgent['state'], Tone>> = {
  free: 'ok',
  'in-call': 'info',
  'signed-out': 'off',
  'do-not-disturb': 'info',
  forwarded: 'info',
  'not-connected': 'warn',
  unknown: 'unknown',
};

/** The list as the command takes it. */
export const agentsInput = (agents: readonly Pick<QueueAgent, 'extensionId' | 'identityId'>[]) =>
  agents.map(({ extensionId, identityId }) => ({ extensionId, identityId }));

export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  next.splice(index + by, 0, ...next.splice(index, 1));
  return next;
}

/** 75 s as 1:15. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
