/**
 * MAC addresses: read in any usual form, kept as twelve lower-case hex digits, shown in the form a reader expects.
 * Kept without regular expressions because the text often comes from the network. An address that cannot belong to
 * one device (all zero, broadcast, multicast) is refused here, so nothing behind this module has to think about it.
 */

export type Mac = string;

const SEPARATORS = ':-. ';

const isHexDigit = (char: string): boolean => (char >= '0' && char <= '9') || (char >= 'a' && char <= 'f');

export const isHex = (text: string): boolean => text !== '' && Array.from(text).every(isHexDigit);

/** Digits of each group, or undefined when the grouping is none that people or vendors use. */
function digitsOf(groups: readonly string[]): string | undefined {
  // macOS and BSD print octets without their leading zero, so pairs may be one digit long.
  if (groups.length === 6) {
    return groups.every((group) => group.length === 1 || group.length === 2)
      ? groups.map((group) => group.padStart(2, '0')).join('')
      : undefined;
  }
  const size = { 1: 12, 2: 6, 3: 4 }[groups.length];
  return groups.every((group) => group.length === size) ? groups.join('') : undefined;
}

/** A device address; `undefined` for anything else, including group addresses. */
export function parseMac(text: string): Mac | undefined {
  if (text.length > 40) return undefined;
  const lower = text.trim().toLowerCase();
  const separator = Array.from(lower).find((char) => SEPARATORS.includes(char));
  const digits = digitsOf(separator === undefined ? [lower] : lower.split(separator));
  if (digits?.length !== 12 || !isHex(digits)) return undefined;
  const isGroup = (Number.parseInt(digits.slice(0, 2), 16) & 1) === 1;
  return isGroup || digits === '000000000000' ? undefined : digits;
}

/** Randomised or virtual adapters: such an address names no maker. */
export const isLocallyAdministered = (mac: Mac): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) === 2;

export type MacStyle = 'colon' | 'hyphen' | 'plain';

export function formatMac(mac: Mac, style: MacStyle = 'colon'): string {
  if (style === 'plain') return mac.toUpperCase();
  const pairs = mac.toUpperCase().match(/../g) ?? [];
  return pairs.join(style === 'colon' ? ':' : '-');
}

/** The longest prefix wins: IEEE also sells blocks of 7 and 9 digits inside a block of 6 (MA-M, MA-S). */
export function longestPrefix<T>(mac: Mac, byPrefix: ReadonlyMap<string, T>): T | undefined {
  for (let length = 10; length >= 6; length -= 1) {
    const found = byPrefix.get(mac.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first twelve hex digits that stand alone in a text, as vendors put them into User-Agent and file names. */
export function findMac(text: string): Mac | undefined {
  let run = '';
  for (const char of `${text.slice(0, 1024).toLowerCase()} `) {
    if (isHexDigit(char)) {
      run += char;
      continue;
    }
    const isWordChar = (char >= 'g' && char <= 'z') || char === '_';
    const mac = run.length === 12 && !isWordChar ? parseMac(run) : undefined;
    if (mac !== undefined) return mac;
    // A run that follows a letter is part of a word: "D785" must not lend digits to what comes next.
    run = isWordChar ? 'x'.repeat(13) : '';
  }
  return undefined;
}
