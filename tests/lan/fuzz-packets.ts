/** Packets that phones send, and what becomes of them when bytes are turned, cut, doubled and mixed. From a seed, so that each can be had again. */

export type Random = () => number;

/** mulberry32: small, quick, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random: Random, end: number): number => Math.floor(random() * end);
const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

const crlf = (...lines: string[]): string => [...lines, '', ''].join('\r\n');

const subscribe = (user: string, event: string, more: readonly string[] = []): string =>
  crlf(
    `SUBSCRIBE sip:${user}@224.0.1.75 SIP/2.0`,
    'Via: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK-1;rport',
    'Max-Forwards: 70',
    `From: <sip:${user}@224.0.1.75>;tag=1`,
    `To: <sip:${user}@224.0.1.75>`,
    'Call-ID: 7f3a',
    'CSeq: 1 SUBSCRIBE',
    'Contact: <sip:127.0.0.1:5062>',
    `Event: ua-profile;${event}`,
    'Expires: 0',
    'Accept: application/url',
    ...more,
    'Content-Length: 0',
  );

/** `known`: what a phone of the office would send; what is known here is only its MAC and its folder. */
export interface Known {
  mac: string;
  token: string;
}

const tftp = (code: number, ...words: string[]): string => `\0${String.fromCharCode(code)}${words.map((word) => `${word}\0`).join('')}`; // prettier-ignore

export const templates = {
  pnp: ({ mac }: Known): string[] => [
    subscribe(`MAC%3a${mac}`, 'profile-type="device";vendor="snom";model="snomD785";version="10.1"'),
    subscribe('MAC%3A001565AABBCC', 'profile-type="device";vendor="Yealink";model="T46U";version="1"', ['User-Agent: x']),
    subscribe('MAC=0004130a0b0c', 'profile-type="device";vender="Panasonic"'),
    subscribe('1234', 'profile-type="application"'),
    crlf('NOTIFY sip:a@b SIP/2.0', 'Event: ua-profile', 'Content-Length: 3') + 'abc',
    crlf('SIP/2.0 200 OK', 'Via: SIP/2.0/UDP 127.0.0.1:9', 'Call-ID: 7f3a', 'CSeq: 1 NOTIFY', 'Content-Length: 0'),
  ],
  tftp: ({ mac }: Known): string[] => [
    tftp(1, `${mac}.xml`, 'octet'),
    tftp(1, `snomD785-${mac}.htm`, 'octet', 'blksize', '1428', 'tsize', '0', 'timeout', '3', 'windowsize', '8'),
    tftp(1, 'SEP0004130A0B0C.cnf.xml', 'netascii'),
    tftp(1, '../../etc/passwd', 'octet'),
    tftp(1, 'firmware/a/b.bin', 'octet', 'blksize', '65464'),
    tftp(2, 'x', 'octet'),
    '\0\x04\0\x01',
    '\0\x05\0\0x\0',
    '\0\x03\0\x01data',
  ],
  mdns: (): string[] => {
    const header = (questions: number, answers: number) => `\0\0\x84\0\0${String.fromCharCode(questions)}\0${String.fromCharCode(answers)}\0\0\0\0`; // prettier-ignore
    const name = '\x04_sip\x04_udp\x05local\0';
    const host = '\x05phone\xc0\x0c';
    return [
      `${header(1, 0)}${name}\0\x0c\0\x01`,
      `${header(0, 1)}${name}\0\x0c\0\x01\0\0\0\x78\0\x08${host}`,
      `${header(0, 2)}${name}\0\x10\0\x01\0\0\0\x78\0\x04\x03a=b${host}\0\x21\0\x01\0\0\0\x78\0\x08\0\0\0\0\x13\xc4\xc0\x0c`,
      // A name that points at itself.
      `${header(1, 0)}\xc0\x0c\0\x0c\0\x01`,
    ];
  },
  sntp: (): string[] => ['\x23'.padEnd(48, '\0'), '\x1b'.padEnd(48, '\x07'), '\x16'.padEnd(60, '\x01')],
  http: ({ mac }: Known): string[] => [
    crlf(`GET /snomD785-${mac}.htm HTTP/1.1`, 'Host: a', 'User-Agent: Mozilla/4.0 (compatible; snomD785-SIP 10.1 0004130A0B0C)'),
    crlf(`GET /${'A'.repeat(22)}/${mac}.cfg HTTP/1.1`, 'Host: a', 'If-None-Match: "a", W/"b"'),
    crlf('HEAD /y000000000000.boot HTTP/1.0'),
    crlf('POST /join/AAAA-BBBB HTTP/1.1', 'Host: a', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 4') + 'a=b1',
    crlf('GET /firmware/x/y.bin?z=1 HTTP/1.1', 'Host: a', 'Range: bytes=0-1'),
    crlf('POST /book/a/b HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked') + '3\r\nabc\r\n0\r\n\r\n',
  ],
}; // prettier-ignore

const nasty = [
  '\0', '\r\n', '\n', '\r\n\r\n', ';', '"', '<', '>', '%', '%00', '%0d%0a', '../', '//', '\\', ':', '=', ',', '@', '\xff', '\xc0\x80', '-1', '0', '65536',
  '4294967296', '99999999999999999999', 'MAC%3a', 'sip:', 'A'.repeat(300), ' '.repeat(300), '\t', '${', '`', '(((((', 'Content-Length: 9\r\n', 'Via: x\r\n'.repeat(30),
] as const; // prettier-ignore

/** One packet: a template with up to eight changes. */
export function mutated(random: Random, list: readonly string[]): Buffer {
  let text = oneOf(random, list);
  for (let changes = below(random, 9); changes > 0; changes -= 1) {
    const at = below(random, text.length + 1);
    const to = Math.min(text.length, at + below(random, 24));
    switch (below(random, 8)) {
      case 0:
        text = text.slice(0, at) + String.fromCharCode(below(random, 256)) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at) + oneOf(random, nasty) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + oneOf(random, nasty) + text.slice(to);
        break;
      case 3:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 4:
        text = text.slice(0, to) + text.slice(at);
        break;
      case 5:
        text = text.slice(0, at);
        break;
      case 6:
        text = text.slice(0, at) + oneOf(random, list).slice(at);
        break;
      default:
        text = text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << below(random, 8))) + text.slice(at + 1); // prettier-ignore
    }
  }
  return Buffer.from(text.slice(0, 1400), 'latin1');
}
