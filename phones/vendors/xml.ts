/**
 * The one place where user text becomes XML: each text is escaped exactly once, here. What XML 1.0 cannot carry at
 * all (control characters, lone surrogates, U+FFFE) is refused by name; nothing is dropped or replaced silently.
 */

import { CannotRender } from './define.ts';

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 section 2.2. TAB, LF and CR go out as references, because readers normalise them when written plainly. */
function encoded(char: string, field: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code === 9 || code === 10 || code === 13) return `&#${code};`;
  const isAllowed = (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
  if (!isAllowed)
    throw new CannotRender(
      field,
      `the character U+${code.toString(16).toUpperCase().padStart(4, '0')} cannot be sent to a phone; remove it`,
    );
  return NAMED[char] ?? char;
}

export const xmlText = (text: string, field: string): string =>
  Array.from(text)
    .map((char) => encoded(char, field))
    .join('');

export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** Names come from vendor tables, never from users. */
export function xmlElement(name: string, attributes: XmlAttributes, text: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value), `${name}.${key}`)}"`);
  return `<${name}${written.join('')}>${xmlText(text, name)}</${name}>`;
}
