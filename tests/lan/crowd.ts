/** A switch with an office computer on one side and a crowd of made-up devices on the other, each with a MAC of its own. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castOf, type Actor } from './crowd-cast.ts';
import { createLan, type Host, type Program } from './namespaces.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

export type Crowd = {
  computer: Host;
  actors: readonly (Actor & { address: string })[];
  hosts: Program;
  /** Where the crowd's switch port is itself: the printer. */
  printer: string;
  close: () => Promise<void>;
};

const spelled = (mac: string): string => (mac.match(/../g) ?? []).join(':');

/** `10.20.0.0` with a `prefix` of 24 or 22; our own is .1, the crowd's namespace the one before the broadcast. */
export async function openCrowd(count: { phones: number; hosts: number }, prefix: 24 | 22): Promise<Crowd> {
  const lan = createLan();
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-crowd-'));
  try {
    const computer = lan.host('office', { address: '10.20.0.1', prefix });
    const printer = prefix === 24 ? '10.20.0.254' : '10.20.3.254';
    const port = lan.host('crowd', { address: printer, prefix });
    const room = prefix === 24 ? 252 : 1020;
    const actors = castOf(count).map((actor, n) => {
      // Spread over the whole network, as DHCP does it over the years.
      const host = 2 + Math.floor((n * room) / count.hosts);
      return { ...actor, address: `10.20.${host >> 8}.${host & 255}` };
    });
    populate(port, actors);
    const file = join(folder, 'actors.json');
    writeFileSync(file, JSON.stringify(actors));
    const hosts = port.run(process.execPath, [join(ROOT, 'tests/lan/crowd-hosts.ts'), file, printer], { cwd: ROOT });
    await hosts.until('the crowd is there', ({ kind }) => kind === 'ready', 30_000);
    return {
      computer,
      actors,
      hosts,
      printer,
      close: async () => {
        await lan.close();
        rmSync(folder, { recursive: true });
      },
    };
  } catch (error) {
    await lan.close();
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** Silent computers share a few MACs where there are hundreds: the kernel keeps a table of 1,024 for all namespaces together. */
const MOST_MACS = 260;

function populate({ namespace }: Host, actors: readonly (Actor & { address: string })[]): void {
  const commands: string[] = [];
  const silent = actors.filter(({ is, kind }) => is === undefined && kind === undefined);
  const shared = actors.length > MOST_MACS ? Math.ceil(silent.length / 40) : silent.length;
  const devices = new Map<string, string>();
  for (const actor of actors) {
    const index = silent.indexOf(actor);
    const key = index === -1 ? actor.mac : `silent-${index % shared}`;
    let device = devices.get(key);
    if (device === undefined) {
      device = `m${devices.size}`;
      devices.set(key, device);
      commands.push(`link add link eth0 name ${device} address ${spelled(actor.mac)} type macvlan mode bridge`);
    }
    commands.push(`address add ${actor.address}/32 dev ${device}`);
  }
  for (const device of devices.values()) commands.push(`link set ${device} up`);
  // Each interface answers for its own address only, and asks with an address of its own.
  for (const [name, value] of [['arp_ignore', 1], ['arp_announce', 2], ['rp_filter', 0]] as const)
    inside(namespace, 'sh', ['-c', `echo ${value} > /proc/sys/net/ipv4/conf/all/${name}`]); // prettier-ignore
  inside(namespace, 'ip', ['-batch', '-'], commands.join('\n'));
}

function inside(namespace: string, command: string, args: readonly string[], input = ''): void {
  const { status, stderr } = spawnSync('ip', ['netns', 'exec', namespace, command, ...args], {
    encoding: 'utf8',
    input,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} in ${namespace}: ${stderr.slice(0, 400)}`);
}
