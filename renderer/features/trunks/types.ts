import type { Queries } from '../../api/contract.ts';
import type { Tone } from '../../ui/status.ts';

export type Trunk = Queries['trunk.get']['value'];
export type Line = Queries['trunk.list']['value']['rows'][number];

export const kinds = ['registration', 'address', 'gateway'] as const;

const tones: Record<Trunk['state']['kind'], Tone> = {
  up: 'ok',
  down: 'bad',
  waiting: 'info',
  unknown: 'unknown',
  off: 'off',
};
export const toneOf = (kind: Trunk['state']['kind']): Tone => tones[kind];
