/**
 * Fanvil's devices as rows. Two dialects: `sysconf` (firmware 2.x of the X-U, X-S newer, V, H and i series) and `classic`
 * (`VOIP_CONFIG_FILE`, older firmware). `side`: keys beside the screen; `perPage`: keys of one page of the others, of which there are
 * five pages. `common` is the name of the file that all phones of the hardware ask for first. Sources: README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type FanvilModel = PhoneModel & {
  family: 'sysconf' | 'classic';
  side: number;
  perPage: number;
  common?: string;
};

const WIDE: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'opus', 'g729', 'g726-32', 'ilbc', 'g723'];
const OLD: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'g726-32', 'ilbc', 'g723'];
const PAGES = 5;

type Rest = Partial<Omit<FanvilModel, 'model' | 'lines'>>;

function row(model: string, lines: number, rest: Rest = {}): FanvilModel {
  const { side = 0, perPage = 0, kind } = rest;
  const pages = kind === 'door' ? 1 : PAGES;
  return { model, family: 'sysconf', lines, codecs: WIDE, ...rest, side, perPage, keys: side + perPage * pages };
}

const classic = (model: string, lines: number, common?: string, rest: Rest = {}) =>
  row(model, lines, { family: 'classic', codecs: OLD, ...(common === undefined ? {} : { common }), ...rest });
const hotel = (model: string, common?: string) => row(model, 2, common === undefined ? {} : { common });
const door = (model: string, perPage: number, common?: string) =>
  row(model, 2, { kind: 'door', perPage, ...(common === undefined ? {} : { common }) });
const paging = (model: string) => row(model, 2, { kind: 'door', display: null });

export const fanvilModels: readonly FanvilModel[] = [
  row('X1S', 2),
  row('X1SP', 2),
  row('X1SG', 2),
  row('X3S Lite', 2),
  row('X3SP Lite', 2),
  row('X3S Pro', 4),
  row('X3SP Pro', 4),
  row('X3SG', 4, { common: 'f0X3sghw1.100.cfg' }),
  row('X3SG Lite', 2),
  row('X3SG Pro', 4),
  row('X3SW', 4),
  row('X3U', 6),
  row('X3U Pro', 6),
  row('X4U', 12, { side: 3, perPage: 6 }),
  row('X5U', 16, { side: 4, perPage: 6 }),
  row('X5U-V2', 16, { side: 4, perPage: 6 }),
  row('X5U-R', 16, { side: 4, perPage: 6 }),
  row('X6U', 20, { side: 5, perPage: 12 }),
  row('X7', 20, { common: 'F0V00X700000.cfg' }),
  row('X7A', 20),
  row('X7C', 20),
  row('X210', 20, { side: 10, perPage: 32, common: 'F0VX21000000.cfg' }),
  row('X210i', 20, { side: 10, perPage: 32 }),
  row('X301', 2),
  row('X301P', 2),
  row('X301G', 2),
  row('X301W', 2),
  row('X303', 4),
  row('X303P', 4),
  row('X303G', 4),
  row('X303W', 4),
  row('X305', 2),
  row('X306', 2),

  row('V62', 4, { perPage: 6, common: 'F0V0V6200000.cfg' }),
  row('V64', 4, { perPage: 8, common: 'F0V0V6400000.cfg' }),
  row('V65', 4, { perPage: 10, common: 'F0V0V6500000.cfg' }),
  row('V67', 4, { perPage: 29, common: 'F0V0V6700000.cfg' }),

  hotel('H1'),
  hotel('H2U'),
  hotel('H2U-V2', 'F0V2UV200000.cfg'),
  hotel('H3W'),
  hotel('H4'),
  hotel('H4W'),
  hotel('H5W'),
  hotel('H6W'),
  hotel('H601'),
  hotel('H601W'),
  hotel('H602'),
  hotel('H602W'),
  hotel('H603W'),

  door('i10S', 1, 'F0V10S00000.cfg'),
  door('i10SV', 1, 'F0V10SV00000.cfg'),
  door('i10SD', 2, 'F0V10SD00000.cfg'),
  door('i16S', 1, 'F0V16S00000.cfg'),
  door('i16SV', 1, 'F0V16SV00000.cfg'),
  door('i51W', 3, 'F0Vi51W00000.cfg'),
  door('i52W', 3, 'F0Vi52W00000.cfg'),
  door('i53W', 3, 'F0Vi53W00000.cfg'),
  door('i61', 1, 'F0V0i6100000.cfg'),
  door('i62', 1, 'F0V0i6200000.cfg'),
  door('i63', 5, 'F0V0i6300000.cfg'),
  door('i64', 4, 'F0V0i6400000.cfg'),
  paging('PA2S'),
  paging('PA3'),

  classic('X2', 2, 'f0X2hw1.100.cfg'),
  classic('X2P', 2),
  classic('X3', 2, 'F0V00X300000.cfg'),
  classic('X3S', 2, 'f0X3shw1.100.cfg'),
  classic('X3SP', 2),
  classic('X4', 4, 'f0X4hw1.100.cfg'),
  classic('X4G', 4),
  classic('X5', 6),
  classic('X5S', 6, 'F0V00X5S0000.cfg'),
  classic('X6', 6, 'F0V00X600000.cfg'),
  classic('C58', 2, 'f0C00580000.cfg'),
  classic('C62', 2, 'f0C00620000.cfg'),
  classic('H3', 1),
  classic('H5', 1),
  ...['i12', 'i16V', 'i18S', 'i20S', 'i23S', 'i32V', 'i33V'].map((model) =>
    classic(model, 1, undefined, { kind: 'door' }),
  ),
  classic('PA2', 1, undefined, { kind: 'door', display: null }),
];
