/**
 * The system's own neighbour table, by the cheapest way that needs no rights. Programs are started with an argument list
 * and never with a shell; what they print is read by the parsers of tables.ts.
 */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  parseArpAn,
  parseIpNeigh,
  parseNetNeighbor,
  parseProcArp,
  parseWindowsArp,
  triedInProcArp,
  type NeighbourRow,
} from './tables.ts';

export type NeighbourTable =
  /** `tried`: asked for without an answer, where the system tells; only such a table is read again and again. */
  | { ok: true; by: string; rows: NeighbourRow[]; tried?: string[] | undefined }
  /** What was tried, in the system's words. */
  | { ok: false; problem: string };

type Way = { by: string; read: () => Promise<{ rows: NeighbourRow[]; tried?: string[] }> };

const run = promisify(execFile);

async function output(program: string, args: readonly string[]): Promise<string> {
  // latin1: Windows prints in its OEM code page, and only ASCII is looked at.
  const { stdout } = await run(program, [...args], {
    encoding: 'latin1',
    timeout: 5000,
    maxBuffer: 4 * 1024 * 1024,
    windowsHide: true,
  });
  return stdout;
}

const command = (program: string, args: readonly string[], parse: (text: string) => NeighbourRow[]): Way => ({
  by: [program, ...args.slice(0, 2)].join(' '),
  read: async () => ({ rows: parse(await output(program, args)) }),
});

const query = 'Get-NetNeighbor -AddressFamily IPv4 | Select-Object IPAddress,LinkLayerAddress,State,InterfaceAlias | ConvertTo-Json'; // prettier-ignore

const ways: Partial<Record<NodeJS.Platform, readonly Way[]>> = {
  linux: [
    {
      by: '/proc/net/arp',
      read: async () => {
        const text = await readFile('/proc/net/arp', 'utf8');
        return { rows: parseProcArp(text), tried: triedInProcArp(text) };
      },
    },
    command('ip', ['-j', '-4', 'neigh'], parseIpNeigh),
    command('arp', ['-an'], parseArpAn),
  ],
  win32: [
    command('arp', ['-a'], parseWindowsArp),
    command('powershell', ['-NoProfile', '-NonInteractive', '-Command', query], parseNetNeighbor),
  ],
};

/** macOS and BSD. Always -n: without it every row waits for a name. */
const otherwise: readonly Way[] = [command('arp', ['-an'], parseArpAn)];

export async function readNeighbours(platform: NodeJS.Platform = process.platform): Promise<NeighbourTable> {
  const problems: string[] = [];
  for (const way of ways[platform] ?? otherwise) {
    try {
      return { ok: true, by: way.by, ...(await way.read()) };
    } catch (error) {
      problems.push(`${way.by}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
  return { ok: false, problem: problems.join('; ') };
}
