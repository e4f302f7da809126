/**
 * Sangoma's phones as rows: the S-series on Htek's platform (`s`), the P- and D-series with Digium's own XML (`digium`). Line keys of
 * the S-series from a public engine; where a model's number of lines is in no source, the row holds the fewest. See README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'g726-32'];

const s = (model: string, lines: number, keys: number): PhoneModel => ({
  model,
  family: 's',
  lines,
  keys,
  codecs: CODECS,
});
const digium = (model: string, lines: number): PhoneModel => ({
  model,
  family: 'digium',
  lines,
  keys: 0,
  codecs: CODECS,
});

export const sangomaModels: readonly PhoneModel[] = [
  s('S205', 2, 2),
  s('S206', 2, 2),
  s('S300', 2, 2),
  s('S305', 2, 2),
  s('S400', 2, 6),
  s('S405', 2, 6),
  s('S406', 2, 6),
  s('S500', 4, 8),
  s('S505', 4, 8),
  s('S700', 6, 10),
  s('S705', 6, 10),
  digium('D40', 2),
  digium('D45', 2),
  digium('D50', 4),
  digium('D60', 2),
  digium('D62', 2),
  digium('D65', 6),
  digium('D70', 6),
  digium('D80', 6),
  digium('P310', 2),
  digium('P315', 2),
  digium('P320', 4),
  digium('P325', 4),
  digium('P330', 4),
  digium('P370', 6),
];
