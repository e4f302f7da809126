/** Algo's devices as rows: those that a public engine has templates for. Each has one account here. Sources: README.md. */

import type { PhoneModel } from '../define.ts';

const row = (model: string): PhoneModel => ({
  model,
  family: 'algo',
  kind: 'adapter',
  lines: 1,
  keys: 0,
  codecs: ['g722', 'pcmu', 'pcma'],
});

export const algoModels: readonly PhoneModel[] = ['8103', '8180', '8186', '8188', '8189', '8196', '8301'].map(row);
