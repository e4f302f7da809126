/**
 * How long it takes to know every phone of an office network with vendor and model: a /24 with 200 hosts of which 60 are
 * phones, and a /22 with 800. The usual way, measured in the same namespaces and the same run: nmap's host discovery and
 * then its SIP script, which gives no vendor and no model.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openCrowd, ROOT, type Crowd } from '../../lan/crowd.ts';
import { judge, type Found } from '../../lan/crowd-judge.ts';
import { whyNoNamespaces } from '../../lan/namespaces.ts';
import { median, say, type Measure, type Result } from '../measure.ts';

/** Wall clock of the scan itself, as its own process measured it, without Node's start. */
async function look(crowd: Crowd): Promise<number> {
  const program = crowd.computer.run(process.execPath, [join(ROOT, 'tests/lan/scan-main.ts')], { cwd: ROOT });
  const done = await program.until('the look is over', ({ kind }) => kind === 'done', 60_000);
  await program.exited;
  const { right, of, falsePhones, wrong } = judge(crowd.actors, done['devices'] as Found[]);
  if (right !== of || falsePhones.length > 0)
    throw new Error(`${right} of ${of} phones right, ${falsePhones.length} false: ${[...wrong, ...falsePhones].slice(0, 5).join('; ')}`); // prettier-ignore
  const live = crowd.actors.length + 1;
  const found = (done['devices'] as Found[]).length;
  if (found !== live) throw new Error(`${found} of ${live} devices were found`);
  return Number(done['ms']);
}

const nmapVersion = (): string | undefined =>
  /version ([\d.]+)/i.exec(spawnSync('nmap', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];

function nmap({ computer }: Crowd, network: string): number {
  const from = performance.now();
  for (const args of [['-sn', '-n', network], ['-sU', '-n', '-p5060', '--script', 'sip-methods', network]]) {
    const { status, stderr } = spawnSync('ip', ['netns', 'exec', computer.namespace, 'nmap', ...args], { encoding: 'utf8', timeout: 120_000 });
    if (status !== 0) throw new Error(`nmap ${args.join(' ')}: ${stderr.slice(0, 300)}`);
  }
  return performance.now() - from;
} // prettier-ignore

async function measure(hosts: number, prefix: 24 | 22, runs: number): Promise<Result> {
  const obstacle = whyNoNamespaces();
  if (obstacle !== undefined) return { value: null, n: 0, note: obstacle };
  const times: number[] = [];
  let baseline: number | undefined;
  const version = nmapVersion();
  for (let run = 0; run < runs; run += 1) {
    // A new network each time: nothing is known from the run before.
    const crowd = await openCrowd({ phones: 60, hosts }, prefix);
    try {
      const ms = await look(crowd);
      say(`  ${ms} ms`);
      times.push(ms);
    } finally {
      await crowd.close();
    }
  }
  if (version !== undefined && prefix === 24) {
    const crowd = await openCrowd({ phones: 60, hosts }, prefix);
    try {
      baseline = Math.round(nmap(crowd, '10.20.0.0/24'));
    } finally {
      await crowd.close();
    }
  }
  const against = prefix !== 24 ? '' : version === undefined ? '; nmap is not installed, so no baseline' : `; baseline nmap ${version}, which names no model`; // prettier-ignore
  return {
    value: Math.round(median(times)),
    n: times.length,
    ...(baseline === undefined ? {} : { baseline }),
    note: `60 of 60 phones right, 0 false, all ${hosts + 1} devices found${against}`,
  };
}

export const measures: readonly Measure[] = [
  { id: 'scan-24', unit: 'ms', bar: 3000, run: () => measure(200, 24, 3) },
  { id: 'scan-22', unit: 'ms', bar: 10_000, run: () => measure(800, 22, 1) },
];
