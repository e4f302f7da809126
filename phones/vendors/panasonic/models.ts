/**
 * Panasonic's SIP phones as rows. Families are dialects: `hdv` and the older `ut` name the functions of keys differently; `dect`
 * are bases whose accounts belong to handsets. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type PanasonicModel = PhoneModel & { family: 'hdv' | 'ut' | 'dect' };

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'g726-32'];
/** KX-HDV20. */
const CONSOLE = { expansion: { modules: 1, keysEach: 40 } };

type Rest = Partial<PhoneModel>;

const row =
  (family: PanasonicModel['family']) =>
  (model: string, lines: number, keys: number, rest: Rest = {}): PanasonicModel => ({
    model: `KX-${model}`, lines, keys, codecs: CODECS, ...rest, family,
  }); // prettier-ignore
const hdv = row('hdv');
const ut = row('ut');
const dect = (model: string): PanasonicModel =>
  row('dect')(model, 8, 0, { kind: 'dect-base', handsets: 8, display: null });

export const panasonicModels: readonly PanasonicModel[] = [
  hdv('HDV130', 2, 2),
  hdv('HDV100', 1, 0),
  hdv('HDV230', 6, 24, CONSOLE),
  hdv('HDV330', 12, 24, CONSOLE),
  hdv('HDV430', 16, 24, { kind: 'video' }),
  ut('UT113', 1, 0),
  ut('UT123', 2, 0),
  ut('UT133', 3, 24),
  ut('UT136', 4, 24),
  ut('UT248', 6, 24),
  ut('UT670', 6, 24),
  dect('TGP500'),
  dect('TGP550'),
  dect('TGP551'),
  dect('TGP600'),
];
