import { refuse } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { phoneName, placeOfIdentity } from '../phones/rules.ts';
import { isPracticeMac } from './mac.ts';

/** Whoever has a real phone keeps it: learning must not take it away, not even for a minute. */
export function refusePracticeTakeover(read: Read, mac: string, identityId: string): void {
  const at = placeOfIdentity(read, identityId);
  if (!isPracticeMac(mac) || !at || isPracticeMac(at.phone.mac)) return;
  refuse({
    kind: 'rule',
    rule: 'practice-keeps-real-phones',
    message: `This is a practice phone, and the line is on the real phone ${phoneName(at.phone)}. Choose somebody without a phone.`,
  });
}

/** The same when a real phone is to be replaced by one that does not exist. */
export function refusePracticeReplacement(oldMac: string, newMac: string): void {
  if (isPracticeMac(oldMac) || !isPracticeMac(newMac)) return;
  refuse({
    kind: 'rule',
    rule: 'practice-keeps-real-phones',
    message: 'This is the MAC address of a practice phone. A real phone is replaced by a real one.',
  });
}
