import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, requiredLine } from '../../core/text.ts';
import { flowSteps } from '../call-flows/table.ts';
import { soundOf } from './read.ts';
import { sounds, soundOrigins } from './table.ts';

const name = requiredLine(60, 'The name of the sound');

/** What the service found in a file that it has stored: nobody else runs these commands with a file. */
const stored = {
  file: z.string().regex(/^[0-9a-f]{32}$/, 'This is not a stored sound.'),
  milliseconds: z.int().min(1).max(3_600_000),
  origin: z.enum(soundOrigins),
};

const nameOf = (read: Read, soundId: string) => read.get(sounds, soundId)?.name ?? soundId;

export const soundCommands = {
  /** Run by the service once the file is on the disk, see service/sounds. */
  'sound.create': command({
    input: z.strictObject({ name, ...stored }),
    words: (input) => `Added the sound ${input.name}.`,
    run: (tx, input) => ({ id: tx.insert(sounds, { id: tx.newId('snd'), ...input }).id }),
  }),

  /** The old file stays, so that undo brings it back. */
  'sound.replace': command({
    input: z.strictObject({ id, ...stored }),
    words: (input, read) => `Replaced the sound ${nameOf(read, input.id)}.`,
    run(tx, { id: soundId, ...patch }) {
      found(tx.get(sounds, soundId), 'This sound');
      tx.update(sounds, soundId, patch);
    },
  }),

  'sound.rename': command({
    input: z.strictObject({ id, name }),
    words: (input, read) => `Renamed the sound ${nameOf(read, input.id)} to ${input.name}.`,
    run(tx, input) {
      found(tx.get(sounds, input.id), 'This sound');
      tx.update(sounds, input.id, { name: input.name });
    },
  }),

  /** `instead`: a sound of the office or of the engine that is played from then on; without it steps keep theirs. */
  'sound.delete': command({
    input: z.strictObject({ id, instead: z.string().max(60).optional() }),
    words: (input, read) => {
      const other = input.instead === undefined ? null : soundOf(read, input.instead);
      return `Removed the sound ${nameOf(read, input.id)}${other ? `; instead: ${other.label}` : ''}.`;
    },
    run(tx, { id: soundId, instead }) {
      found(tx.get(sounds, soundId), 'This sound');
      if (instead !== undefined) {
        if (instead === soundId || soundOf(tx, instead) === null)
          refuseField('instead', 'Choose another sound that is there.');
        for (const step of tx.all(flowSteps, { sound: soundId })) tx.update(flowSteps, step.id, { sound: instead });
      }
      tx.remove(sounds, soundId);
    },
  }),
};
