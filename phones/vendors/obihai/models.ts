/**
 * Obihai's and Poly's devices with OBi firmware as rows: those that a source names. Four accounts are counted on where no source
 * names more; keys are not written. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['pcmu', 'pcma', 'g729', 'g726-32', 'ilbc'];

const row = (model: string, lines: number, rest: Partial<PhoneModel> = {}): PhoneModel => ({
  model, family: 'obi', lines, keys: 0, codecs: CODECS, ...rest,
}); // prettier-ignore

export const obihaiModels: readonly PhoneModel[] = [
  row('OBi1062', 4),
  row('OBi1032', 4),
  row('OBi110', 2, { kind: 'adapter', display: null }),
  row('OBi202', 4, { kind: 'adapter', display: null }),
  row('VVX D230', 4, { kind: 'dect-base', display: null }),
];
