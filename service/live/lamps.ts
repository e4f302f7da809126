/**
 * A lamp's devices are looked up when a phone first watches its number; forgotten, they are looked up again. Only numbers
 * that somebody watches are named to Asterisk: it writes a warning into its log for each other one.
 */
import type { Engine } from '../../asterisk/process/engine.ts';
import { isAmiError } from '../../asterisk/ami/errors.ts';

export type LampEngine = Pick<Engine, 'list' | 'action'>;

export async function forgetLamps(engine: LampEngine, numbers: readonly string[]): Promise<void> {
  const wanted = new Set(numbers);
  // It lists what was subscribed to, not what the pattern could match. Without an engine nothing is remembered.
  const watched = await unlessAmi(engine.list('ExtensionStateList'));
  for (const { context, exten } of watched ?? [])
    if (context === 'lamps' && exten !== undefined && wanted.has(exten))
      // Refused when nobody watches it any more.
      await unlessAmi(engine.action('DialplanExtensionRemove', { Context: context, Extension: exten }));
}

const unlessAmi = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: unknown) => {
    if (!isAmiError(error)) throw error;
    return undefined;
  });
