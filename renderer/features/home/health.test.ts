import { describe, expect, it } from 'vitest';
import type { EngineObserved, HealthItem } from '../../../office/core/observed.ts';
import { engineTone, overall, remedyOf } from './health.ts';

const engine: EngineObserved = { state: 'running', since: 0, manager: 'ready', version: '22', pid: 1, failure: null };
const item = (severity: HealthItem['severity']): HealthItem => ({
  code: 'x',
  severity,
  title: '',
  cause: '',
  remedy: '',
  since: 0,
});

describe('health in one word', () => {
  it('is well only while the engine runs and reports, and starting is told apart from lost', () => {
    expect(overall({ engine, health: [] })).toBe('ok');
    expect(overall({ engine: { ...engine, state: 'starting' }, health: [] })).toBe('starting');
    expect(overall({ engine: { ...engine, manager: 'connecting' }, health: [] })).toBe('starting');
    expect(overall({ engine: { ...engine, manager: 'lost' }, health: [] })).toBe('lost');
  });

  it('takes the worst finding', () => {
    expect(overall({ engine, health: [item('attention')] })).toBe('attention');
    expect(overall({ engine, health: [item('attention'), item('broken')] })).toBe('broken');
  });

  it('offers to start or restart the engine, and nothing that it cannot do', () => {
    expect(remedyOf('engine-stopped')).toBe('start');
    expect(remedyOf('engine-restart-pending')).toBe('restart');
    expect(remedyOf('address-none')).toBeUndefined();
    expect(engineTone({ ...engine, manager: 'lost' })).toBe('unknown');
  });
});
