/** Text from devices, made fit to store and show: bounded, one line, no control or direction-changing characters. */

const isHidden = (code: number): boolean =>
  code < 32 ||
  (code >= 127 && code < 160) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069) ||
  code === 0xfeff;

export function deviceText(text: string | undefined, max = 256): string | undefined {
  if (text === undefined) return undefined;
  const shown = Array.from(text.slice(0, max))
    .map((char) => (isHidden(char.codePointAt(0) ?? 0) ? '\ufffd' : char))
    .join('')
    .trim();
  return shown === '' ? undefined : shown;
}
