import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findBundle } from '../../../asterisk/bundle/find.ts';
import { prompts } from './prompts.ts';

const bundle = findBundle(join(import.meta.dirname, '../../..'));

it.skipIf(bundle.kind !== 'bundle')(
  '[G2] the engine has every prompt that is offered, and it lasts as long as is said',
  () => {
    const sounds = bundle.kind === 'bundle' ? bundle.sounds : '';
    for (const { name, milliseconds } of prompts) {
      // GSM 06.10: 33 bytes for 20 ms.
      expect([name, (statSync(join(sounds, 'en', `${name}.gsm`)).size / 33) * 20]).toEqual([name, milliseconds]);
    }
  },
);
