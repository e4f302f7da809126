/** Akuvox's phones and door phones as rows; one dialect. Line keys from a public engine's model scopes; see README.md. */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'opus', 'g729', 'g726-32', 'ilbc', 'g723'];
const DOOR: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729'];

const phone = (model: string, keys: number): PhoneModel => ({
  model,
  family: 'config',
  lines: 2,
  keys,
  codecs: CODECS,
});
const door = (model: string): PhoneModel => ({
  model,
  family: 'config',
  kind: 'door',
  lines: 2,
  keys: 0,
  codecs: DOOR,
});

export const akuvoxModels: readonly PhoneModel[] = [
  phone('SP-R50P', 1),
  phone('SP-R52P', 1),
  phone('SP-R53P', 1),
  phone('SP-R55P', 1),
  phone('SP-R59P', 1),
  phone('SP-R63G', 8),
  ...['R20A', 'R20B', 'R20K', 'R25', 'R26', 'R27', 'R28', 'R29', 'R29C', 'R29S'].map(door),
  ...['E11', 'E12', 'E16C', 'E18C', 'X910', 'X912', 'X915', 'X916', 'S532'].map(door),
  ...['C313', 'C315'].map((model): PhoneModel => ({ ...door(model), kind: 'video' })),
];
