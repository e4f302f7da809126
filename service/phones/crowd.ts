/**
 * Who leaves the list of seen phones when it is full. A hostile device can invent hardware addresses without end, but has
 * few network addresses: the oldest of the network address that named most goes first, so a real phone stays.
 */
import type { PhoneLife } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';

export interface Flood {
  /** Phones dropped since then. */
  count: number;
  since: number;
  at: number;
  /** Where the last dropped ones came from. */
  address: string | undefined;
}

/** After this long without a drop a flood is over. */
const overAfterMs = 10 * 60_000;

export const isOver = (flood: Flood, now: number): boolean => now - flood.at > overAfterMs;

export function nextFlood(last: Flood | undefined, dropped: readonly PhoneLife[], at: number): Flood {
  const going = last && !isOver(last, at) ? last : { count: 0, since: at };
  return { count: going.count + dropped.length, since: going.since, at, address: dropped[0]?.address };
}

/** Never an adopted phone; those that somebody put aside last, or they would come back as new. */
export function leavers(lives: ReadonlyMap<Mac, PhoneLife>, most: number): [Mac, PhoneLife][] {
  const strangers = [...lives].filter(([, life]) => !life.isAdopted);
  const named = new Map<string, number>();
  for (const [, { address = '' }] of strangers) named.set(address, (named.get(address) ?? 0) + 1);
  const isAside = ({ state }: PhoneLife) => Number(state === 'ignored');
  const share = ({ address = '' }: PhoneLife) => named.get(address) ?? 0;
  return strangers
    .sort(([, a], [, b]) => isAside(a) - isAside(b) || share(b) - share(a) || a.lastSeen - b.lastSeen)
    .slice(0, most);
}
