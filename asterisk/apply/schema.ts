/**
 * The schema of runtime.sqlite3: `core.sql` and one file for each feature that Asterisk looks things up for. Every table and
 * view is a realtime family of the same name, so that the dialplan and the read-back can ask for it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `appRoot`: the folder of the product's package.json. */
export function runtimeSchema(appRoot: string): string {
  const folder = join(appRoot, 'asterisk/apply/runtime');
  const others = readdirSync(folder).filter((name) => name.endsWith('.sql') && name !== 'core.sql');
  return ['core.sql', ...others.sort()].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

/** Family in the dialplan and in sorcery -> table or view. */
export function realtimeFamilies(appRoot: string): Readonly<Record<string, string>> {
  const names = [...runtimeSchema(appRoot).matchAll(/^create (?:table|view) (\w+)/gm)].map(([, name]) => name ?? '');
  const ours = new Set(['meta', 'writer', 'clock']);
  return Object.fromEntries(names.filter((name) => !ours.has(name)).map((name) => [name, name]));
}
