/** A sound by what a step names: a row of the office or a prompt of the engine. */
import { officeSoundPath, type Sound } from '../../core/call-flow/sound.ts';
import type { Read } from '../../core/store.ts';
import { prompts, promptId } from './prompts.ts';
import { sounds } from './table.ts';

export function soundOf(read: Read, id: string): Sound | null {
  if (id === '') return null;
  const prompt = prompts.find(({ name }) => promptId(name) === id);
  if (prompt) return { id, label: prompt.says, milliseconds: prompt.milliseconds, path: prompt.name };
  const row = read.get(sounds, id);
  return row ? { id, label: row.name, milliseconds: row.milliseconds, path: officeSoundPath(row.file) } : null;
}

/** What the engine says after a wrong key. */
export const wrongKeySound: Sound = {
  id: promptId('pbx-invalid'),
  label: 'That is not valid. Please try again.',
  milliseconds: 4440,
  path: 'pbx-invalid',
};
