/**
 * Gigaset's professional devices as rows. Families are dialects: `nx70` DECT bases and multicells, whose accounts belong to
 * handsets, and `maxwell` desk phones. The older N510 and N720 have formats of their own. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type GigasetModel = PhoneModel & { family: 'nx70' | 'maxwell' };

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729'];

const base = (model: string, handsets: number): GigasetModel => ({
  model, kind: 'dect-base', lines: handsets, keys: 0, display: null, handsets, codecs: CODECS, family: 'nx70',
}); // prettier-ignore
const maxwell = (name: string, keys: number): GigasetModel => ({
  model: `Maxwell ${name}`, lines: 4, keys, codecs: CODECS, family: 'maxwell',
}); // prettier-ignore

export const gigasetModels: readonly GigasetModel[] = [
  base('N870', 250),
  base('N870E', 250),
  base('N770', 100),
  base('N670', 20),
  base('N610', 8),
  maxwell('3', 8),
  maxwell('2', 0),
  maxwell('4', 8),
  maxwell('Basic', 0),
];
