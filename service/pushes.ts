/** Collects what changed and says it in one push, so that a storm of events costs a screen one question and not thousands. */
import type { Push } from './protocol.ts';

export interface Topics {
  changed(topic: string): void;
  /** Sends what is waiting at once: a change that somebody made is seen at once. */
  flush(): void;
  stop(): void;
}

const waitMs = 25;

export function collectTopics(push: (push: Push) => void): Topics {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const topics = [...waiting].sort();
    waiting.clear();
    push({ event: 'changed', topics });
  }
  return {
    changed(topic) {
      waiting.add(topic);
      timer ??= setTimeout(flush, waitMs);
    },
    flush,
    stop: () => clearTimeout(timer),
  };
}
