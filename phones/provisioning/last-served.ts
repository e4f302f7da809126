/**
 * What each phone took last: the settings themselves are kept, not their text, so that a phone costs a reference and not
 * a file. Made by the composition, because it has to live on when the listeners move to another address.
 */

import type { Mac } from '../mac.ts';
import type { PhoneProfile } from '../vendors/define.ts';

export type LastServed = {
  at: number;
  via: 'http' | 'https' | 'tftp';
  /** SHA-256 of the file with the account. */
  hash: string;
  /** Absent when the settings changed while the phone was still fetching. */
  profile?: PhoneProfile;
};

export type ServedMemory = {
  set: (mac: Mac, served: LastServed) => void;
  get: (mac: Mac) => LastServed | undefined;
};

const MOST = 20_000;

export function rememberServed(): ServedMemory {
  const served = new Map<Mac, LastServed>();
  return {
    set: (mac, one) => {
      served.delete(mac);
      served.set(mac, one);
      const oldest = served.size > MOST ? served.keys().next().value : undefined;
      if (oldest !== undefined) served.delete(oldest);
    },
    get: (mac) => served.get(mac),
  };
}
