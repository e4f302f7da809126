/** Health in one word, and which findings this screen can mend with one button. */
import type { EngineObserved, HealthItem } from '../../../office/core/observed.ts';
import type { Tone } from '../../ui/status.ts';

export type Overall = 'ok' | 'attention' | 'broken' | 'starting' | 'lost';

export function overall({ engine, health }: { engine: EngineObserved; health: readonly HealthItem[] }): Overall {
  if (health.some(({ severity }) => severity === 'broken')) return 'broken';
  if (health.length > 0) return 'attention';
  if (engine.state === 'starting' || (engine.state === 'running' && engine.manager === 'connecting')) return 'starting';
  return engine.state === 'running' && engine.manager === 'ready' ? 'ok' : 'lost';
}

export function engineTone({ state, manager }: EngineObserved): Tone {
  if (state === 'failed') return 'bad';
  if (state === 'running') return manager === 'ready' ? 'ok' : 'unknown';
  return state === 'stopped' ? 'off' : 'unknown';
}

export function remedyOf(code: string): 'start' | 'restart' | undefined {
  if (code === 'engine-restart-pending') return 'restart';
  return code.startsWith('engine-') ? 'start' : undefined;
}
