/**
 * Ends the service of an office through its socket, whoever started it: a window over a service without a window has no
 * process of its own to end.
 */
import { openClient } from '../service/client.ts';

/** `ended` when it is gone, `not-running` when there was none, `refused` when it did not end in `limitMs`. */
export async function stopThrough(socket: string, limitMs: number): Promise<'ended' | 'not-running' | 'refused'> {
  const client = openClient({ path: socket, timeoutMs: limitMs });
  const isGone = async () => {
    const outcome = await client.request({ op: 'ask', name: 'health', input: {} });
    return !outcome.ok && outcome.error.kind === 'not-running';
  };
  const deadline = performance.now() + limitMs;
  try {
    if (await isGone()) return 'not-running';
    await client.request({ op: 'stop', keepCalls: false });
    while (performance.now() < deadline) {
      if (await isGone()) return 'ended';
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return 'refused';
  } finally {
    client.close();
  }
}
