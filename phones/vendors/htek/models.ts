/**
 * Htek's desk phones as rows. Key counts are those of public provisioning templates; numbers of lines are the fewest that a source gives,
 * and never more than six, because the numbers of further accounts contradict each other there. See README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'g726-32', 'g723'];
const WITH_OPUS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'opus', 'g729', 'g726-32', 'g723'];

const row = (model: string, lines: number, keys: number, codecs = CODECS): PhoneModel => ({
  model,
  family: 'uc',
  lines,
  keys,
  codecs,
});

export const htekModels: readonly PhoneModel[] = [
  row('UC802T', 2, 0),
  row('UC803T', 2, 0),
  row('UC804T', 4, 4),
  row('UC806T', 4, 4),
  row('UC840', 4, 4),
  row('UC840P', 4, 4),
  row('UC842', 4, 4),
  row('UC860', 6, 14),
  row('UC860P', 6, 14),
  row('UC862', 6, 14),
  row('UC902', 2, 2),
  row('UC902S', 2, 2),
  row('UC903', 2, 20),
  row('UC912', 4, 12),
  row('UC912E', 4, 12),
  row('UC912G', 4, 12),
  row('UC923', 3, 20),
  row('UC923U', 3, 20, WITH_OPUS),
  row('UC924', 6, 28),
  row('UC924E', 6, 28),
  row('UC924U', 6, 28, WITH_OPUS),
  row('UC926', 6, 36),
  row('UC926E', 6, 36),
  row('UC926U', 6, 36, WITH_OPUS),
];
