/**
 * The one exception to the secret path: a phone that was just adopted and knows our address (from DHCP, or typed in)
 * but not its token. For a few minutes it may fetch each of its files once, from the one address it was seen at.
 * The first secret file begins the end: phones that have several (Poly: a master file that names the rest) get those too,
 * within seconds, and then the window is shut. From then on the phone knows the secret path.
 */

import type { Mac } from '../mac.ts';
import type { RenderedFile } from '../vendors/define.ts';

type Window = { mac: Mac; until: number; fetched: Set<string> };

export type FirstFetch = {
  open: (window: { mac: Mac; address: string; minutes: number }) => void;
  /** Whose file `name` may be served to `address` now. */
  macFor: (address: string, name: string) => Mac | undefined;
  /** All names of this file have had their turn. */
  served: (address: string, file: Pick<RenderedFile, 'path' | 'aliases' | 'isSecret'>) => void;
  shut: (mac: Mac) => void;
};

const MAX_WINDOWS = 1000;
/** Phones fetch all their files in one go. */
const REST_MS = 15_000;

export function createFirstFetch(now: () => number): FirstFetch {
  const windows = new Map<string, Window>();
  const live = (address: string): Window | undefined => {
    const window = windows.get(address);
    if (window !== undefined && window.until <= now()) windows.delete(address);
    return windows.get(address);
  };
  return {
    open: ({ mac, address, minutes }) => {
      for (const [known, window] of windows) if (window.mac === mac || window.until <= now()) windows.delete(known);
      if (windows.size < MAX_WINDOWS)
        windows.set(address, { mac, until: now() + minutes * 60_000, fetched: new Set() });
    },
    macFor: (address, name) => {
      const window = live(address);
      return window === undefined || window.fetched.has(name.toLowerCase()) ? undefined : window.mac;
    },
    served: (address, { path, aliases, isSecret }) => {
      const window = windows.get(address);
      for (const name of [path, ...aliases]) window?.fetched.add(name.toLowerCase());
      if (isSecret && window !== undefined) window.until = Math.min(window.until, now() + REST_MS);
    },
    shut: (mac) => {
      for (const [address, window] of windows) if (window.mac === mac) windows.delete(address);
    },
  };
}
