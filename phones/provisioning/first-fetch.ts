/**
 * The one exception to the secret path: a phone that was just adopted and knows our address (from DHCP, or typed in)
 * but not its token. For a few minutes it may fetch each of its files once, from the one address it was seen at. A window
 * is no permission by itself: resolve.ts asks the network whether it is this phone that stands there.
 * The first secret file begins the end: phones that have several (Poly: a master file that names the rest) get those too,
 * within seconds, and then the window is shut. From then on the phone knows the secret path.
 */

import type { Mac } from '../mac.ts';
import type { RenderedFile } from '../vendors/define.ts';

/** `isByHand`: opened by a person for this address, which counts where the network cannot say who is there. */
export type Window = { mac: Mac; isByHand: boolean };
type Open = Window & { until: number; fetched: Set<string> };

export type FirstFetch = {
  open: (window: { mac: Mac; address: string; minutes: number; isByHand?: boolean }) => void;
  /** The window through which `address` may have the file `name` now. */
  windowFor: (address: string, name: string) => Window | undefined;
  /** All names of this file have had their turn. */
  served: (address: string, file: Pick<RenderedFile, 'path' | 'aliases' | 'isSecret'>) => void;
  shut: (mac: Mac) => void;
};

const MAX_WINDOWS = 1000;
/** Phones fetch all their files in one go. */
const REST_MS = 15_000;

export function createFirstFetch(now: () => number): FirstFetch {
  const windows = new Map<string, Open>();
  const live = (address: string): Open | undefined => {
    const window = windows.get(address);
    if (window !== undefined && window.until <= now()) windows.delete(address);
    return windows.get(address);
  };
  return {
    open: ({ mac, address, minutes, isByHand = false }) => {
      for (const [known, window] of windows) if (window.mac === mac || window.until <= now()) windows.delete(known);
      if (windows.size < MAX_WINDOWS)
        windows.set(address, { mac, isByHand, until: now() + minutes * 60_000, fetched: new Set() });
    },
    windowFor: (address, name) => {
      const window = live(address);
      return window === undefined || window.fetched.has(name.toLowerCase()) ? undefined : window;
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
