/**
 * The one exception to the secret path: a phone that was just adopted and knows our address (from DHCP, or typed in)
 * but not its token. For a few minutes it may fetch each of its files once, from the one address it was seen at.
 * The file with the account tells it the secret path, and then the window is shut.
 */

import type { Mac } from '../mac.ts';

type Window = { mac: Mac; until: number; fetched: Set<string> };

export type FirstFetch = {
  open: (window: { mac: Mac; address: string; minutes: number }) => void;
  /** Whose file `name` may be served to `address` now. */
  macFor: (address: string, name: string) => Mac | undefined;
  served: (address: string, name: string, isSecret: boolean) => void;
  shut: (mac: Mac) => void;
};

const MAX_WINDOWS = 1000;

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
      return window === undefined || window.fetched.has(name) ? undefined : window.mac;
    },
    served: (address, name, isSecret) => {
      if (isSecret) windows.delete(address);
      else windows.get(address)?.fetched.add(name);
    },
    shut: (mac) => {
      for (const [address, window] of windows) if (window.mac === mac) windows.delete(address);
    },
  };
}
