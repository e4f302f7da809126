/**
 * What a phone may ask for, as a grammar: `/<token>/<file>` or `/<file>`. Everything else is one and the same "no".
 * Nothing here or behind it ever touches the file system, so there is no path to escape from.
 */

export type AskedPath = { token: string | undefined; file: string };

const isFileChar = (char: string): boolean =>
  (char >= 'a' && char <= 'z') || (char >= '0' && char <= '9') || '_.-'.includes(char);

const isTokenChar = (char: string): boolean =>
  (char >= 'A' && char <= 'Z') || (char >= 'a' && char <= 'z') || (char >= '0' && char <= '9') || '-_'.includes(char);

/** 128 bits need 22 characters of base64url. */
export const TOKEN_LENGTH = { min: 22, max: 64 };

export const isToken = (text: string): boolean =>
  text.length >= TOKEN_LENGTH.min && text.length <= TOKEN_LENGTH.max && Array.from(text).every(isTokenChar);

/** Lower-cased: phones, labels and people disagree about the case of a MAC, and the names are ours. */
function fileOf(text: string): string | undefined {
  const file = text.toLowerCase();
  const isPlain = file.length >= 1 && file.length <= 64 && Array.from(file).every(isFileChar);
  return isPlain && !file.startsWith('.') && !file.endsWith('.') ? file : undefined;
}

export function askedPath(url: string): AskedPath | undefined {
  if (url.length > 160 || !url.startsWith('/')) return undefined;
  const [first = '', second, ...rest] = url.slice(1).split('/');
  if (rest.length > 0) return undefined;
  if (second === undefined) {
    const file = fileOf(first);
    return file === undefined ? undefined : { token: undefined, file };
  }
  const file = fileOf(second);
  return file === undefined || !isToken(first) ? undefined : { token: first, file };
}
