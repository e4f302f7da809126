/** What a look at the networks takes and gives. */

import type { Inventory } from './inventory.ts';
import type { NeighbourTable } from './read-table.ts';
import type { SendProblems } from './socket.ts';
import type { Subnet } from './subnets.ts';

export type ScanProgress = {
  stage: 'sweeping' | 'asking' | 'done';
  /** 0 to 1. */
  fraction: number;
  /** Addresses that were woken, and all that will be. */
  swept: number;
  of: number;
  live: number;
  phones: number;
};

/** What each way of looking did, in numbers; why.ts says it in words. */
export type ScanCounts = {
  table: { by: string | undefined; problem: string | undefined };
  sweep: { sent: number; problems: SendProblems };
  live: number;
  withMac: number;
  sip: { asked: number; answered: number };
  sipPorts: { asked: number; answered: number };
  web: { asked: number; answered: number };
  snmp: { asked: number; answered: number };
  ssdp: { answered: number };
  mdns: { answered: number; problem: string | undefined };
};

export type ScanResult = { isCancelled: boolean; ms: number; counts: ScanCounts };

export type ScanOptions = {
  subnets: readonly Subnet[];
  inventory: Inventory;
  signal: AbortSignal;
  now: () => number;
  onProgress?: (progress: ScanProgress) => void;
  readTable?: () => Promise<NeighbourTable>;
  /** Where phones listen for SIP; another one only in tests on one machine. */
  sipPort?: number;
  webPort?: number;
  /** Factor of all waits: 1 is for sleepy phones on Wi-Fi; only a test on one machine needs less. */
  patience?: number;
};
