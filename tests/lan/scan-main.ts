/** Looks for phones from inside a namespace; prints progress and the devices as JSON lines, `cancel` on stdin ends it. */

import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { createInventory } from '../../phones/discovery/inventory.ts';
import { scan } from '../../phones/discovery/scan.ts';
import { planSubnets } from '../../phones/discovery/subnets.ts';

const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
const own = Object.entries(networkInterfaces()).flatMap(([name, list]) =>
  (list ?? []).map((one) => ({ name, ...one })),
);
const { chosen } = planSubnets(own);
const stop = new AbortController();
const input = createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'cancel') stop.abort();
});
const inventory = createInventory();
say({ kind: 'start', subnets: chosen.map(({ cidr }) => cidr) });
const { ms, counts, isCancelled } = await scan({
  subnets: chosen,
  inventory,
  signal: stop.signal,
  now: () => Date.now(),
  onProgress: (progress) => say({ kind: 'progress', ...progress }),
});
const problems = Object.fromEntries(counts.sweep.problems);
say({ kind: 'done', ms, isCancelled, counts: { ...counts, sweep: { ...counts.sweep, problems } }, devices: inventory.devices() }); // prettier-ignore
input.close();
process.stdin.destroy();
