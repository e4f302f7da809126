/**
 * 2N's door phones as rows; one dialect (firmware 2.4x). `code` begins the name of the file that the device asks for. Four SIP accounts on
 * firmware 2.49; codes from the manual's examples and, where it has none, from field reports. See README.md.
 */

import type { PhoneCodec, PhoneModel } from '../define.ts';

export type TwoNModel = PhoneModel & { code: string };

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729'];

const row = (model: string, code: string): TwoNModel => ({
  model,
  family: 'ip',
  kind: 'door',
  lines: 4,
  keys: 0,
  codecs: CODECS,
  code,
});

export const twoNModels: readonly TwoNModel[] = [
  row('IP Verso', 'hipve'),
  row('IP Verso 2.0', 'hipvo2'),
  row('IP Vario', 'hip'),
  row('IP Force', 'hipfo'),
  row('IP Safety', 'hipsf'),
  row('IP Base', 'hipba'),
  row('IP Solo', 'hipso'),
  row('IP Style', 'hipst'),
  row('IP Uni', 'hipun'),
  row('IP One', 'hipon'),
];
