/**
 * Where the window stood and what was answered once, as a small JSON file that is written whole or not at all. A file that
 * cannot be read counts as none: it holds nothing that is worth refusing to start.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
export type Bounds = z.infer<typeof bounds>;

const stored = z.object({
  bounds: bounds.optional().catch(undefined),
  isMaximized: z.boolean().default(false).catch(false),
  /** Closing the window: ask, keep calls running, or stop everything. */
  onClose: z.enum(['ask', 'keep', 'stop']).default('ask').catch('ask'),
});
export type WindowSettings = z.infer<typeof stored>;

export interface Settings {
  get(): WindowSettings;
  update(patch: Partial<WindowSettings>): void;
}

export function openSettings(file: string): Settings {
  let settings = read(file);
  return {
    get: () => settings,
    update(patch) {
      settings = { ...settings, ...patch };
      write(file, `${JSON.stringify(settings, null, 2)}\n`);
    },
  };
}

function read(file: string): WindowSettings {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return stored.parse({});
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}

/** The bounds when enough of the window's top would be on a screen to be grabbed; screens come and go. */
export function onScreen(wanted: Bounds | undefined, areas: readonly Bounds[]): Bounds | undefined {
  if (!wanted) return undefined;
  const isVisible = areas.some((area) => {
    const across = Math.min(wanted.x + wanted.width, area.x + area.width) - Math.max(wanted.x, area.x);
    return across >= 200 && wanted.y >= area.y && wanted.y <= area.y + area.height - 100;
  });
  return isVisible ? wanted : undefined;
}
