/** One boot for each vendor in phones/vendors whose phones fetch their settings. */
import { akuvox } from './akuvox.ts';
import { alcatel } from './alcatel.ts';
import { algo } from './algo.ts';
import { audiocodes } from './audiocodes.ts';
import { avaya } from './avaya.ts';
import { ciscoMpp } from './cisco-mpp.ts';
import { ciscoSpa } from './cisco-spa.ts';
import type { VendorBoot } from './define.ts';
import { fanvil } from './fanvil.ts';
import { flyingvoice } from './flyingvoice.ts';
import { gigaset } from './gigaset.ts';
import { grandstream } from './grandstream.ts';
import { htek } from './htek.ts';
import { mitel } from './mitel.ts';
import { obihai } from './obihai.ts';
import { panasonic } from './panasonic.ts';
import { poly } from './poly.ts';
import { sangoma } from './sangoma.ts';
import { snom } from './snom.ts';
import { twoN } from './two-n.ts';
import { yealink } from './yealink.ts';

export const vendorBoots: Readonly<Record<string, VendorBoot>> = {
  '2n': twoN,
  akuvox,
  alcatel,
  algo,
  audiocodes,
  avaya,
  'cisco-mpp': ciscoMpp,
  'cisco-spa': ciscoSpa,
  fanvil,
  flyingvoice,
  gigaset,
  grandstream,
  htek,
  mitel,
  obihai,
  panasonic,
  poly,
  sangoma,
  snom,
  yealink,
};

/** Vendors whose phones have no boot that could be told from their guides: they are set up by hand. */
export const byHand: readonly string[] = ['generic', 'unify'];
