/** How many of the random offices and calls end the same way in the simulator and in Asterisk, see tests/calls/agreement. */
import { extensions } from '../../../office/features/extensions/table.ts';
import { deviceOf, identities } from '../../../office/features/identities/table.ts';
import { runAll, scenarios, type Verdict } from '../../calls/agreement/run.ts';
import type { Measure } from '../measure.ts';

const firstSeed = 1000;

/** What one would say without rules: the phones of the dialled number ring, and the first that answers in time has the call. */
function guessed({ scenario: one, simulation }: Verdict): boolean {
  const callee = one.office.all(extensions).find(({ number }) => number === one.call.to);
  if (!callee) return simulation.ending.kind === 'unknown-number';
  const takes = one.office.all(identities, { extensionId: callee.id }).some((identity) => {
    const phone = one.phones.get(deviceOf(identity));
    return phone?.registered && phone.does.what === 'answers' && phone.does.after < callee.ringSeconds;
  });
  return simulation.ending.kind === (takes ? 'answered' : 'no-answer');
}

const agreement = (id: string, count: number): Measure => ({
  id,
  unit: `of ${count}`,
  bar: count,
  isLeast: true,
  async run() {
    const { verdicts, repeated } = await runAll(scenarios(firstSeed, count, true));
    const agreed = verdicts.filter(({ differences }) => differences.length === 0);
    const worst = Math.round(Math.max(...agreed.map(({ startMs }) => startMs)));
    return {
      value: agreed.length,
      baseline: verdicts.filter(guessed).length,
      n: count,
      note: `worst ring start ${worst} ms; ${repeated} run again; baseline: endings that the dialled number and its phones alone would tell`,
    };
  },
});

export const measures: readonly Measure[] = [agreement('agreement', 200), agreement('agreement-1000', 1000)];
