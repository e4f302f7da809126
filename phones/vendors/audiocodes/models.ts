/** AudioCodes phones whose firmware can be generic SIP, as rows. Numbers of lines: the fewest of the series; see README.md. */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu'];

const row = (model: string, lines: number): PhoneModel => ({ model, family: '400hd', lines, keys: 0, codecs: CODECS });

export const audiocodesModels: readonly PhoneModel[] = [
  row('310HD', 1),
  row('320HD', 1),
  row('405', 2),
  row('405HD', 2),
  row('420HD', 2),
  row('425HD', 2),
  row('430HD', 4),
  row('440HD', 4),
  row('445HD', 4),
  row('450HD', 4),
  row('C450HD', 4),
  { ...row('RX50', 1), kind: 'conference' },
];
