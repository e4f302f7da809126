/**
 * One extension changed: from the command leaving on the service's socket until Asterisk itself answers with the new
 * value. Baseline: the usual way of generated files (pjsip.conf, extensions.conf) and a reload, at the same size.
 */
import { newSite, startOffice } from '../../faults/service-process.ts';
import { median, percentile, rounded, say, type Measure } from '../measure.ts';
import { seededFolder } from '../seed.ts';
import { startStatic } from '../static-office.ts';

const changes = 120;
/** Reloads wait for each other and are alike; at 10,000 one takes half a minute. */
const reloads: Readonly<Record<number, number>> = { 50: 20, 1000: 10, 10_000: 1 };

async function ours(size: number): Promise<number[]> {
  const office = await startOffice(await newSite(seededFolder(size)));
  try {
    const { rows } = await office.ask<{ rows: { id: string }[] }>('extension.list', { limit: 1000 });
    const times: number[] = [];
    await office.ami();
    for (let n = 0; n < changes; n++) {
      const id = rows[(n * 7919) % rows.length]?.id ?? '';
      const seconds = 100 + n;
      const question = `REALTIME_FIELD(exten,id,${id},seconds)`;
      const began = performance.now();
      await office.run('extension.update', { id, ringSeconds: seconds });
      while ((await office.getvar(question)) !== String(seconds)) {
        if (performance.now() - began > 10_000) throw new Error(`${id} is not live after 10 s`);
      }
      times.push(performance.now() - began);
    }
    return times;
  } finally {
    await office.close();
  }
}

/** Without figures when a reload takes longer than two minutes. */
async function usual(size: number): Promise<number[]> {
  const office = await startStatic(size);
  try {
    const times: number[] = [];
    for (let n = 0; n < (reloads[size] ?? 1); n++) times.push(await office.change(n % size, 100 + n));
    return times;
  } catch (error) {
    say(`  the baseline was not measured: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  } finally {
    await office.close();
  }
}

const changeLive = (size: number): Measure => ({
  id: `change-live-${size}`,
  unit: 'ms',
  bar: 50,
  async run() {
    const times = await ours(size);
    say(`  ${size}: median ${rounded(median(times))} ms, slowest ${rounded(Math.max(...times))} ms; now with files`);
    const reload = await usual(size);
    return {
      value: rounded(percentile(times, 95)),
      ...(reload.length === 0 ? {} : { baseline: rounded(median(reload)) }),
      n: times.length,
      note: `p95; median ${rounded(median(times))}; baseline: median of ${reload.length} reloads of generated files`,
    };
  },
});

export const measures = [50, 1000, 10_000].map(changeLive);
