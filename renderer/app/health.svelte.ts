/** The state of the whole product in one word. 'starting' is kept until the service has spoken; silence later is 'lost'. */
import { api } from '../api/client.svelte.ts';
import { live } from '../api/live.svelte.ts';
import type { Tone } from '../ui/status.ts';

type Level = 'starting' | 'ok' | 'attention' | 'broken' | 'lost';
const tones: Record<Level, Tone> = { starting: 'unknown', ok: 'ok', attention: 'warn', broken: 'bad', lost: 'unknown' };

export function followHealth() {
  const health = live('health', () => ({}));
  $effect(() =>
    api.onPush((push) => {
      if (push.event === 'health') health.refresh();
    }),
  );
  const level = $derived<Level>(
    api.connection === 'lost' ? 'lost' : (health.value?.level ?? (health.state === 'failed' ? 'broken' : 'starting')),
  );
  return {
    get level(): Level {
      return level;
    },
    get tone(): Tone {
      return tones[level];
    },
    get words(): string | undefined {
      return health.error?.message ?? health.value?.words;
    },
  };
}
