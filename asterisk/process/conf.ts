/**
 * The one writer of Asterisk .conf text. Asterisk's reader (main/config.c) knows one escape, `\;`, and an unescaped
 * `;--` or `--;` in a value makes it ignore every later line of the file; a line break starts a line of one's own. So
 * `;` is escaped, nothing else is, and what cannot be written exactly is refused.
 */
export class ConfError extends Error {
  override name = 'ConfError';
}

export type ConfValue = string | number | boolean;
export type ConfEntry = readonly [key: string, value: ConfValue | undefined];

const ID = /^[a-z0-9_-]{1,40}$/;
const KEY = /^[A-Za-z0-9_.*-]{1,60}$/;
/** C0, DEL, NEL, LINE and PARAGRAPH SEPARATOR, and half characters that would be written as U+FFFD. */
const FORBIDDEN = /[\u0000-\u001f\u007f\u0085\u2028\u2029]|\p{Surrogate}/u;
/** The reader's buffer is 8,192 bytes and a longer line is skipped with a warning; half of it is far from that. */
const MAX_LINE_BYTES = 4000;

/** One `[name]` and its entries; an entry whose value is undefined is left out. Repeated keys are kept in order. */
export function section(name: string, entries: readonly ConfEntry[], operator: '=' | '=>' = '='): string {
  if (!ID.test(name)) throw new ConfError(`"${name}" is not a section name: a-z, 0-9, _ and -, at most 40`);
  return [`[${name}]`, ...entries.flatMap(([key, value]) => line(key, value, operator)), ''].join('\n');
}

function line(key: string, value: ConfValue | undefined, operator: string): string[] {
  if (value === undefined) return [];
  if (!KEY.test(key)) throw new ConfError(`"${key}" is not a key`);
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  const written = `${key} ${operator} ${confValue(text, key)}`;
  if (Buffer.byteLength(written) > MAX_LINE_BYTES) throw new ConfError(`${key}: longer than ${MAX_LINE_BYTES} bytes`);
  return [written];
}

/** The text as it must stand after `key =`, for the few lines that are built by hand. */
export function confValue(text: string, what = 'value'): string {
  if (FORBIDDEN.test(text)) throw new ConfError(`${what}: line breaks and control characters cannot be written`);
  // The reader strips bytes up to 32 at both ends: only the blank is left of those.
  if (text !== text.replace(/^ +| +$/g, '')) throw new ConfError(`${what}: blanks at the start or end would be lost`);
  return text.replaceAll(';', '\\;');
}
