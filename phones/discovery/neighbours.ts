/**
 * Which device stands behind an address on this wire, as the kernel knows it. Used to catch a device that asks for
 * another phone's file by claiming its MAC. Linux only so far; elsewhere the answer is an honest "unknown".
 */

import { readFile } from 'node:fs/promises';
import { parseMac, type Mac } from '../mac.ts';

export type Neighbour = { known: false } | { known: true; mac: Mac };

/** Rows of /proc/net/arp: address, type, flags, MAC, mask, device. Flags 0x0 means not resolved (yet). */
export function neighbourIn(table: string, address: string): Neighbour {
  for (const row of table.split('\n').slice(1)) {
    const [ip, , flags, hardware = ''] = row.trim().split(/\s+/);
    const mac = ip === address && flags !== '0x0' ? parseMac(hardware) : undefined;
    if (mac !== undefined) return { known: true, mac };
  }
  return { known: false };
}

export async function neighbourOf(address: string): Promise<Neighbour> {
  try {
    return neighbourIn(await readFile('/proc/net/arp', 'utf8'), address);
  } catch {
    // No such table on macOS and Windows, no right to read it in some sandboxes: then nothing is known, and said so.
    return { known: false };
  }
}
