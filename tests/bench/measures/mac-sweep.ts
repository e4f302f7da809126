/** All addresses of a maker's block that end differently, tried from another computer of the network; see tests/lan/sweeper.ts. */
import { join } from 'node:path';
import { createLan, whyNoNamespaces } from '../../lan/namespaces.ts';
import type { Measure } from '../measure.ts';

const folder = join(import.meta.dirname, '../../lan');

interface Swept {
  count: number;
  ms: number;
  statuses: Record<string, number>;
  leaked: number;
  tftp: { refused: number; silent: number; leaked: number };
  urls: number;
}

async function sweep(): Promise<Swept> {
  const lan = createLan();
  try {
    const computer = lan.host('office', { address: '10.20.0.1' });
    const thief = lan.host('thief', { address: '10.20.0.66', mac: '00:15:65:00:00:01' });
    const office = computer.run(process.execPath, [join(folder, 'sweep-office.ts'), computer.address, '10.20.0.9']);
    await office.until('the office', ({ kind }) => kind === 'ready', 20_000);
    const sweeper = thief.run(process.execPath, [join(folder, 'sweeper.ts'), computer.address, thief.address]);
    return (await sweeper.until('the sweep', ({ kind }) => kind === 'swept', 300_000)) as unknown as Swept;
  } finally {
    await lan.close();
  }
}

export const measures: readonly Measure[] = [
  {
    id: 'mac-sweep',
    unit: 'files leaked',
    bar: 0,
    async run() {
      const obstacle = whyNoNamespaces();
      if (obstacle !== undefined) return { value: null, n: 0, note: obstacle };
      const { count, ms, statuses, leaked, tftp, urls } = await sweep();
      // Otherwise nobody was slowed down, or nothing was tried.
      if ((statuses['429'] ?? 0) < count / 2 || (statuses['404'] ?? 0) < 60)
        throw new Error(`not limited: ${JSON.stringify(statuses)}`);
      const said = Object.entries(statuses).map(([status, times]) => `${times} × ${status}`).join(', '); // prettier-ignore
      const note = `${count} MACs over HTTP in ${Math.round(ms / 1000)} s (${said}), TFTP ${tftp.refused} refused ${tftp.silent} unanswered, PnP 20 boots; 656 of them adopted phones; no baseline`;
      return { value: leaked + tftp.leaked + urls, n: count, note };
    },
  },
];
