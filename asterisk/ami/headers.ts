/**
 * What may go out on AMI. Asterisk ends a header at LF alone and refuses a message with a line of 1,024 bytes or more
 * (manager.c), and asterisk-manager escapes nothing: a line break in a value became an action of its own. So everything
 * is checked here and refused, never repaired: what Asterisk gets is exactly what was asked for, or nothing.
 */
import { AmiError } from './errors.ts';

/** A list gives a repeated header; a record gives repeated `Key: name=value` headers. Order on the wire is not kept. */
export type HeaderValue = string | number | boolean | readonly string[] | Readonly<Record<string, string | number>>;
export type Headers = Readonly<Record<string, HeaderValue | undefined>>;

const KEY = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const VARIABLE = /^[A-Za-z0-9_()-]{1,80}$/;
/** manager.c splits `Variable:` with its application-argument parser, where these characters have a meaning. */
const SPLITS_VARIABLE = /[,"\\()[\]]/;
const MAX_VALUE_BYTES = 900;
/** manager.c keeps 128 lines a message; the library adds ActionID. */
const MAX_LINES = 100;

/** The action object for asterisk-manager, or an AmiError 'bad-header'. */
export function checkedAction(name: string, headers: Headers): Record<string, unknown> {
  if (!/^[A-Za-z0-9]{1,64}$/.test(name)) throw refuse(name, 'the action name', 'must be letters and digits');
  const out: Record<string, unknown> = { action: name };
  const seen = new Set<string>(['action', 'actionid']);
  let lines = 0;
  for (const [key, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (!KEY.test(key)) throw refuse(name, 'a header name', 'must be letters, digits, _ or -');
    if (seen.has(key.toLowerCase())) throw refuse(name, key, 'is given twice or belongs to the port');
    seen.add(key.toLowerCase());
    const values = valuesOf(name, key, value);
    lines += values.length;
    // The library trims and lower-cases keys when it writes them, so trailing spaces make a header repeatable.
    values.forEach((text, index) => {
      out[key + ' '.repeat(index)] = text;
    });
  }
  if (lines > MAX_LINES) throw refuse(name, 'the action', `has more than ${MAX_LINES} headers`);
  return out;
}

function valuesOf(action: string, key: string, value: HeaderValue): string[] {
  if (typeof value === 'object' && !isList(value)) {
    return Object.entries(value).map(([variable, content]) => {
      const text = String(content);
      if (!VARIABLE.test(variable)) throw refuse(action, key, 'has a variable name with other than letters and digits');
      if (SPLITS_VARIABLE.test(text)) throw refuse(action, key, 'has a value with , " \\ ( ) [ or ], where AMI splits');
      return checkedText(action, key, `${variable}=${text}`);
    });
  }
  return (isList(value) ? value : [value]).map((item) => checkedText(action, key, String(item)));
}

function checkedText(action: string, key: string, text: string): string {
  if (/[\r\n\0]/.test(text)) throw refuse(action, key, 'has a line break or a NUL character');
  if (/\p{Surrogate}/u.test(text)) throw refuse(action, key, 'is not valid Unicode');
  // manager.c skips all bytes up to 32 before a value.
  if (text !== '' && text.charCodeAt(0) <= 32)
    throw refuse(action, key, 'starts with a blank, which Asterisk would drop');
  if (Buffer.byteLength(text) > MAX_VALUE_BYTES) throw refuse(action, key, `is longer than ${MAX_VALUE_BYTES} bytes`);
  return text;
}

// Array.isArray does not narrow readonly arrays.
const isList = (value: HeaderValue): value is readonly string[] => Array.isArray(value);

/** The value itself is not repeated in the message: it may be a secret. */
const refuse = (action: string, what: string, why: string): AmiError =>
  new AmiError('bad-header', `AMI ${action}: ${what} ${why}. Nothing was sent.`, { action });
