/**
 * Snom's devices as rows. A family is a dialect of the settings file, not a shelf in the shop: `desk` is everything
 * from the 300 to the D7xx, `d8` renamed its web passwords, `dect` are bases whose accounts belong to handsets.
 * Key counts are those an open provisioning engine has used in the field; see README.md for what nobody re-checked.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type SnomFamily = 'desk' | 'd8' | 'dect';

const WIDEBAND: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu'];
const NARROWBAND: readonly PhoneCodec[] = ['pcma', 'pcmu'];

type Screen = NonNullable<PhoneModel['display']>;
const mono = (width: number, height: number): Screen => ({ width, height, color: false });
const color = (width: number, height: number): Screen => ({ width, height, color: true });

/** D7, D7C (18 keys each, chained up to three). */
const chained = (modules: number, keysEach = 18): Pick<PhoneModel, 'expansion'> => ({
  expansion: { modules, keysEach },
});

function desk(model: string, lines: number, keys: number, rest: Partial<PhoneModel> = {}): PhoneModel {
  return { model, family: 'desk', lines, keys, codecs: WIDEBAND, ...rest };
}

const d8 = (model: string, lines: number, keys: number, rest: Partial<PhoneModel> = {}): PhoneModel => ({
  ...desk(model, lines, keys, rest),
  family: 'd8',
});

const dect = (model: string, handsets: number): PhoneModel => ({
  model,
  family: 'dect',
  kind: 'dect-base',
  lines: handsets,
  keys: 0,
  display: null,
  codecs: WIDEBAND,
  handsets,
});

export const snomModels: readonly PhoneModel[] = [
  desk('D120', 2, 2, { display: mono(132, 64) }),
  desk('D140', 2, 2, chained(3)),
  desk('D150', 2, 2, chained(3)),

  desk('D305', 4, 5, { display: mono(132, 64), ...chained(3) }),
  desk('D315', 4, 5, { display: mono(132, 64), ...chained(3) }),
  desk('D335', 12, 32, { display: color(320, 240), ...chained(3) }),
  desk('D345', 12, 48, chained(3)),
  desk('D375', 12, 12, { display: color(480, 272), ...chained(3) }),
  desk('D385', 12, 48, { display: color(480, 272), ...chained(3) }),

  desk('D710', 4, 5, { display: mono(132, 64) }),
  desk('D712', 4, 5, { display: mono(132, 64), ...chained(3) }),
  desk('D713', 4, 4, chained(3)),
  desk('D715', 4, 5, { display: mono(132, 64), ...chained(3) }),
  desk('D717', 6, 3, { display: color(426, 240), ...chained(3) }),
  desk('D725', 12, 18, { display: mono(132, 64), ...chained(3) }),
  desk('D735', 12, 32, { display: color(320, 240), ...chained(3) }),
  desk('D745', 12, 32, chained(3)),
  desk('D765', 12, 16, { display: color(320, 240), ...chained(3) }),
  desk('D785', 12, 24, { display: color(480, 272), ...chained(4) }),

  d8('D812', 8, 28, chained(3, 60)),
  d8('D815', 12, 36, chained(3, 60)),
  d8('D815W', 12, 36, chained(3, 60)),
  d8('D862', 12, 28, chained(3)),
  d8('D865', 12, 36, chained(3)),

  // Sold before the D prefix; their User-Agent has none either.
  desk('300', 4, 6, { codecs: NARROWBAND }),
  desk('320', 12, 12, { codecs: NARROWBAND }),
  desk('360', 12, 12, { codecs: NARROWBAND }),
  desk('370', 12, 12, { display: mono(240, 128) }),
  desk('710', 4, 5, { display: mono(132, 64) }),
  desk('715', 4, 5, { display: mono(132, 64) }),
  desk('720', 12, 18, { display: mono(132, 64) }),
  desk('725', 12, 18, { display: mono(132, 64) }),
  desk('760', 12, 16, { display: color(320, 240) }),
  desk('820', 12, 4, { display: color(320, 240) }),
  desk('821', 12, 4, { display: color(320, 240) }),
  desk('870', 12, 15, { display: color(480, 272) }),

  desk('PA1', 2, 0, { kind: 'conference', display: null }),

  dect('M300', 20),
  dect('M325', 20),
  dect('M400', 20),
  dect('M430', 20),
  dect('M700', 40),
  dect('M900', 20),
];
