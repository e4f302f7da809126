/**
 * Which device stands behind an address, as this computer's own neighbour table has it. It decides who is told a secret, so
 * what is not known is said as such, with the reason, and is never a yes. The table is read once for all who ask together,
 * and rests after each reading: where that takes a program (Windows, macOS), thousands of phones that boot at once start few.
 */

import { networkInterfaces } from 'node:os';
import type { Mac } from '../mac.ts';
import { readNeighbours, type NeighbourTable } from './read-table.ts';
import { isInSubnet } from './subnet.ts';
import type { NeighbourRow } from './tables.ts';

/**
 * Why nobody is known there. `here`: an address of this computer itself, which nobody else can answer from. `elsewhere`: in
 * none of its networks, where only the router is seen. `silent`: the table has no row (yet). `unreadable`: there is no table.
 */
export type Unknown = { known: false; why: 'here' | 'elsewhere' | 'silent' | 'unreadable'; problem?: string };
export type Neighbour = Unknown | { known: true; mac: Mac };
export type NeighbourOf = (address: string) => Promise<Neighbour>;

export type OwnNetwork = { name: string; address: string; cidr: string; isLoopback: boolean };

/** A row stays what it is for minutes; one that is missing may be there the next moment. */
const ROWS_KEPT_MS = 500;
const OWN_KEPT_MS = 1000;
/** Of the time that a reading takes: of one core at most a fifth is spent on it. */
const REST = 4;
const REST_MS = { least: 2, most: 1000 };
/** An address is asked for by the system with the first packet to it; Linux asks again after a second. */
export const PROOF_MS = 1500;

type Snapshot = { at: number; rows: ReadonlyMap<string, readonly NeighbourRow[]>; problem: string | undefined };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const ownNetworks = (): OwnNetwork[] =>
  Object.entries(networkInterfaces()).flatMap(([name, list]) =>
    (list ?? []).flatMap(({ address, cidr, internal }) =>
      cidr === null ? [] : [{ name, address, cidr, isLoopback: internal }],
    ),
  );

function byAddress(rows: readonly NeighbourRow[]): Map<string, NeighbourRow[]> {
  const found = new Map<string, NeighbourRow[]>();
  for (const row of rows) found.set(row.address, [...(found.get(row.address) ?? []), row]);
  return found;
}

export function createNeighbours({
  readTable = () => readNeighbours(),
  own = ownNetworks,
}: { readTable?: () => Promise<NeighbourTable>; own?: () => OwnNetwork[] } = {}): NeighbourOf {
  let last: Snapshot | undefined;
  let next: Promise<Snapshot> | undefined;
  let rested: Promise<unknown> = Promise.resolve();
  let networks: { at: number; all: OwnNetwork[] } | undefined;

  function ownNow(): OwnNetwork[] {
    const at = performance.now();
    if (networks === undefined || at - networks.at > OWN_KEPT_MS) networks = { at, all: own() };
    return networks.all;
  }

  async function read(): Promise<Snapshot> {
    const at = performance.now();
    const table = await readTable();
    last = table.ok
      ? { at, rows: byAddress(table.rows), problem: undefined }
      : { at, rows: new Map(), problem: table.problem };
    return last;
  }

  /** A table of a moment after this one, the same for all who wait for it. */
  function tableFromNow(): Promise<Snapshot> {
    next ??= rested.then(() => {
      next = undefined;
      const began = performance.now();
      const reading = read();
      const rest = () => pause(Math.min(REST_MS.most, Math.max(REST_MS.least, REST * (performance.now() - began))));
      rested = reading.then(rest, rest);
      return reading;
    });
    return next;
  }

  /** Linux and macOS name the interface of a row, Windows its address; the same address may exist behind another one. */
  function macIn({ rows }: Snapshot, address: string, near: readonly OwnNetwork[]): Mac | undefined {
    const isNear = (device: string | undefined) =>
      device === undefined || near.length === 0 || near.some((one) => one.name === device || one.address === device);
    const macs = new Set((rows.get(address) ?? []).flatMap((row) => (isNear(row.interface) ? [row.mac] : [])));
    const [mac] = macs;
    return macs.size === 1 ? mac : undefined;
  }

  return async (address) => {
    const near = ownNow().filter(({ cidr }) => isInSubnet(address, cidr));
    if (near.some((one) => one.isLoopback || one.address === address)) return { known: false, why: 'here' };
    const isFresh = last !== undefined && performance.now() - last.at < ROWS_KEPT_MS;
    const kept = last !== undefined && isFresh ? macIn(last, address, near) : undefined;
    if (kept !== undefined) return { known: true, mac: kept };
    const table = await tableFromNow();
    const mac = macIn(table, address, near);
    if (mac !== undefined) return { known: true, mac };
    if (near.length === 0) return { known: false, why: 'elsewhere' };
    return table.problem === undefined
      ? { known: false, why: 'silent' }
      : { known: false, why: 'unreadable', problem: table.problem };
  };
}

/** Asks on while the table is silent, because a row takes a moment to appear. */
export async function whoIsAt(neighbourOf: NeighbourOf, address: string, forMs = PROOF_MS): Promise<Neighbour> {
  const until = performance.now() + forMs;
  for (let wait = 2; ; wait = Math.min(wait * 2, 200)) {
    const neighbour = await neighbourOf(address);
    if (neighbour.known || neighbour.why !== 'silent' || performance.now() + wait > until) return neighbour;
    await pause(wait);
  }
}

/** Whether this is surely the device with this MAC. Programs of this computer are believed: they could read its files too. */
export const isProved = (neighbour: Neighbour, mac: Mac | undefined): boolean =>
  neighbour.known ? neighbour.mac === mac : neighbour.why === 'here';

/** For the administrator, before what became of it. */
export function whyUnknown({ why, problem }: Unknown, address: string): string {
  switch (why) {
    case 'here':
      return `${address} is this computer itself.`;
    case 'elsewhere':
      return `${address} is in another network, behind a router, where this computer cannot see which device it is.`;
    case 'silent':
      return `The network did not say which device is at ${address}.`;
    case 'unreadable':
      return `This computer cannot read which devices are on its network, so it is not known which one is at ${address} (${problem ?? 'no reason given'}).`;
  }
}
