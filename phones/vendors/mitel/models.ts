/**
 * Aastra's and Mitel's SIP phones as rows. `slots`: the kinds of keys that people see as keys, in the phone's order; each kind
 * counts from 1. `aastra` are the 67xx and 9xxx, `mitel` the 68xx and 69xx, which know no watching on their bottom softkeys
 * (those are left to the phone). Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type Slot = readonly [kind: 'prgkey' | 'topsoftkey' | 'softkey', count: number];
export type MitelModel = PhoneModel & { family: 'aastra' | 'mitel'; slots: readonly Slot[] };

const CODECS: readonly PhoneCodec[] = ['pcma', 'pcmu', 'g722', 'g729'];
/** M675i. */
const AASTRA_MODULES = { expansion: { modules: 3, keysEach: 60 } };
/** M685i and M695: three pages of 28. */
const MITEL_MODULES = { expansion: { modules: 3, keysEach: 84 } };

type Rest = Partial<PhoneModel>;

const row =
  (family: MitelModel['family']) =>
  (model: string, lines: number, slots: readonly Slot[], rest: Rest = {}): MitelModel => ({
    model, lines, slots, keys: slots.reduce((sum, [, count]) => sum + count, 0), codecs: CODECS, ...rest, family,
  }); // prettier-ignore
const aastra = row('aastra');
const mitel = row('mitel');

const prg = (count: number): Slot => ['prgkey', count];
const top = (count: number): Slot => ['topsoftkey', count];
const soft = (count: number): Slot => ['softkey', count];

export const mitelModels: readonly MitelModel[] = [
  mitel('6867i', 24, [top(20)], MITEL_MODULES),
  mitel('6863i', 2, [prg(3)]),
  mitel('6865i', 24, [prg(8)], MITEL_MODULES),
  mitel('6869i', 24, [top(44)], MITEL_MODULES),
  mitel('6873i', 24, [top(48)], MITEL_MODULES),
  mitel('6905', 24, [prg(3)]),
  mitel('6910', 24, [prg(8)]),
  mitel('6915', 24, [top(6)]),
  mitel('6920', 24, [top(8)], MITEL_MODULES),
  mitel('6920w', 24, [top(8)], MITEL_MODULES),
  mitel('6930', 24, [top(12)], MITEL_MODULES),
  mitel('6930w', 24, [top(12)], MITEL_MODULES),
  mitel('6940', 24, [top(48)], MITEL_MODULES),
  mitel('6940w', 24, [top(48)], MITEL_MODULES),
  mitel('6970', 24, [top(6)], { kind: 'conference' }),

  aastra('6730i', 6, [prg(8)]),
  aastra('6731i', 6, [prg(8)]),
  aastra('6735i', 9, [prg(6), soft(20)], AASTRA_MODULES),
  aastra('6737i', 9, [top(10), soft(20)], AASTRA_MODULES),
  aastra('6739i', 9, [soft(55)], AASTRA_MODULES),
  aastra('6753i', 9, [prg(6)], AASTRA_MODULES),
  aastra('6755i', 9, [prg(6), soft(20)], AASTRA_MODULES),
  aastra('6757i', 9, [top(10), soft(20)], AASTRA_MODULES),
  aastra('9143i', 9, [prg(7)]),
  aastra('9480i', 9, [soft(6)]),
];
