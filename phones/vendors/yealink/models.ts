/**
 * Yealink's devices as rows. A family is a dialect: `v7` are phones that end with firmware x.73 or earlier (names without
 * `static.`), `v8` all later desk, conference and Wi-Fi phones, `dect` bases whose accounts belong to handsets.
 * `common` is the number in the name of the file that all phones of the model share (`y0000000000NN.cfg`); it belongs to the
 * model and is not the first number of the firmware. Sources: README.md beside this file.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type YealinkModel = PhoneModel & { family: 'v7' | 'v8' | 'dect'; common?: number };

const NARROW: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'g726-32'];
const WIDE: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'opus', 'g729', 'g726-32', 'ilbc'];

/** Its key 21 cannot be set (guide of v83), so that 39 of 40 remain. */
const EXP20 = { expansion: { modules: 6, keysEach: 39 } };
const EXP40 = { expansion: { modules: 6, keysEach: 40 } };
const EXP_COLOR = { expansion: { modules: 3, keysEach: 60 } };

type Rest = Partial<Omit<YealinkModel, 'model' | 'lines' | 'keys'>>;

const v8 = (model: string, lines: number, keys: number, common?: number, rest: Rest = {}): YealinkModel => ({
  model,
  family: 'v8',
  lines,
  keys,
  codecs: NARROW,
  ...(common === undefined ? {} : { common }),
  ...rest,
});

const wide = (model: string, lines: number, keys: number, common?: number, rest: Rest = {}): YealinkModel =>
  v8(model, lines, keys, common, { codecs: WIDE, ...rest });

const v7 = (model: string, lines: number, keys: number, common?: number, rest: Rest = {}): YealinkModel =>
  v8(model, lines, keys, common, { family: 'v7', ...rest });

const conference = (model: string, common?: number): YealinkModel => wide(model, 1, 0, common, { kind: 'conference' });

const dect = (model: string, handsets: number, common?: number): YealinkModel =>
  v8(model, handsets, 0, common, { family: 'dect', kind: 'dect-base', display: null, handsets });

export const yealinkModels: readonly YealinkModel[] = [
  v7('T18', 1, 0),
  v7('T19P', 1, 0),
  v7('T20P', 2, 2, 7),
  v7('T21P', 2, 2),
  v7('T22P', 3, 3, 5),
  v7('T26P', 3, 3, 4),
  v7('T28P', 6, 6, 0),
  v7('T32G', 3, 3, 32),
  v7('T38G', 6, 6, 38),
  v7('VP530', 4, 4, 23, { kind: 'video' }),

  v8('T19P_E2', 1, 0, 53),
  v8('T21P_E2', 2, 2, 52),
  v8('T23P', 3, 3, 44),
  v8('T23G', 3, 3, 44),
  v8('T27P', 6, 21, 45, EXP20),
  v8('T27G', 6, 21, 69, EXP20),
  v8('T29G', 16, 27, 46, EXP20),
  v8('T40P', 3, 3, 54),
  v8('T40G', 3, 3, 76),
  v8('T41P', 6, 15, 36),
  v8('T42G', 12, 15, 29),
  v8('T46G', 16, 27, 28, EXP40),
  v8('T48G', 16, 29, 35, EXP40),
  v8('T49G', 16, 29, 51, { kind: 'video' }),

  wide('T30', 1, 0),
  wide('T30P', 1, 0),
  wide('T31', 2, 2, 123),
  wide('T31P', 2, 2, 123),
  wide('T31G', 2, 2, 123),
  wide('T31W', 2, 2, 172),
  wide('T33P', 4, 12, 124),
  wide('T33G', 4, 12, 124),
  wide('T34W', 4, 12, 171),

  wide('T41S', 6, 15, 68),
  wide('T41U', 6, 15),
  wide('T42S', 12, 15, 67),
  wide('T42U', 12, 15, 116),
  wide('T43U', 12, 15, 107, EXP_COLOR),
  wide('T44W', 12, 24, 174),
  wide('T44U', 12, 24),
  wide('T46S', 16, 27, 66, EXP40),
  wide('T46U', 16, 27, 108, EXP_COLOR),
  wide('T48S', 16, 29, 65, EXP40),
  wide('T48U', 16, 29, 109, EXP_COLOR),

  wide('T52S', 12, 21, 74, EXP_COLOR),
  wide('T53', 12, 21, 95, EXP_COLOR),
  wide('T53C', 12, 21, 95, EXP_COLOR),
  wide('T53W', 12, 21, 95, EXP_COLOR),
  wide('T54S', 16, 27, 70, EXP_COLOR),
  wide('T54W', 16, 27, 96, EXP_COLOR),
  wide('T56A', 16, 27, 56, EXP_COLOR),
  wide('T57W', 16, 29, 97, EXP_COLOR),
  wide('T58', 16, 27, 58, EXP_COLOR),
  wide('T58A', 16, 27, 58, EXP_COLOR),
  wide('T58V', 16, 27, 58, { kind: 'video', ...EXP_COLOR }),
  wide('T58W', 16, 27, 150, EXP_COLOR),
  wide('VP59', 16, 27, 91, { kind: 'video', ...EXP_COLOR }),

  wide('T73U', 12, 48, 186, EXP_COLOR),
  wide('T73W', 12, 48, 183, EXP_COLOR),
  wide('T74U', 16, 60, 187, EXP_COLOR),
  wide('T74W', 16, 60, 184, EXP_COLOR),
  wide('T77U', 16, 95, 188, EXP_COLOR),
  wide('T85W', 16, 72, 196, EXP_COLOR),
  wide('T87W', 16, 95, 197, EXP_COLOR),
  wide('T88W', 16, 95, 192, EXP_COLOR),
  wide('T88V', 16, 95, 192, { kind: 'video', ...EXP_COLOR }),

  v8('CP860', 1, 0, 37, { kind: 'conference' }),
  conference('CP920', 78),
  conference('CP925', 148),
  conference('CP930W', 77),
  conference('CP935W'),
  conference('CP960', 73),
  conference('CP965', 143),

  // Wi-Fi handsets: one device, not a base with handsets.
  wide('AX83H', 4, 0, 180, { kind: 'handset' }),
  wide('AX86R', 4, 0, 182, { kind: 'handset' }),

  dect('W52P', 5, 25),
  dect('W56P', 5, 25),
  dect('W60B', 8, 77),
  dect('W70B', 10, 146),
  dect('W75B', 10, 175),
  dect('W75DM', 10, 175),
  dect('W80B', 100, 175),
  dect('W80DM', 100, 175),
  dect('W90B', 250),
  dect('W90DM', 250),
];
