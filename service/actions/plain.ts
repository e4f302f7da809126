import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { writeFileDurable } from '../../asterisk/process/durable-file.ts';
import { plainFiles } from '../../office/core/plain/office.ts';
import { refuse, refuseField } from '../../office/core/refusal.ts';
import { officePlain } from '../../office/features/index.ts';
import { sounds } from '../../office/features/sounds/table.ts';
import { action } from '../action.ts';
import { soundsFolder } from '../sounds/files.ts';

export const plainActions = {
  /** Writes the office as plain Asterisk configuration into a folder of its own, with all passwords, for this user only. */
  'plain.export': action({
    input: z.strictObject({
      /** An absolute path; a new folder in the data folder when it is not given. */
      folder: z
        .string()
        .max(1000)
        .refine((path) => isAbsolute(path) && !path.includes('\0'), 'Write the whole path, from the root on.')
        .optional(),
    }),
    run({ place, office, now }, { folder }) {
      const target = folder ?? join(place.dataDir, 'exports', `asterisk-${stamp(now())}`);
      if (existsSync(target) && readdirSync(target).length > 0)
        refuseField(
          'folder',
          `There are files in ${target} already. Choose a new or empty folder, so that nothing is mixed.`,
        );
      const files = plainFiles(officePlain(office.read), { now: now() });
      let copied: string[] = [];
      try {
        mkdirSync(target, { recursive: true, mode: 0o700 });
        for (const [name, text] of Object.entries(files)) writeFileDurable(join(target, name), text);
        copied = copySounds(office.read.all(sounds), soundsFolder(place.dataDir), join(target, 'sounds'));
      } catch (error) {
        refuse({
          kind: 'unavailable',
          message: `The files could not be written to ${target} (${error instanceof Error ? error.message : String(error)}). Choose another folder.`,
        });
      }
      return { value: { folder: target, files: [...Object.keys(files), ...copied].sort() } };
    },
  }),
};

/** The files of the office's sounds, by the names that extensions.conf uses; a file that is gone is no reason to write nothing. */
function copySounds(rows: readonly { file: string }[], from: string, to: string): string[] {
  const names = [...new Set(rows.map(({ file }) => file))]
    .flatMap((file) => [`${file}.wav`, `${file}.wav16`])
    .filter((name) => existsSync(join(from, name)));
  if (names.length > 0) mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of names) copyFileSync(join(from, name), join(to, name));
  return names.map((name) => `sounds/${name}`);
}

/** `20261122-0905`, of this computer's clock. */
function stamp(at: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = new Date(at);
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
