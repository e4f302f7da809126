/**
 * Flyingvoice's desk phones as rows; one dialect. Key counts of the FIP series stand in a comment of a public template; of the
 * P series no source is at hand, so these rows hold the least that any of them has. See README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'opus', 'g729', 'g726-32', 'ilbc', 'g723'];

const desk = (model: string, lines: number, keys: number): PhoneModel => ({
  model,
  family: 'ip',
  lines,
  keys,
  codecs: CODECS,
});

const SERIES_P = [
  'P10', 'P10G', 'P10LTE', 'P10P', 'P10W', 'P11', 'P11G', 'P11LTE', 'P11P', 'P11W', 'P20', 'P20G', 'P20P', 'P20W', 'P21', 'P21P', 'P21W', 'P22G',
  'P22P', 'P23G', 'P23GW', 'P24GW', 'P33', 'P33G', 'P33P', 'P510', 'P53', 'P54', 'P55', 'P57', 'P58',
] as const; // prettier-ignore

export const flyingvoiceModels: readonly PhoneModel[] = [
  desk('FIP10', 2, 2),
  desk('FIP10P', 2, 2),
  desk('FIP11C', 2, 6),
  desk('FIP11CP', 2, 6),
  desk('FIP12WP', 2, 2),
  desk('FIP13G', 2, 9),
  desk('FIP14G', 2, 21),
  desk('FIP15G', 2, 74),
  { ...desk('FIP16', 1, 0), kind: 'video' },
  { ...desk('FIP16PLUS', 1, 0), kind: 'video' },
  ...SERIES_P.map((model) => desk(model, 2, 2)),
];
