/**
 * TFTP on the wire (RFC 1350), options (RFC 2347), blksize (RFC 2348), timeout and tsize (RFC 2349), windowsize
 * (RFC 7440). Pure. Only what a server that is read from needs.
 */

export type Options = { blksize: number; timeoutMs: number | undefined; windowsize: number; tsize: boolean };

export type ReadRequest = {
  kind: 'read';
  file: string;
  mode: string;
  options: Options;
  /** The names of the options that are answered, in the order asked. */
  named: readonly string[];
};

export type Packet =
  ReadRequest | { kind: 'write' } | { kind: 'ack'; block: number } | { kind: 'error' } | { kind: 'nonsense' };

export const ERROR = { undefined: 0, notFound: 1, access: 2, illegal: 4, unknownTransfer: 5 } as const;

/** RFC 2347: a request with its options is at most 512 octets. */
const MAX_REQUEST = 512;
/** As much as fits into one Ethernet frame: fragments get lost on the networks where TFTP is still used. */
const MAX_BLOCK = 1428;
/** RFC 7440 leaves it to the server; more than this overruns the buffers of small phones. */
const MAX_WINDOW = 32;

const NONSENSE: Packet = { kind: 'nonsense' };

const PLAIN: Options = { blksize: 512, timeoutMs: undefined, windowsize: 1, tsize: false };

const numberOf = (text: string): number | undefined => (/^\d{1,10}$/.test(text) ? Number(text) : undefined);

function take(options: Options, name: string, value: number): Options | undefined {
  if (name === 'blksize' && value >= 8 && value <= 65_464) return { ...options, blksize: Math.min(value, MAX_BLOCK) };
  if (name === 'timeout' && value >= 1 && value <= 255) return { ...options, timeoutMs: value * 1000 };
  if (name === 'windowsize' && value >= 1 && value <= 65_535)
    return { ...options, windowsize: Math.min(value, MAX_WINDOW) };
  // Of a read it is 0, and the answer says the size.
  if (name === 'tsize' && value === 0) return { ...options, tsize: true };
  return undefined;
}

function requestOf(bytes: Buffer): Packet {
  if (bytes.length > MAX_REQUEST || bytes.at(-1) !== 0) return NONSENSE;
  const [file = '', mode = '', ...rest] = bytes.toString('latin1', 2, bytes.length - 1).split('\0');
  if (file === '' || mode === '') return NONSENSE;
  let options = PLAIN;
  const named: string[] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const name = (rest[at] ?? '').toLowerCase();
    const value = numberOf(rest[at + 1] ?? '');
    // An option that is unknown, wrong or said twice is left out of the answer, and so does not hold.
    const next = value === undefined || named.includes(name) ? undefined : take(options, name, value);
    if (next === undefined) continue;
    options = next;
    named.push(name);
  }
  return { kind: 'read', file, mode: mode.toLowerCase(), options, named };
}

export function readPacket(bytes: Buffer): Packet {
  if (bytes.length < 4) return NONSENSE;
  switch (bytes.readUInt16BE(0)) {
    case 1:
      return requestOf(bytes);
    case 2:
      return { kind: 'write' };
    case 4:
      return { kind: 'ack', block: bytes.readUInt16BE(2) };
    case 5:
      return { kind: 'error' };
    default:
      return NONSENSE;
  }
}

export function dataPacket(block: number, bytes: Buffer): Buffer {
  const packet = Buffer.allocUnsafe(4 + bytes.length);
  packet.writeUInt16BE(3, 0);
  packet.writeUInt16BE(block & 0xffff, 2);
  bytes.copy(packet, 4);
  return packet;
}

export function errorPacket(code: number, words: string): Buffer {
  return Buffer.concat([Buffer.from([0, 5, 0, code]), Buffer.from(words, 'latin1'), Buffer.from([0])]);
}

export function optionsPacket({ options, named }: ReadRequest, size: number): Buffer {
  const values: Record<string, number> = {
    blksize: options.blksize,
    timeout: (options.timeoutMs ?? 0) / 1000,
    windowsize: options.windowsize,
    tsize: size,
  };
  const text = named.map((name) => `${name}\0${String(values[name])}\0`).join('');
  return Buffer.concat([Buffer.from([0, 6]), Buffer.from(text, 'latin1')]);
}
