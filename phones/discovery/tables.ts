/**
 * Neighbour tables as each system prints them, read by shape and never by words: Windows translates all of its words, BSD
 * and macOS drop leading zeros, Linux lists what never answered. Pure: text in, rows out; a line that is no row is no error,
 * because headings and other families stand between them.
 */

import { isIPv4 } from 'node:net';
import { parseMac, type Mac } from '../mac.ts';

export type NeighbourRow = { address: string; mac: Mac; interface?: string };

/** No table of an office is longer; one that is comes from somebody who wants to keep us busy. */
const MAX_LINES = 20_000;
const MAX_LINE = 300;

const linesOf = (text: string): string[] =>
  text
    .split('\n', MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line.length <= MAX_LINE);

/** Group addresses and the broadcast address have rows of their own on Windows and BSD; they are nobody. */
const isHost = (address: string): boolean => {
  const first = Number(address.split('.')[0]);
  return isIPv4(address) && first > 0 && first < 224;
};

function row(address: string, hardware: string, device?: string): NeighbourRow[] {
  const mac = parseMac(hardware);
  if (mac === undefined || !isHost(address)) return [];
  return [{ address, mac, ...(device ? { interface: device } : {}) }];
}

/** /proc/net/arp: address, type, flags, MAC, mask, device. Flags 0x0: asked for, not answered. */
export const parseProcArp = (text: string): NeighbourRow[] =>
  linesOf(text).flatMap((line) => {
    const [address = '', , flags, hardware = '', , device] = line.split(/\s+/);
    return flags === '0x0' ? [] : row(address, hardware, device);
  });

/** Addresses that the system has asked for and got no answer yet. One that is missing here was not even asked for. */
export const triedInProcArp = (text: string): string[] =>
  linesOf(text).flatMap((line) => {
    const [address = '', , flags] = line.split(/\s+/);
    return flags === '0x0' && isHost(address) ? [address] : [];
  });

/** Nothing is known of these, or not any more; all other states have an address that once answered. */
const UNKNOWN_STATES = new Set(['INCOMPLETE', 'FAILED', 'NOARP', 'NONE']);

/** `ip -j neigh`, or `ip neigh` from builds without JSON: `IP dev IF lladdr MAC [router] STATE`. */
export function parseIpNeigh(text: string): NeighbourRow[] {
  if (!text.trimStart().startsWith('[')) {
    return linesOf(text).flatMap((line) => {
      const words = line.split(/\s+/);
      const after = (word: string): string => words[words.indexOf(word) + 1] ?? '';
      if (!words.includes('lladdr') || UNKNOWN_STATES.has(words.at(-1) ?? '')) return [];
      return row(words[0] ?? '', after('lladdr'), words.includes('dev') ? after('dev') : undefined);
    });
  }
  return arrayOf(text).flatMap((entry) => {
    const states = Array.isArray(entry['state']) ? entry['state'] : [];
    if (states.some((state) => UNKNOWN_STATES.has(String(state)))) return [];
    return row(textOf(entry['dst']), textOf(entry['lladdr']), textOf(entry['dev']));
  });
}

/** macOS, BSD and net-tools: `NAME (IP) at MAC on IF ...`, with `[ether]` between on Linux; `(incomplete)` is no MAC. */
export const parseArpAn = (text: string): NeighbourRow[] =>
  linesOf(text).flatMap((line) => {
    // From the right: a name before the address may hold brackets of its own.
    const close = line.lastIndexOf(') ');
    const open = line.lastIndexOf('(', close);
    if (open === -1 || close === -1) return [];
    const words = line.slice(close + 2).split(/\s+/);
    const on = words.indexOf('on');
    // The word before the MAC is translated in some distributions, so the second word counts, not "at".
    return row(line.slice(open + 1, close), words[1] ?? '', on === -1 ? undefined : words[on + 1]);
  });

/**
 * Windows `arp -a` in any language: a row is an IPv4 address, six hex pairs with hyphens, and a word. What stands at the
 * start of a block (`<word>: 10.0.0.5 --- 0xb`) names the interface by its own address.
 */
export function parseWindowsArp(text: string): NeighbourRow[] {
  let device: string | undefined;
  return linesOf(text).flatMap((line) => {
    const words = line.split(/\s+/);
    const dashes = words.indexOf('---');
    if (dashes > 0) {
      const own = words[dashes - 1] ?? '';
      device = isIPv4(own) ? own : undefined;
      return [];
    }
    const hardware = words[1] ?? '';
    return hardware.split('-').length === 6 ? row(words[0] ?? '', hardware, device) : [];
  });
}

/**
 * `Get-NetNeighbor -AddressFamily IPv4 | ConvertTo-Json`: one object or an array; the state is a word or its number, of
 * which 0 is Unreachable and 1 Incomplete (MSFT_NetNeighbor).
 */
export const parseNetNeighbor = (text: string): NeighbourRow[] =>
  arrayOf(text).flatMap((entry) => {
    const state = entry['State'];
    if (['0', '1', 'Unreachable', 'Incomplete'].includes(textOf(state))) return [];
    return row(textOf(entry['IPAddress']), textOf(entry['LinkLayerAddress']), textOf(entry['InterfaceAlias']));
  });

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

function arrayOf(text: string): Record<string, unknown>[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return []; // No JSON is no table; who asked sees that it is empty and uses another way.
  }
  const list: unknown[] = Array.isArray(value) ? value.slice(0, MAX_LINES) : [value];
  return list.filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null);
}
