/**
 * Polycom's and Poly's devices with UC Software, as rows. Families are dialects of the settings: `uc` places its keys freely
 * (`lineKey.reassignment`), `soundpoint` fills them in the order lines, watched numbers, speed dials. Sources: README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type PolyModel = PhoneModel & { family: 'uc' | 'soundpoint' };

const NARROW: readonly PhoneCodec[] = ['pcmu', 'pcma', 'g729'];
const WIDE: readonly PhoneCodec[] = ['g722', 'pcmu', 'pcma', 'g729'];
const OPUS: readonly PhoneCodec[] = ['g722', 'opus', 'pcmu', 'pcma', 'g729'];

type Rest = Partial<PhoneModel>;

const uc = (model: string, lines: number, keys: number, rest: Rest = {}): PolyModel => ({
  model, lines, keys, codecs: WIDE, ...rest, family: 'uc',
}); // prettier-ignore
const point = (number: string, keys: number, rest: Rest = {}): PolyModel => ({
  model: `SoundPoint IP ${number}`, lines: keys, keys, codecs: NARROW, ...rest, family: 'soundpoint',
}); // prettier-ignore
const conference = (model: string, rest: Rest = {}): PolyModel =>
  uc(model, 1, 0, { kind: 'conference', codecs: WIDE, ...rest });

/** VVX Expansion Module, 28 keys with a color screen or 40 with paper labels; the one with fewer is counted on. */
const VVX_EXPANSION = { expansion: { modules: 3, keysEach: 28 } };
/** SoundPoint IP Backlit Expansion Module. */
const POINT_EXPANSION = { expansion: { modules: 3, keysEach: 14 } };
const EDGE_EXPANSION = { codecs: OPUS };

export const polyModels: readonly PolyModel[] = [
  uc('VVX 101', 1, 2),
  uc('VVX 150', 2, 2, { codecs: OPUS }),
  uc('VVX 201', 2, 2),
  uc('VVX 250', 4, 4, { codecs: OPUS }),
  uc('VVX 300', 6, 6, VVX_EXPANSION),
  uc('VVX 301', 6, 6, VVX_EXPANSION),
  uc('VVX 310', 6, 6, VVX_EXPANSION),
  uc('VVX 311', 6, 6, VVX_EXPANSION),
  uc('VVX 350', 6, 6, { ...VVX_EXPANSION, codecs: OPUS }),
  uc('VVX 400', 12, 12, VVX_EXPANSION),
  uc('VVX 401', 12, 12, VVX_EXPANSION),
  uc('VVX 410', 12, 12, VVX_EXPANSION),
  uc('VVX 411', 12, 12, VVX_EXPANSION),
  uc('VVX 450', 12, 12, { ...VVX_EXPANSION, codecs: OPUS }),
  uc('VVX 500', 12, 12, VVX_EXPANSION),
  uc('VVX 501', 12, 12, { ...VVX_EXPANSION, codecs: OPUS }),
  uc('VVX 600', 16, 16, VVX_EXPANSION),
  uc('VVX 601', 16, 16, { ...VVX_EXPANSION, codecs: OPUS }),
  uc('VVX 1500', 6, 6, { kind: 'video' }),

  uc('Edge E100', 2, 2, EDGE_EXPANSION),
  uc('Edge E220', 4, 4, EDGE_EXPANSION),
  uc('Edge E300', 8, 8, EDGE_EXPANSION),
  uc('Edge E320', 8, 8, EDGE_EXPANSION),
  uc('Edge E350', 8, 8, EDGE_EXPANSION),
  uc('Edge E400', 12, 12, EDGE_EXPANSION),
  uc('Edge E450', 12, 12, EDGE_EXPANSION),
  uc('Edge E500', 16, 16, EDGE_EXPANSION),
  uc('Edge E550', 16, 16, EDGE_EXPANSION),

  uc('CCX 400', 6, 6, { codecs: OPUS }),
  uc('CCX 500', 6, 6, { codecs: OPUS }),
  uc('CCX 505', 6, 6, { codecs: OPUS }),
  uc('CCX 600', 6, 6, { codecs: OPUS }),
  uc('CCX 700', 6, 6, { codecs: OPUS, kind: 'video' }),

  conference('Trio 8300', { codecs: OPUS }),
  conference('Trio 8500', { codecs: OPUS }),
  conference('Trio 8800', { codecs: OPUS }),
  conference('Trio C60', { codecs: OPUS }),
  conference('SoundStation IP 4000', { codecs: NARROW }),
  conference('SoundStation IP 5000'),
  conference('SoundStation IP 6000'),
  conference('SoundStation IP 7000'),
  conference('SoundStation Duo'),

  point('301', 2),
  point('320', 2),
  point('321', 2),
  point('330', 2),
  point('331', 2),
  point('335', 2, { codecs: WIDE }),
  point('430', 2),
  point('450', 3, { codecs: WIDE }),
  point('501', 3),
  point('550', 4, { codecs: WIDE }),
  point('560', 4, { codecs: WIDE }),
  point('600', 6),
  point('601', 6, POINT_EXPANSION),
  point('650', 6, { ...POINT_EXPANSION, codecs: WIDE }),
  point('670', 6, { ...POINT_EXPANSION, codecs: WIDE }),
];
