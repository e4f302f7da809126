/** What a call costs by a trunk's rate table: the longest beginning that fits counts. Amounts are ten-thousandths of the currency. */
import type { Read, Row } from '../../core/store.ts';
import { trunkRates } from './table.ts';

export type Rate = Pick<Row<typeof trunkRates>, 'name' | 'perMinute' | 'perCall' | 'firstStep' | 'nextStep'>;

export function rateOf(rates: readonly Row<typeof trunkRates>[], e164: string): Row<typeof trunkRates> | undefined {
  return rates
    .filter(({ prefix }) => e164.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length || (a.id < b.id ? -1 : 1))[0];
}

/** `e164` without its plus. Null: nothing is known of what it costs. */
export function costOf(read: Read, trunkId: string, e164: string): Rate | null {
  const rate = rateOf(read.all(trunkRates, { trunkId }), e164);
  if (!rate) return null;
  const { name, perMinute, perCall, firstStep, nextStep } = rate;
  return { name, perMinute, perCall, firstStep, nextStep };
}

/** Seconds that are charged for a talk of so many seconds. */
export function chargedSeconds(seconds: number, { firstStep, nextStep }: Rate): number {
  if (seconds <= 0) return 0;
  if (seconds <= firstStep) return firstStep;
  return firstStep + Math.ceil((seconds - firstStep) / nextStep) * nextStep;
}

/** Rounded up to a ten-thousandth, as carriers do. A call that nobody answered costs nothing. */
export function chargeOf(seconds: number, rate: Rate): number {
  if (seconds <= 0) return 0;
  return rate.perCall + Math.ceil((chargedSeconds(seconds, rate) * rate.perMinute) / 60);
}
