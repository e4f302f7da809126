/**
 * The one place where user text becomes a line of `name = value`. Such files have no way to quote, so what would end the
 * line or be trimmed by the phone is refused by name; nothing is dropped or replaced silently.
 */

import { oneLine } from './checked.ts';
import { CannotRender } from './define.ts';

export type Setting = readonly [name: string, value: string | number];

/** Text as it stands in a line, in no more characters than the phone keeps. */
export function lineText(text: string, field: string, max = 256): string {
  if (text !== text.trim()) throw new CannotRender(field, 'this phone drops blanks at the beginning and the end');
  if (text.length > max) throw new CannotRender(field, `this phone takes no more than ${max} characters here`);
  return oneLine(text, field);
}

/** Names come from vendor tables, never from users. */
export const keyValueLines = (settings: readonly Setting[], equals: ' = ' | '=' | ': ' = ' = '): string =>
  settings.map(([name, value]) => `${name}${equals}${lineText(String(value), name, 1024)}\n`).join('');

/** In the files of Yealink, and of those who took over its names, this is an order and no text. */
export const CLEARED = '%NULL%';

/** A text of Yealink's dialect: 99 characters are kept of most. */
export function dottedText(value: string, field: string): string {
  if (value === CLEARED) throw new CannotRender(field, `"${CLEARED}" means "no value" to this phone`);
  return lineText(value, field, 99);
}
