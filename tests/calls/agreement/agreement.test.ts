import { expect, test } from 'vitest';
import { report, runScenarios, scenarios, type Verdict } from './run.ts';

/** `AGREEMENT_SEED` and `AGREEMENT_COUNT` draw other offices; a failing seed is printed with all that matters. */
const firstSeed = Number(process.env['AGREEMENT_SEED'] ?? 1000);
const count = Number(process.env['AGREEMENT_COUNT'] ?? 200);

test(`[R6] [G1] [X5] simulator and Asterisk agree on ${count} random offices and calls: same phones, times within 250 ms, same ending`, async () => {
  const list = scenarios(firstSeed, count);
  const first = await runScenarios(list);
  const differing = first.filter((verdict) => verdict.differences.length > 0);
  // Two hundred calls at once on a busy machine delay one another; what differs is run again with little company. A
  // difference in what rings stays one, a delay does not.
  const again =
    differing.length === 0
      ? []
      : await runScenarios(
          differing.map((verdict) => verdict.scenario),
          2,
        );
  const verdicts = [...first.filter((verdict) => verdict.differences.length === 0), ...again];
  console.log(summary(verdicts, differing.length));
  const failed = verdicts.filter((verdict) => verdict.differences.length > 0);
  expect(failed.map(report).join('\n\n')).toBe('');
  expect(verdicts).toHaveLength(count);
});

function summary(verdicts: readonly Verdict[], repeated: number): string {
  const worst = (pick: (verdict: Verdict) => number) => Math.round(Math.max(...verdicts.map(pick)));
  const rings = verdicts.reduce((sum, verdict) => sum + verdict.simulation.rings.length, 0);
  const agreed = verdicts.filter((verdict) => verdict.differences.length === 0).length;
  return `agreement: ${agreed} of ${verdicts.length}, ${rings} ringing phones, worst ring start ${worst((v) => v.startMs)} ms, worst stop ${worst((v) => v.stopMs)} ms, run again ${repeated}`;
}
