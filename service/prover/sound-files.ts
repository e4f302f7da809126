/** Whether a sound can be played: the office's own as files in the data folder, the prompts as files of the engine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findBundle } from '../../asterisk/bundle/find.ts';
import type { Read } from '../../office/core/store.ts';
import { sounds } from '../../office/features/sounds/table.ts';

/** Asterisk takes whichever of these is there (bundle and product write 8 and 16 kHz). */
const endings = ['wav', 'wav16', 'gsm', 'ulaw', 'alaw', 'g722', 'sln', 'sln16'];

const isThere = (path: string): boolean => endings.some((ending) => existsSync(`${path}.${ending}`));

/** `id`: of a row, or `prompt:<name>`. */
export function hasSoundFile(read: Read, dataDir: string, appRoot: string, id: string): boolean {
  if (!id.startsWith('prompt:')) {
    const row = read.get(sounds, id);
    return row !== undefined && isThere(join(dataDir, 'sounds', row.file));
  }
  const bundle = findBundle(appRoot);
  // Without an engine no call is made; that is another finding.
  if (bundle.kind !== 'bundle') return true;
  return isThere(join(bundle.sounds, 'en', id.slice('prompt:'.length)));
}
