/** Waits for a service that was told to stop: its lock and its ports are free only when its socket is gone. */
import type { Client } from '../client.ts';

/** false when it still answers, or hangs, after `limitMs`. */
export async function gone(client: Client, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  for (let left = limitMs; left > 0; left = deadline - performance.now()) {
    const outcome = await client.request({ op: 'ask', name: 'health', input: {} }, { timeoutMs: Math.ceil(left) });
    if (!outcome.ok && outcome.error.kind === 'not-running') return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
