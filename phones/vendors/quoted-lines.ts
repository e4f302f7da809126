/**
 * Files of `NAME="value"` lines (Panasonic, Avaya). A value ends at the next quote and nothing can be escaped, so a text with a
 * quote is refused by the field that holds it.
 */

import { oneLine } from './checked.ts';
import { CannotRender } from './define.ts';

/** `field`: the part of the profile that the value comes from. */
export type QuotedSetting = readonly [name: string, value: string | number, field?: string];

export function quotedText(value: string, field: string, max: number): string {
  if (value.includes('"')) throw new CannotRender(field, 'this phone cannot be told a text with "');
  if (value.length > max) throw new CannotRender(field, `this phone takes no more than ${max} characters here`);
  return oneLine(value, field);
}
