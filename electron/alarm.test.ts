import { expect, test } from 'vitest';
import type { HealthItem } from '../office/core/observed.ts';
import { emergencyNotices } from './alarm.ts';

const item = (code: string): HealthItem => ({
  code,
  severity: 'broken',
  title: code,
  cause: 'c',
  remedy: 'r',
  since: 0,
});

test('[G6] the desktop tells of each call for help once, and of nothing else', () => {
  const notices = emergencyNotices();
  const health = (...codes: string[]) => notices({ event: 'health', items: codes.map(item) }).map(({ title }) => title);
  expect(health('disk-low', 'emergency-call-1')).toEqual(['emergency-call-1']);
  expect(health('emergency-call-1', 'emergency-call-2')).toEqual(['emergency-call-2']);
  expect(health()).toEqual([]);
  expect(notices({ event: 'changed', topics: ['observed:emergency'] })).toEqual([]);
});
