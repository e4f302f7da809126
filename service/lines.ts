/**
 * Splits a byte stream into lines of bounded length. Bytes are joined before they are decoded, so a character that is
 * cut in two by the network stays whole.
 */
export class LineTooLong extends Error {
  override name = 'LineTooLong';
}

/** Calls `line` for each whole line; throws LineTooLong as soon as one exceeds `maxBytes`, ended or not. */
export function lineReader(maxBytes: number, line: (text: string) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, end));
      from = end + 1;
      const text = Buffer.concat(parts, length).toString('utf8');
      parts = [];
      length = 0;
      line(text);
    }
    if (from < chunk.length) take(chunk.subarray(from));
  };
  function take(part: Buffer): void {
    length += part.length;
    if (length > maxBytes) throw new LineTooLong(`A line has more than ${maxBytes} bytes.`);
    parts.push(part);
  }
}
