/**
 * A strict reader of files of `name = value` lines. Written from the vendors' guides and apart from our encoder: a `#`
 * begins a comment only at the start of a line, blanks around name and value are dropped, a value ends at the line's end.
 * What a phone would settle in silence (a name given twice, a line that is none) is an error here.
 */

import { SettingsError } from './settings.ts';

export type KeyValueGrammar = {
  /** What a name looks like. */
  name: RegExp;
  separator: '=' | ':';
  /** The first line, without which the phone ignores the file. */
  header?: string;
};

export function readKeyValue(text: string, { name: named, separator, header }: KeyValueGrammar): Map<string, string> {
  const lines = text.split(/\r\n|\n|\r/);
  if (header !== undefined && lines.shift() !== header)
    throw new SettingsError(`the file does not begin with ${header}`);
  const values = new Map<string, string>();
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const at = trimmed.indexOf(separator);
    const name = at === -1 ? '' : trimmed.slice(0, at).trim();
    if (!named.test(name)) throw new SettingsError(`not a setting: ${trimmed.slice(0, 60)}`);
    if (values.has(name)) throw new SettingsError(`the setting ${name} appears twice`);
    values.set(name, trimmed.slice(at + 1).trim());
  }
  return values;
}
