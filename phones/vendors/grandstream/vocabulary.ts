import type { Vocabulary } from '../define.ts';
import type { GrandstreamFamily } from './models.ts';

/** Numbers of settings, gathered from the maker's configuration templates; README.md says from which. */
const P = (...codes: readonly number[]): string[] => codes.map((code) => `P${code}`);
const from = (first: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, index) => first + index * step);

const device = P(2, 30, 51, 87, 144, 143, 64, 246, 192, 193, 194, 207, 208, 212, 237, 238, 1387, 1409, 1414, 6767);
const phone = P(91, 102, 122, 229, 230, 330, 331, 332, 1362, 1558, 1559, 4428);
const tones = P(343, 346, 348, 349);
const first = P(271, 270, 47, 35, 36, 34, 3, 31, 33, 130, 99, 183, 298, 104, 57, 58, 59, 60, 61, 62, 46, 98);
/** Of an account that begins at `base`. */
const account = (base: number): string[] =>
  P(
    ...[1, 2, 4, 5, 6, 7, 10, 15, 17, 23, 26, 38, 43, 48, 51, 52, 53, 54, 55, 56, 57, 58].map(
      (offset) => base + offset,
    ),
  );
const upTo4 = [400, 500, 600].flatMap(account);
const upTo16 = [1700, 1800, ...from(50_600, 10, 100)].flatMap(account);
const lineKeys = P(...from(1363, 12), ...from(1465, 12), ...from(23_800, 4 * 34), 1347);
const watchKeys = P(...from(323, 7), ...from(301, 21), ...from(353, 44), ...from(1440, 24), 1347);
const adapter = P(5046, 5050, 22296);
const secondPort = P(401, 747, 735, 736, 734, 703, 731, 830, 443, 709, 5047, 5051);
const ports = P(...[4060, 4090, 4120, 4150, 4180, 4595].flatMap((base) => from(base, 24)));

const vocabulary = (family: GrandstreamFamily, guide: string, firmware: string, ...names: string[][]): Vocabulary => ({
  families: [family],
  guide: `Grandstream configuration template, ${guide}`,
  firmware,
  names: names.flat(),
});

export const grandstreamVocabulary: readonly Vocabulary[] = [
  vocabulary('old', 'GXP110x to GXP2124', '1.0.4 to 1.0.8', device, phone, first, upTo4, account(1700), account(1800), watchKeys),
  vocabulary('gxp', 'GXP16xx, GXP17xx, GXP2130 to GXP2170, WP8xx, GHP6xx', '1.0.7.81, 1.0.1.133, 1.0.11.106', device, phone, P(22174), tones, first, upTo4, upTo16, lineKeys, watchKeys),
  vocabulary('grp', 'GRP26xx', '1.0.15.19', device, phone, tones, first, upTo4, upTo16, lineKeys, watchKeys),
  vocabulary('grp260x', 'GRP260x', '1.0.7.71', device, phone, tones, first, upTo4, account(700), account(800), lineKeys),
  vocabulary('android', 'GXV33xx, GXV34x0, WP820, WP856', '1.0.3.57, 1.0.5.40', device, phone, first, upTo4, upTo16),
  vocabulary('android-old', 'GXV3140 to GXV3275, GXP2200, GAC2500', '1.0.3', device, phone, first, upTo4, upTo16),
  vocabulary('ht', 'HT50x, HT70x, HT80x, HT813', '1.0.65.3, 1.0.19.6', device, adapter, first, secondPort),
  vocabulary('shared', 'HT81x, GXW400x, GXW42xx, DP750', '1.0.65.3', device, adapter, first, ports),
]; // prettier-ignore
