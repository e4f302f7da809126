/**
 * The power comes back in an office of 5,000 phones: each fetches its files and registers, within half a minute, while
 * the product that serves them runs on the same two cores as the phones. Then the same files as fast as they can be had,
 * from the product and from nginx.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../calls/ports.ts';
import { appRoot, newSite, startOffice } from '../../faults/service-process.ts';
import { once, rounded, say, type Measure } from '../measure.ts';
import type { StormDone, StormPlan } from '../storm/client.ts';
import { hasNginx, startNginx } from '../storm/nginx.ts';
import { registerWithin } from '../storm/register.ts';
import { bootingPhones, officeOfPhones, type BootingPhone } from '../storm/office.ts';

const count = 5000;
const spreadMs = 30_000;
const inFlight = 64;

interface Figures {
  backS: number;
  storm: StormDone;
  product: StormDone;
  nginx: StormDone | undefined;
}

async function storm(plan: StormPlan): Promise<StormDone> {
  const child = spawn(process.execPath, [join(appRoot, 'tests/bench/storm/client.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(plan));
  const done = JSON.parse(await text(child.stdout)) as StormDone;
  if (done.failed > 0) throw new Error(`${done.failed} files were not had: ${JSON.stringify(done)}`);
  return done;
}

/** The bytes that the product serves, for whoever serves them in another way. */
async function bytesOf(port: number, phones: readonly BootingPhone[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const path of phones.flatMap(({ paths }) => paths)) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    files.set(path, Buffer.from(await response.arrayBuffer()));
  }
  return files;
}

async function measure(): Promise<Figures> {
  const dataDir = officeOfPhones(count);
  const phones = await bootingPhones(dataDir);
  const office = await startOffice(await newSite(dataDir));
  try {
    const place = { host: '127.0.0.1', phones };
    const began = performance.now();
    const [stormed] = await Promise.all([
      storm({ ...place, port: office.httpPort, spreadMs }),
      registerWithin(
        office.server,
        phones.map(({ account }) => account),
        spreadMs,
      ),
    ]);
    const backS = (performance.now() - began) / 1000;
    say(`storm: all back in ${backS.toFixed(1)} s; ${JSON.stringify(stormed)}`);
    const product = await storm({ ...place, port: office.httpPort, inFlight });
    say(`as fast as can be: ${JSON.stringify(product)}`);
    if (!hasNginx()) return { backS, storm: stormed, product, nginx: undefined };
    // Some phones' files stand for all: an address may ask for only so many a second.
    const port = await freePort();
    const some = phones.slice(0, 100);
    const files = await bytesOf(office.httpPort, some);
    const server = await startNginx(port, files);
    try {
      const again = Array.from({ length: count }, (_, n) => some[n % some.length] ?? some[0]).filter((one) => one !== undefined); // prettier-ignore
      const nginx = await storm({ host: '127.0.0.1', phones: again, port, inFlight });
      say(`nginx: ${JSON.stringify(nginx)}`);
      return { backS, storm: stormed, product, nginx };
    } finally {
      await server.stop();
    }
  } finally {
    await office.close();
  }
}

const measured = once(measure);
const perSecond = ({ fetched, ms }: StormDone): number => Math.round(fetched / (ms / 1000));

export const measures: readonly Measure[] = [
  {
    id: 'storm',
    unit: 's',
    bar: 120,
    async run() {
      const { backS, storm: done } = await measured();
      const note = `${count} phones within ${spreadMs / 1000} s: ${done.fetched} files and ${count} registrations; no baseline: nginx registers nobody`;
      return { value: rounded(backS), n: count, note };
    },
  },
  {
    id: 'storm-files',
    unit: 'files/s',
    bar: 1000,
    isLeast: true,
    async run() {
      const { product, nginx } = await measured();
      const note = `${inFlight} at once, a connection each, phones on the same two cores; baseline nginx with the same bytes`;
      if (!nginx) return { value: perSecond(product), n: product.fetched, note: 'no baseline: nginx is not installed' };
      return { value: perSecond(product), baseline: perSecond(nginx), n: product.fetched, note };
    },
  },
  {
    id: 'storm-p99',
    unit: 'ms',
    bar: 1000,
    async run() {
      const { storm: done, nginx } = await measured();
      const note = `a file during the storm, slowest ${done.worst} ms; baseline: nginx with ${inFlight} at once`;
      return { value: done.p99, ...(nginx ? { baseline: nginx.p99 } : {}), n: done.fetched, note };
    },
  },
];
