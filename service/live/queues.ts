/**
 * app_queue reads a queue's rows when somebody joins and between two attempts; being asked about a queue it reads them at
 * once. So whoever changes a queue or its agents asks, and those who wait are not disturbed.
 */
import { isAmiError } from '../../asterisk/ami/errors.ts';
import type { Engine } from '../../asterisk/process/engine.ts';

export type QueueEngine = Pick<Engine, 'action'>;

/** Without an engine there is nobody who waits, and a new one reads everything. */
export async function readQueuesAgain(engine: QueueEngine, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    for (const name of [id, `${id}.o`])
      await engine.action('Getvar', { Variable: `QUEUE_EXISTS(${name})` }).catch((error: unknown) => {
        if (!isAmiError(error)) throw error;
      });
}
