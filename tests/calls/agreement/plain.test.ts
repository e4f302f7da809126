import { expect, test } from 'vitest';
import { startPlainHost } from './plain-host.ts';
import { report, runScenarios, scenarios } from './run.ts';

/** Other offices than those of the agreement test, so that both together see more. */
const firstSeed = Number(process.env['AGREEMENT_SEED'] ?? 50_000);
const count = Number(process.env['PLAIN_COUNT'] ?? 60);

test(`[R3] [R6] the exported configuration does what the simulator says, on a stock Asterisk, for ${count} random offices`, async () => {
  const list = scenarios(firstSeed, count);
  const run = (which: typeof list, rate: number) => runScenarios(which, rate, startPlainHost);
  const first = await run(list, 8);
  const late = first.filter((verdict) => verdict.differences.length > 0).map((verdict) => verdict.scenario);
  // What only was late on a busy machine is run again with little company, as in the agreement test.
  const again = late.length === 0 ? [] : await run(late, 2);
  const failed = again.filter((verdict) => verdict.differences.length > 0);
  console.log(`plain configuration: ${count - failed.length} of ${count}, run again ${late.length}`);
  expect(failed.map(report).join('\n\n')).toBe('');
});
