/**
 * The code under the QR code: eight letters that people read and type without mistakes. No vowels, so that no word comes
 * out; no letter that looks like a digit or like another one in some font. 19^8 are 34 bits: enough only because
 * service/softphones/ counts the tries.
 */
export const codeLetters = 'BCDFGHJKMNPQRSTVWXZ';
export const codeLength = 8;

/** From a random secret of `[A-Za-z0-9]`; characters that would favour some letters are passed over. */
export function codeFrom(draw: () => string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const fair = Math.floor(alphabet.length / codeLetters.length) * codeLetters.length;
  let code = '';
  while (code.length < codeLength) {
    for (const char of draw()) {
      const value = alphabet.indexOf(char);
      if (value >= 0 && value < fair && code.length < codeLength) code += codeLetters[value % codeLetters.length] ?? '';
    }
  }
  return code;
}

/** `BCDF-GHJK` as people write it: any case, with or without blanks and dashes. Undefined when it cannot be a code. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .slice(0, 64)
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '');
  return code.length === codeLength && Array.from(code).every((letter) => codeLetters.includes(letter))
    ? code
    : undefined;
}

export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
