/** One boot for each vendor in phones/vendors. */
import type { VendorBoot } from './define.ts';
import { snom } from './snom.ts';
import { yealink } from './yealink.ts';

export const vendorBoots: Readonly<Record<string, VendorBoot>> = {
  snom,
  yealink,
};
