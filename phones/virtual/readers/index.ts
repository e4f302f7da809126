/** One reader for each vendor in phones/vendors. */
import type { SettingsReader } from '../settings.ts';
import { readFlyingvoice } from './flyingvoice.ts';
import { readPoly } from './poly.ts';
import { readSnom } from './snom.ts';
import { readYealink } from './yealink.ts';

export const settingsReaders: Readonly<Record<string, SettingsReader>> = {
  poly: readPoly,
  snom: readSnom,
  yealink: readYealink,
  flyingvoice: readFlyingvoice,
};
