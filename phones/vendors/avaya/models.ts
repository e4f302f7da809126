/** Avaya's J100 phones with SIP firmware for open SIP servers, as rows. Keys are over all pages. Sources: README.md. */

import type { PhoneCodec, PhoneModel } from '../define.ts';

const CODECS: readonly PhoneCodec[] = ['g722', 'pcma', 'pcmu', 'g729', 'opus', 'g726-32'];

const row = (model: string, keys = 96): PhoneModel => ({ model, family: 'j100', lines: 1, keys, codecs: CODECS });

export const avayaModels: readonly PhoneModel[] = [
  row('J179'),
  row('J129', 0),
  row('J139'),
  row('J159'),
  row('J169'),
  row('J189'),
];
