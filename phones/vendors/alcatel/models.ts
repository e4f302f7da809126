/**
 * Alcatel-Lucent Enterprise's Myriad (M) and Halo (H) phones as rows. The 8008 to 8088 have other settings and are not here.
 * Where no source names lines or keys, there is one line and no key. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729'];

const row = (model: string, lines = 1, keys = 0): PhoneModel => ({
  model,
  family: 'myriad',
  lines,
  keys,
  codecs: CODECS,
});

export const alcatelModels: readonly PhoneModel[] = [
  row('M7', 8, 28),
  row('M3', 8, 20),
  row('M5', 8, 28),
  row('M8'),
  row('H2'),
  row('H3'),
  row('H6'),
];
