/**
 * How much later a call for help reaches the carrier than an ordinary outside call, while something goes wrong: the worst of a
 * change being applied, the product killed, limits and rules against the caller, and the first trunk down. Everything as a
 * phone sees it, with real SIP on both sides.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { reopen, startEmergencyOffice, type EmergencyOffice } from '../../calls/emergency-office.ts';
import { median, rounded, say, type Measure } from '../measure.ts';

const rounds = 5;

/** From the phone's INVITE to the carrier's, in milliseconds since 1970 on both sides; null: it never came. */
async function reach(office: EmergencyOffice, number: string): Promise<number | null> {
  office.carriers.forEach((carrier) => (carrier.asked.length = 0));
  const call = await office.dial(number);
  const asked = office.carriers.flatMap((carrier) => carrier.asked).sort((a, b) => b.at - a.at)[0];
  if (!call || !asked || call.status !== 200) return null;
  return performance.timeOrigin + asked.at - call.startedAt;
}

async function several(office: EmergencyOffice, number: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const time = await reach(office, number);
    times.push(time ?? Infinity);
  }
  return times;
}

export const measures: readonly Measure[] = [
  {
    id: 'emergency',
    unit: 'ms',
    bar: 1000,
    async run() {
      const office = await startEmergencyOffice();
      const { product, anna, ben, siteId, carriers } = office;
      try {
        await product.run('extension.set-do-not-disturb', { id: anna.extensionId, on: false });
        await reach(office, '02079461234'); // The first call of an engine is not like the others.
        const ordinary = await several(office, '02079461234');
        const usual = median(ordinary);
        const cases: Record<string, number[]> = { alone: await several(office, '999') };

        let isApplying = true;
        const applying = (async () => {
          for (let n = 0; isApplying; n += 1) {
            await product.run('site.update', { id: siteId, language: n % 2 === 0 ? 'en' : 'de' });
            await product.run('extension.update', { id: ben.extensionId, ringSeconds: 10 + (n % 40) });
          }
        })();
        cases['apply running'] = await several(office, '999');
        isApplying = false;
        await applying;

        await product.run('outbound-rule.create', {
          name: 'Nothing outside',
          patterns: [{ kind: 'pattern', text: '.' }],
          action: 'refuse',
          before: (await product.ask<{ rows: { id: string }[] }>('outbound.list')).rows[0]?.id,
        });
        await product.run('usage.set-limit', { extensionId: anna.extensionId, kind: 'minutes', amount: 1 });
        await product.run('extension.set-do-not-disturb', { id: anna.extensionId, on: true });
        cases['limits hit'] = await several(office, '999');

        carriers[0].does = 'trouble';
        cases['first trunk down'] = await several(office, '999');
        carriers[0].does = 'answers';

        await product.running.stop({ keepCalls: true });
        await pause(100);
        cases['product gone'] = await several(office, '999');
        await reopen(office); // Else nobody would end the engine.

        const worst = Math.max(...Object.values(cases).flat());
        for (const [name, times] of Object.entries(cases))
          say(
            `  ${name}: median ${rounded(median(times))} ms, slowest ${rounded(Math.max(...times))} ms; ordinary ${rounded(usual)} ms`,
          );
        return {
          value: Number.isFinite(worst) ? rounded(Math.max(0, worst - usual)) : null,
          baseline: rounded(usual),
          n: rounds * Object.keys(cases).length,
          note: 'slowest emergency call less the median of ordinary ones (the baseline), of all faults together',
        };
      } finally {
        await office.stop();
      }
    },
  },
];
