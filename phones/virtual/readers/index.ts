/** One reader for each vendor in phones/vendors. */
import type { SettingsReader } from '../settings.ts';
import { readFlyingvoice } from './flyingvoice.ts';
import { readGrandstream } from './grandstream.ts';
import { readCiscoMpp } from './cisco-mpp.ts';
import { readCiscoSpa } from './cisco-spa.ts';
import { readFanvil } from './fanvil.ts';
import { readMitel } from './mitel.ts';
import { readPoly } from './poly.ts';
import { readSnom } from './snom.ts';
import { readYealink } from './yealink.ts';

export const settingsReaders: Readonly<Record<string, SettingsReader>> = {
  'cisco-mpp': readCiscoMpp,
  'cisco-spa': readCiscoSpa,
  mitel: readMitel,
  poly: readPoly,
  snom: readSnom,
  yealink: readYealink,
  flyingvoice: readFlyingvoice,
  grandstream: readGrandstream,
  fanvil: readFanvil,
};
