/**
 * Grandstream's devices as rows. A family is a dialect: which numbers hold an account, and how the time zone is said.
 * `old` GXP11xx to GXP2124; `gxp` GXP16xx to GXP2170, Wi-Fi and hotel phones; `grp` GRP261x to GRP2670; `grp260x` with accounts 5
 * and 6 elsewhere; `android` phones that take a zone by name; `ht` adapters with an account for each port; `shared` adapters and
 * DECT bases whose ports share one server. Keys: `lineKeys` are numbered first, then `watchKeys`. Sources: README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type GrandstreamFamily = 'old' | 'gxp' | 'grp' | 'grp260x' | 'android' | 'android-old' | 'ht' | 'shared';

export type GrandstreamModel = PhoneModel & {
  family: GrandstreamFamily;
  /** Programmable line keys ("VPK"). */
  lineKeys: number;
  /** Keys with a lamp of their own ("MPK"). */
  watchKeys: number;
};

const DESK: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'opus', 'g729', 'g726-32', 'ilbc', 'g723'];
const OLD: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'g726-32', 'ilbc', 'g723'];

type Rest = Partial<Omit<GrandstreamModel, 'model' | 'family' | 'lines'>>;

function row(family: GrandstreamFamily, model: string, lines: number, rest: Rest = {}): GrandstreamModel {
  const { lineKeys = 0, watchKeys = 0 } = rest;
  const codecs = family === 'old' || family === 'android-old' ? OLD : DESK;
  return { model, family, lines, codecs, ...rest, lineKeys, watchKeys, keys: lineKeys + watchKeys };
}

const keyed = (family: GrandstreamFamily, model: string, lines: number, lineKeys: number, watchKeys = 0) =>
  row(family, model, lines, { lineKeys, watchKeys });

const hotel = (model: string) => row('gxp', model, 2);
const wifi = (model: string, lines: number) => row('gxp', model, lines, { kind: 'handset' });
const video = (model: string, lines: number, family: GrandstreamFamily = 'android') =>
  row(family, model, lines, { kind: 'video' });
const adapter = (family: 'ht' | 'shared', model: string, ports: number) =>
  row(family, model, ports, { kind: 'adapter', display: null });
const dect = (model: string, handsets: number) =>
  row('shared', model, handsets, { kind: 'dect-base', display: null, handsets });

export const grandstreamModels: readonly GrandstreamModel[] = [
  row('old', 'GXP1100', 1, { display: null }),
  row('old', 'GXP1105', 1, { display: null }),
  row('old', 'GXP1160', 1),
  row('old', 'GXP1165', 1),
  row('old', 'GXP1400', 2),
  row('old', 'GXP1405', 2),
  row('old', 'GXP1450', 2),
  keyed('old', 'GXP2100', 4, 0, 7),
  keyed('old', 'GXP2110', 4, 0, 18),
  keyed('old', 'GXP2120', 6, 0, 7),
  keyed('old', 'GXP2124', 4, 0, 24),

  row('gxp', 'GXP1610', 1),
  row('gxp', 'GXP1615', 1),
  row('gxp', 'GXP1620', 2),
  row('gxp', 'GXP1625', 2),
  keyed('gxp', 'GXP1628', 2, 0, 8),
  keyed('gxp', 'GXP1628B', 2, 0, 8),
  keyed('gxp', 'GXP1630', 3, 0, 8),
  keyed('gxp', 'GXP1760', 3, 6),
  keyed('gxp', 'GXP1760W', 3, 6),
  keyed('gxp', 'GXP1780', 4, 8),
  keyed('gxp', 'GXP1782', 4, 8),
  keyed('gxp', 'GXP2130', 3, 3, 8),
  keyed('gxp', 'GXP2135', 4, 32),
  keyed('gxp', 'GXP2140', 4, 4),
  keyed('gxp', 'GXP2160', 6, 6, 24),
  keyed('gxp', 'GXP2170', 6, 12),

  keyed('grp260x', 'GRP2601', 2, 2),
  keyed('grp260x', 'GRP2601P', 2, 2),
  keyed('grp260x', 'GRP2601W', 2, 2),
  keyed('grp260x', 'GRP2602', 4, 4),
  keyed('grp260x', 'GRP2602P', 4, 4),
  keyed('grp260x', 'GRP2602W', 4, 4),
  keyed('grp260x', 'GRP2602G', 4, 4),
  keyed('grp260x', 'GRP2603', 6, 6),
  keyed('grp260x', 'GRP2603P', 6, 6),
  keyed('grp260x', 'GRP2604', 6, 6),
  keyed('grp260x', 'GRP2604P', 6, 6),

  keyed('grp', 'GRP2610', 2, 2),
  keyed('grp', 'GRP2610P', 2, 2),
  keyed('grp', 'GRP2611G', 3, 3),
  keyed('grp', 'GRP2612', 4, 16),
  keyed('grp', 'GRP2612P', 4, 16),
  keyed('grp', 'GRP2612W', 4, 16),
  keyed('grp', 'GRP2612G', 4, 16),
  keyed('grp', 'GRP2613', 4, 24),
  keyed('grp', 'GRP2613W', 6, 24),
  keyed('grp', 'GRP2614', 12, 16, 24),
  keyed('grp', 'GRP2615', 16, 40),
  keyed('grp', 'GRP2616', 16, 16, 24),
  keyed('grp', 'GRP2624', 12, 12),
  keyed('grp', 'GRP2634', 12, 12),
  keyed('grp', 'GRP2636', 16, 16),
  keyed('grp', 'GRP2650', 16, 16),
  keyed('grp', 'GRP2670', 16, 16),

  ...['GHP610', 'GHP610W', 'GHP611', 'GHP611W', 'GHP620', 'GHP620W'].map(hotel),
  ...['GHP621', 'GHP621W', 'GHP630', 'GHP630W', 'GHP631', 'GHP631W'].map(hotel),

  wifi('WP810', 2),
  wifi('WP816', 2),
  wifi('WP822', 2),
  wifi('WP825', 2),
  wifi('WP826', 3),
  wifi('WP836', 3),
  row('android', 'WP820', 2, { kind: 'handset' }),
  row('android', 'WP856', 6, { kind: 'handset' }),

  video('GXV3350', 16),
  video('GXV3370', 16),
  video('GXV3380', 16),
  video('GXV3450', 16),
  video('GXV3470', 16),
  video('GXV3480', 16),
  video('GXV3140', 3, 'android-old'),
  video('GXV3175', 3, 'android-old'),
  video('GXV3240', 6, 'android-old'),
  video('GXV3275', 6, 'android-old'),
  row('android-old', 'GXP2200', 6),
  row('android-old', 'GAC2500', 6, { kind: 'conference' }),

  adapter('ht', 'HT502', 2),
  adapter('ht', 'HT503', 1),
  adapter('ht', 'HT701', 1),
  adapter('ht', 'HT702', 2),
  adapter('ht', 'HT801', 1),
  adapter('ht', 'HT802', 2),
  adapter('ht', 'HT813', 1),
  adapter('shared', 'HT704', 4),
  adapter('shared', 'HT812', 2),
  adapter('shared', 'HT814', 4),
  adapter('shared', 'HT818', 8),
  adapter('shared', 'GXW4004', 4),
  adapter('shared', 'GXW4008', 8),
  adapter('shared', 'GXW4216', 16),
  adapter('shared', 'GXW4224', 24),

  dect('DP715', 5),
  dect('DP750', 5),
  dect('DP752', 5),
];
