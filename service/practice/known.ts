/** Whether a sighting pretends to be a practice phone: those are on this computer only, and each has a row. */
import type { Read } from '../../office/core/store.ts';
import { isPracticeMac } from '../../office/features/practice/mac.ts';
import { practicePhones } from '../../office/features/practice/table.ts';

export const isNoPractice = (
  read: Read,
  seen: { mac?: string | undefined; address: string },
  here: string | undefined,
): boolean =>
  seen.mac !== undefined &&
  isPracticeMac(seen.mac) &&
  (seen.address !== here || read.get(practicePhones, `mac-${seen.mac}`) === undefined);
