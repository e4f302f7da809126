/** How many of 200 random offices and calls end the same way in the simulator and in Asterisk, see tests/calls/agreement. */
import { runScenarios, scenarios } from '../../calls/agreement/run.ts';
import type { Measure } from '../measure.ts';

const count = 200;
const firstSeed = 1000;

export const measures: readonly Measure[] = [
  {
    id: 'agreement',
    unit: 'of 200',
    bar: count,
    isLeast: true,
    async run() {
      const first = await runScenarios(scenarios(firstSeed, count));
      const differing = first.filter(({ differences }) => differences.length > 0);
      // As in the test: what only was late among 200 calls at once is run again with little company.
      const again =
        differing.length === 0
          ? []
          : await runScenarios(
              differing.map(({ scenario }) => scenario),
              2,
            );
      const agreed = count - again.filter(({ differences }) => differences.length > 0).length;
      return { value: agreed, n: count, note: `${differing.length} run again` };
    },
  },
];
