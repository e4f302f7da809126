/** The state of the whole product in one word. 'starting' is kept until the service has spoken; silence later is 'lost'. */
import { api } from '../api/client.svelte.ts';
import { live } from '../api/live.svelte.ts';
import type { Tone } from '../ui/status.ts';

export type Level = 'starting' | 'ok' | 'attention' | 'broken' | 'lost';
const tones: Record<Level, Tone> = { starting: 'unknown', ok: 'ok', attention: 'warn', broken: 'bad', lost: 'unknown' };

export function followHealth() {
  const health = live('health', () => ({}));
  $effect(() =>
    api.onPush((push) => {
      if (push.event === 'health') health.refresh();
    }),
  );

  const worst = $derived(health.value?.items.find(({ severity }) => severity === 'broken') ?? health.value?.items[0]);
  const level = $derived.by((): Level => {
    if (api.connection === 'lost') return 'lost';
    if (health.state === 'failed') return 'broken';
    if (api.connection === 'starting' || !health.value) return 'starting';
    return worst?.severity ?? 'ok';
  });

  return {
    get level(): Level {
      return level;
    },
    get tone(): Tone {
      return tones[level];
    },
    /** What is wrong first, in words. */
    get words(): string | undefined {
      return health.error?.message ?? worst?.title;
    },
  };
}
