/**
 * Cisco devices with multiplatform (3PCC) firmware as rows. Families are dialects: `mpp` phones, `ata` adapters, which keep
 * password and clock in a section of their own. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type MppModel = PhoneModel & { family: 'mpp' | 'ata' };

const CODECS: readonly PhoneCodec[] = ['opus', 'g722', 'pcmu', 'pcma', 'g729', 'ilbc'];
const NARROW: readonly PhoneCodec[] = ['pcmu', 'pcma', 'g729', 'g726-32'];

type Rest = Partial<PhoneModel>;

const phone = (model: string, lines: number, keys = lines, rest: Rest = {}): MppModel => ({
  model, lines, keys, codecs: CODECS, ...rest, family: 'mpp',
}); // prettier-ignore
const conference = (model: string): MppModel => phone(model, 1, 0, { kind: 'conference' });
const adapter = (model: string): MppModel => ({
  model, kind: 'adapter', lines: 2, keys: 0, display: null, codecs: NARROW, family: 'ata',
}); // prettier-ignore

export const mppModels: readonly MppModel[] = [
  phone('CP-8851', 10),
  phone('CP-6821', 2),
  phone('CP-6841', 4),
  phone('CP-6851', 4),
  phone('CP-6861', 4),
  phone('CP-6871', 6),
  phone('CP-7811', 1, 0),
  phone('CP-7821', 2),
  conference('CP-7832'),
  phone('CP-7841', 4),
  phone('CP-7861', 16),
  phone('CP-8811', 10),
  conference('CP-8831'),
  conference('CP-8832'),
  phone('CP-8841', 10),
  phone('CP-8845', 10, 10, { kind: 'video' }),
  phone('CP-8861', 10),
  phone('CP-8865', 10, 10, { kind: 'video' }),
  // As many keys as all of the series have at least.
  phone('DP-9841', 4),
  phone('DP-9851', 4),
  phone('DP-9861', 4),
  phone('DP-9871', 4),
  adapter('ATA191'),
  adapter('ATA192'),
];

/** What the factory asks for: `$PN`, in two spellings of the end. */
export function factoryFiles(model: string): readonly string[] {
  if (/^ATA/i.test(model)) return [`${model.toLowerCase()}.cfg`, `${model.toUpperCase()}-MPP.cfg`];
  return [`${model}-3PCC.cfg`, `${model}-3PCC.xml`];
}
