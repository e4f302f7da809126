import { expect, test } from 'vitest';
import { asFixed, fixedScenarios } from './fixed.ts';
import { report, runAll, runScenarios, scenarios, type Verdict } from './run.ts';
import { shrink } from './shrink.ts';

/** `AGREEMENT_SEED` and `AGREEMENT_COUNT` draw other offices; a failing seed is printed with all that matters. */
const firstSeed = Number(process.env['AGREEMENT_SEED'] ?? 1000);
const count = Number(process.env['AGREEMENT_COUNT'] ?? 200);
/** `npm run test:agreement` draws a thousand; a difference is made as small as it gets first. */
const timeoutMs = 400_000 + count * 600;

test(
  `[R6] [G1] [X5] simulator and Asterisk agree on ${count} random offices and calls: same phones, times within 250 ms, same ending`,
  async () => {
    const { verdicts, repeated } = await runAll(scenarios(firstSeed, count, true));
    console.log(summary(verdicts, repeated));
    const failed = verdicts.filter((verdict) => verdict.differences.length > 0);
    for (const verdict of failed) console.log(report(verdict));
    const [worst] = failed;
    const smallest = worst && (await shrink(worst.seed));
    const advice = smallest
      ? `\n\nThe smallest office of seed ${smallest.seed} that differs, to be kept as tests/calls/agreement/fixed/seed-${smallest.seed}.json:\n${asFixed(smallest)}`
      : '';
    expect(failed.map(report).join('\n\n') + advice).toBe('');
    expect(verdicts).toHaveLength(count);
  },
  timeoutMs,
);

test('[R6] offices that once differed agree', async () => {
  const list = fixedScenarios();
  expect(list.length).toBeGreaterThan(0);
  const verdicts = await runScenarios(list, 4);
  expect(
    verdicts
      .filter(({ differences }) => differences.length > 0)
      .map(report)
      .join('\n\n'),
  ).toBe('');
});

function summary(verdicts: readonly Verdict[], repeated: number): string {
  const worst = (pick: (verdict: Verdict) => number) => Math.round(Math.max(...verdicts.map(pick)));
  const rings = verdicts.reduce((sum, verdict) => sum + verdict.simulation.rings.length, 0);
  const agreed = verdicts.filter((verdict) => verdict.differences.length === 0).length;
  return `agreement: ${agreed} of ${verdicts.length}, ${rings} ringing phones, worst ring start ${worst((v) => v.startMs)} ms, worst stop ${worst((v) => v.stopMs)} ms, run again ${repeated}`;
}
