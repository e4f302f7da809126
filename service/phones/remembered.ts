/**
 * Phones that nobody has adopted yet, kept over a restart of the service: a phone asks only when it boots, so one that was
 * found last week must not vanish from "New". Not the office's database: this is what was seen, never undone or exported.
 */
import { renameSync } from 'node:fs';
import { z } from 'zod';
import { readIfThere, writeFileDurable } from '../../asterisk/process/durable-file.ts';
import { soon } from './soon.ts';

const text = z.string().max(200).optional();
const phone = z.strictObject({
  mac: z.string().regex(/^[0-9a-f]{12}$/),
  vendor: text,
  model: text,
  firmware: text,
  address: text,
  firstSeen: z.int(),
  lastSeen: z.int(),
  isSupported: z.boolean(),
  isIgnored: z.boolean(),
});
const file = z.strictObject({ version: z.literal(1), phones: z.array(phone) });

export type RememberedPhone = z.infer<typeof phone>;

export interface Memory {
  load(): RememberedPhone[];
  /** Something to remember is different now. */
  changed(): void;
  stop(): void;
}

const pauseMs = 2000;

/** Without a path nothing is remembered. */
export function openMemory(
  path: string | undefined,
  phones: () => RememberedPhone[],
  note: (text: string) => void,
): Memory {
  if (path === undefined) return { load: () => [], changed: () => {}, stop: () => {} };
  let failed = false;
  const writing = soon(() => {
    try {
      writeFileDurable(path, `${JSON.stringify({ version: 1, phones: phones() })}\n`);
      failed = false;
    } catch (error) {
      // Phones go on being found; what is lost is only their place under New after a restart.
      if (!failed) note(`The phones seen cannot be kept in ${path}: ${String(error)}`);
      failed = true;
    }
  }, pauseMs);
  return {
    load() {
      const found = readIfThere(path);
      if (found === undefined) return [];
      try {
        return file.parse(JSON.parse(found)).phones;
      } catch (error) {
        renameSync(path, `${path}.unreadable`);
        note(`The list of phones seen could not be read and was put aside as ${path}.unreadable: ${String(error)}`);
        return [];
      }
    },
    changed: () => writing.ask(),
    stop: () => writing.stop(),
  };
}
