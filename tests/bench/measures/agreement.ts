/** How many of the random offices and calls end the same way in the simulator and in Asterisk, see tests/calls/agreement. */
import { runAll, scenarios } from '../../calls/agreement/run.ts';
import type { Measure } from '../measure.ts';

const firstSeed = 1000;

const agreement = (id: string, count: number): Measure => ({
  id,
  unit: `of ${count}`,
  bar: count,
  isLeast: true,
  async run() {
    const { verdicts, repeated } = await runAll(scenarios(firstSeed, count));
    const agreed = verdicts.filter(({ differences }) => differences.length === 0);
    const worst = Math.round(Math.max(...agreed.map(({ startMs }) => startMs)));
    return { value: agreed.length, n: count, note: `worst ring start ${worst} ms; ${repeated} run again` };
  },
});

export const measures: readonly Measure[] = [agreement('agreement', 200), agreement('agreement-1000', 1000)];
