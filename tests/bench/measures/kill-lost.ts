/** The service killed with SIGKILL at random moments during 500 commands, with two phones in a call all the while. */
import { seededRandom } from '../../../db/test-office.ts';
import { holdCall } from '../../faults/held-call.ts';
import { killDuring } from '../../faults/killing.ts';
import { startOffice } from '../../faults/service-process.ts';
import { say, type Measure } from '../measure.ts';

const commands = 500;
const kills = 40;

export const measures: readonly Measure[] = [
  {
    id: 'kill-lost',
    unit: 'changes',
    bar: 0,
    async run() {
      const seed = Date.now() % 2 ** 31;
      const draw = seededRandom(seed);
      say(`  seed ${seed}`);
      const office = await startOffice();
      try {
        const call = await holdCall(office, 600);
        const [channels, engine] = [await call.channels(), office.enginePid()];
        const run = await killDuring({ office, random: () => draw(2 ** 30) / 2 ** 30 }, { count: commands, kills });
        const survived = office.enginePid() === engine && String(await call.channels()) === String(channels);
        await call.hangUp();
        const problems = [...run.lost, ...run.differences, ...(survived ? [] : ['the call did not survive'])];
        for (const problem of problems) say(`  ${problem}`);
        return {
          value: problems.length,
          n: kills,
          note: `${run.acknowledged} acknowledged, ${run.lost.length} lost, ${run.differences.length} differences, call ${survived ? 'up all the while' : 'lost'}, seed ${seed}; no baseline: nothing else here keeps changes`,
        };
      } finally {
        await office.close();
      }
    },
  },
];
