/**
 * The phone vendors the product knows. To add one, make its folder and add one line to the list.
 * Recognising goes from the strongest text to the weakest: what a phone says about itself beats the address block,
 * because blocks are shared (new Gigaset phones carry Snom addresses).
 */

import { longestPrefix } from '../mac.ts';
import type { Identity, IdentifyRule, PhoneHints, PhoneModel, PhoneVendor } from './define.ts';
import { twoN } from './2n/index.ts';
import { akuvox } from './akuvox/index.ts';
import { audiocodes } from './audiocodes/index.ts';
import { flyingvoice } from './flyingvoice/index.ts';
import { grandstream } from './grandstream/index.ts';
import { ciscoMpp } from './cisco-mpp/index.ts';
import { ciscoSpa } from './cisco-spa/index.ts';
import { fanvil } from './fanvil/index.ts';
import { htek } from './htek/index.ts';
import { mitel } from './mitel/index.ts';
import { panasonic } from './panasonic/index.ts';
import { avaya } from './avaya/index.ts';
import { generic } from './generic/index.ts';
import { gigaset } from './gigaset/index.ts';
import { alcatel } from './alcatel/index.ts';
import { algo } from './algo/index.ts';
import { obihai } from './obihai/index.ts';
import { poly } from './poly/index.ts';
import { sangoma } from './sangoma/index.ts';
import { snom } from './snom/index.ts';
import { unify } from './unify/index.ts';
import { yealink } from './yealink/index.ts';

export const phoneVendors: readonly PhoneVendor[] = [
  snom,
  poly,
  ciscoSpa,
  ciscoMpp,
  mitel,
  panasonic,
  avaya,
  gigaset,
  alcatel,
  algo,
  obihai,
  yealink,
  flyingvoice,
  grandstream,
  fanvil,
  htek,
  sangoma,
  akuvox,
  audiocodes,
  unify,
  generic,
  twoN,
];

export type IdentifiedPhone = Identity & {
  vendor: PhoneVendor;
  /** `model`: it named its model; `vendor`: only the brand is certain; `address`: only the address block points there. */
  confidence: 'model' | 'vendor' | 'address';
  by: IdentifyRule['by'];
};

const STRENGTH: readonly IdentifyRule['by'][] = ['http-user-agent', 'sip-user-agent', 'pnp', 'file'];

/** Brands a PnP event may name that say nothing (Snom and Gigaset send them, provisioning reference D3). */
const NO_NAME = new Set(['', 'oem']);

export function identifyPhone(hints: PhoneHints, vendors = phoneVendors): IdentifiedPhone | undefined {
  for (const by of STRENGTH) {
    for (const vendor of vendors) {
      for (const rule of vendor.identify) {
        const identity = rule.by === by ? rule.match(hints) : undefined;
        if (identity !== undefined)
          return { ...identity, vendor, by, confidence: identity.model === undefined ? 'vendor' : 'model' };
      }
    }
  }
  // Another brand named itself: then the address block of one of ours proves nothing.
  const named = hints.pnp?.vendor?.toLowerCase() ?? '';
  if (!NO_NAME.has(named) || hints.sipUserAgent !== undefined || hints.httpUserAgent !== undefined) return undefined;
  const byBlock = new Map(vendors.flatMap((vendor) => vendor.oui.map((prefix) => [prefix, vendor] as const)));
  const vendor = hints.mac === undefined ? undefined : longestPrefix(hints.mac, byBlock);
  return vendor === undefined ? undefined : { vendor, by: 'mac', confidence: 'address' };
}

export const vendorById = (id: string): PhoneVendor | undefined => phoneVendors.find((vendor) => vendor.id === id);

/** Models are compared without regard to case: phones, labels and people write them differently. */
export function modelOf(vendor: PhoneVendor, name: string | undefined): PhoneModel | undefined {
  const wanted = name?.toLowerCase();
  return vendor.models.find((entry) => entry.model.toLowerCase() === wanted);
}
