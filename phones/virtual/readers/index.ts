/** One reader for each vendor in phones/vendors. */
import type { SettingsReader } from '../settings.ts';
import { readTwoN } from './2n.ts';
import { readAkuvox } from './akuvox.ts';
import { readAudiocodes } from './audiocodes.ts';
import { readFlyingvoice } from './flyingvoice.ts';
import { readGrandstream } from './grandstream.ts';
import { readCiscoMpp } from './cisco-mpp.ts';
import { readCiscoSpa } from './cisco-spa.ts';
import { readFanvil } from './fanvil.ts';
import { readHtek } from './htek.ts';
import { readMitel } from './mitel.ts';
import { readPanasonic } from './panasonic.ts';
import { readAvaya } from './avaya.ts';
import { readGeneric } from './generic.ts';
import { readGigaset } from './gigaset.ts';
import { readAlcatel } from './alcatel.ts';
import { readAlgo } from './algo.ts';
import { readObihai } from './obihai.ts';
import { readPoly } from './poly.ts';
import { readSangoma } from './sangoma.ts';
import { readSnom } from './snom.ts';
import { readYealink } from './yealink.ts';

export const settingsReaders: Readonly<Record<string, SettingsReader>> = {
  'cisco-mpp': readCiscoMpp,
  'cisco-spa': readCiscoSpa,
  mitel: readMitel,
  panasonic: readPanasonic,
  avaya: readAvaya,
  gigaset: readGigaset,
  alcatel: readAlcatel,
  algo: readAlgo,
  obihai: readObihai,
  poly: readPoly,
  snom: readSnom,
  yealink: readYealink,
  flyingvoice: readFlyingvoice,
  grandstream: readGrandstream,
  fanvil: readFanvil,
  htek: readHtek,
  sangoma: readSangoma,
  akuvox: readAkuvox,
  audiocodes: readAudiocodes,
  generic: readGeneric,
  unify: readGeneric,
  '2n': readTwoN,
};
