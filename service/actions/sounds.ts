import { join } from 'node:path';
import { z } from 'zod';
import { found, refuse, refuseField } from '../../office/core/refusal.ts';
import { id, requiredLine } from '../../office/core/text.ts';
import { soundOrigins, sounds } from '../../office/features/sounds/table.ts';
import { action, serviceQuery, type Service } from '../action.ts';
import { readSound, soundsFolder, storeSound } from '../sounds/files.ts';
import { mostBytes, mostUploads } from '../sounds/uploads.ts';
import { UnusableSound } from '../sounds/wav.ts';

const upload = z.string().regex(/^upload-[0-9]{1,9}$/, 'This is not an upload.');
/** Base64 of three quarters of this: well below the limit of a request. */
const part = z.base64().max(512 * 1024, 'Send the file in smaller parts.');
/** Of one answer. */
const chunkBytes = 256 * 1024;

export const soundActions = {
  /** Begins to send a WAV file: then `sound-file.add` for each part, then `sound-file.store`. */
  'sound-file.begin': action({
    input: z.strictObject({ bytes: z.int().min(1) }),
    run({ uploads }, { bytes }) {
      refuseTooLarge(bytes);
      const begun = uploads.begin();
      if (begun === undefined)
        refuse({
          kind: 'unavailable',
          message: `${mostUploads} files are being sent already. Wait a moment and try again.`,
        });
      return { value: { upload: begun } };
    },
  }),

  'sound-file.add': action({
    input: z.strictObject({ upload, part }),
    run({ uploads }, input) {
      const outcome = uploads.add(input.upload, Buffer.from(input.part, 'base64'));
      if (outcome === 'unknown') refuseGone();
      if (outcome === 'too-large') refuseTooLarge(Infinity);
      return { value: null };
    },
  }),

  /** Makes the sent file a new sound of that name, or the new audio of the sound of that id. */
  'sound-file.store': action({
    input: z
      .strictObject({
        upload,
        name: requiredLine(60, 'The name of the sound').optional(),
        id: id.optional(),
        origin: z.enum(soundOrigins).default('upload'),
      })
      .refine(
        (input) => (input.name === undefined) !== (input.id === undefined),
        'Give a name, or which sound it replaces.',
      ),
    async run({ uploads, place, office }, input, actor) {
      const file = uploads.take(input.upload) ?? refuseGone();
      if (input.id !== undefined) found(office.read.get(sounds, input.id), 'This sound');
      const stored = await storeSound(place.dataDir, file).catch((error: unknown) => {
        if (error instanceof UnusableSound) return refuseField('file', error.message);
        throw error;
      });
      const rest = { ...stored, origin: input.origin };
      const outcome =
        input.id === undefined
          ? office.run('sound.create', { name: input.name, ...rest }, actor)
          : office.run('sound.replace', { id: input.id, ...rest }, actor);
      if (!outcome.ok) refuse(outcome.error);
      const made = input.id ?? (outcome.value as { id: string }).id; // Safe: sound.create answers with its id.
      return {
        value: { id: made, milliseconds: stored.milliseconds },
        ...(outcome.entry ? { entry: outcome.entry } : {}),
      };
    },
  }),
};

export const soundQueries = {
  /** The audio of a sound (WAV, 16 kHz) from a place on, in base64, for listening; `next` is null at the end. */
  'sound.audio': serviceQuery({
    input: z.strictObject({ id, from: z.int().min(0).default(0) }),
    topics: ['sounds'],
    run(service, { id: sound, from }) {
      const bytes = audioOf(service, sound);
      const end = Math.min(bytes.length, from + chunkBytes);
      return {
        bytes: bytes.length,
        data: bytes.subarray(from, end).toString('base64'),
        next: end < bytes.length ? end : null,
      };
    },
  }),
};

function audioOf({ office, place }: Service, sound: string): Buffer {
  const row = found(office.read.get(sounds, sound), 'This sound');
  return readSound(join(soundsFolder(place.dataDir), `${row.file}.wav16`)) ?? refuseLost();
}

function refuseLost(): never {
  return refuse({
    kind: 'unavailable',
    message: 'The file of this sound is missing. Replace the sound, so that callers hear it again.',
  });
}

function refuseGone(): never {
  return refuse({ kind: 'not-found', message: 'This file is no longer being sent. Choose it again.' });
}

function refuseTooLarge(bytes: number): void {
  if (bytes <= mostBytes) return;
  refuseField('file', `The file has more than ${mostBytes / 1024 / 1024} MB. Shorten the sound, or save it as mono.`);
}
