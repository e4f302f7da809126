/**
 * SIP, only as much as phone discovery and health checks need (RFC 3261): one datagram to one request or response.
 * Everything that arrives is hostile until read: sizes are limited before anything is decoded, no regular expression
 * runs over it, and what is not understood comes back as a typed refusal, never as an exception or a guess.
 */

export type SipHeader = { name: string; value: string };

type SipCommon = { headers: readonly SipHeader[]; body: string };
export type SipRequest = SipCommon & { kind: 'request'; method: string; uri: string };
export type SipResponse = SipCommon & { kind: 'response'; status: number; reason: string };
export type SipMessage = SipRequest | SipResponse;

export type SipRefusal = {
  kind: 'refused';
  code:
    | 'empty'
    | 'too-large'
    | 'no-end-of-headers'
    | 'control-character'
    | 'line-too-long'
    | 'too-many-headers'
    | 'bad-start-line'
    | 'bad-header'
    | 'repeated-header'
    | 'missing-header'
    | 'bad-length';
};

export const SIP_LIMITS = { bytes: 4096, line: 1024, headers: 64 };

/** RFC 3261 section 7.3.3: compact forms, plus `o` of RFC 6665. */
const COMPACT: Readonly<Record<string, string>> = {
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
};

/** A second one of these would let two readers see two different messages. */
const SINGLE = new Set([
  'call-id',
  'cseq',
  'from',
  'to',
  'content-length',
  'content-type',
  'event',
  'expires',
  'max-forwards',
]);

const refused = (code: SipRefusal['code']): SipRefusal => ({ kind: 'refused', code });

const isTokenChar = (char: string): boolean =>
  (char >= 'a' && char <= 'z') ||
  (char >= 'A' && char <= 'Z') ||
  (char >= '0' && char <= '9') ||
  "-.!%*_+`'~".includes(char);

const isToken = (text: string): boolean => text !== '' && Array.from(text).every(isTokenChar);

/** TAB is allowed in headers; every other control character is somebody trying something. */
function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9) || code === 127) return true;
  }
  return false;
}

/** Where headers end: CRLF CRLF by the book, bare LF from some phones (one PnP client ends with CR LF LF). */
function splitHead(text: string): { head: string; body: string } | undefined {
  let from = 0;
  for (;;) {
    const end = text.indexOf('\n', from);
    if (end === -1) return undefined;
    if (text[end + 1] === '\n') return { head: text.slice(0, end), body: text.slice(end + 2) };
    if (text[end + 1] === '\r' && text[end + 2] === '\n')
      return { head: text.slice(0, end), body: text.slice(end + 3) };
    from = end + 1;
  }
}

function parseStartLine(
  line: string,
): Pick<SipRequest, 'kind' | 'method' | 'uri'> | Pick<SipResponse, 'kind' | 'status' | 'reason'> | undefined {
  const [first = '', second = '', ...rest] = line.split(' ');
  if (first === 'SIP/2.0') {
    const status = decimal(second, 699);
    return status === undefined || status < 100 ? undefined : { kind: 'response', status, reason: rest.join(' ') };
  }
  if (!isToken(first) || second === '' || rest.length !== 1 || rest[0] !== 'SIP/2.0') return undefined;
  return { kind: 'request', method: first, uri: second };
}

/** Digits only and not above `max`: `-1`, `1e3`, `0x10` and 99999999999 are refused. */
export function decimal(text: string, max: number): number | undefined {
  if (text === '' || text.length > 10 || !Array.from(text).every((char) => char >= '0' && char <= '9'))
    return undefined;
  const value = Number(text);
  return value <= max ? value : undefined;
}

/** Joins folded lines (RFC 3261 section 7.3.1), keeps the order. */
function logicalLines(head: string): string[] {
  const lines: string[] = [];
  for (const raw of head.split('\n')) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (lines.length > 1 && (line.startsWith(' ') || line.startsWith('\t')))
      lines.push(`${lines.pop() ?? ''} ${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}

export function parseSip(bytes: Uint8Array, limits = SIP_LIMITS): SipMessage | SipRefusal {
  if (bytes.length > limits.bytes) return refused('too-large');
  // RFC 5626 keep-alives are empty lines; they are no message, and no error worth counting either.
  const text = new TextDecoder('utf-8').decode(bytes).replace(/^[\r\n]{1,8}/, '');
  if (text === '') return refused('empty');
  const parts = splitHead(text);
  if (parts === undefined) return refused('no-end-of-headers');

  const lines = logicalLines(parts.head);
  if (lines.length > limits.headers + 1) return refused('too-many-headers');
  if (lines.some((line) => line.length > limits.line)) return refused('line-too-long');
  if (lines.some(hasControl)) return refused('control-character');
  const start = parseStartLine(lines[0] ?? '');
  if (start === undefined) return refused('bad-start-line');

  const headers: SipHeader[] = [];
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    const written = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (colon < 1 || !isToken(written)) return refused('bad-header');
    const name = COMPACT[written] ?? written;
    if (SINGLE.has(name) && headers.some((header) => header.name === name)) return refused('repeated-header');
    headers.push({ name, value: line.slice(colon + 1).trim() });
  }
  if (
    ['via', 'from', 'to', 'call-id', 'cseq'].some(
      (name) => !headers.some((header) => header.name === name && header.value !== ''),
    )
  ) {
    return refused('missing-header');
  }
  const body = bodyOf(headers, parts.body);
  return body === undefined ? refused('bad-length') : { ...start, headers, body };
}

/** A datagram may be longer than it says (RFC 3261 section 18.3: the rest is dropped), never shorter. */
function bodyOf(headers: readonly SipHeader[], rest: string): string | undefined {
  const declared = headers.find((header) => header.name === 'content-length');
  if (declared === undefined) return rest;
  const length = decimal(declared.value, SIP_LIMITS.bytes);
  const bytes = new TextEncoder().encode(rest);
  return length === undefined || length > bytes.length
    ? undefined
    : new TextDecoder().decode(bytes.subarray(0, length));
}

export const headerOf = (message: SipMessage, name: string): string | undefined =>
  message.headers.find((header) => header.name === name)?.value;

export const headersOf = (message: SipMessage, name: string): string[] =>
  message.headers.filter((header) => header.name === name).map((header) => header.value);

/** Building is for our own words only; text that would break the line apart is a bug of the caller. */
export class SipBuildError extends Error {
  override name = 'SipBuildError';
}

export type SipDraft = { headers: readonly (readonly [name: string, value: string])[]; body?: string };

function build(startLine: string, draft: SipDraft): Buffer {
  const body = Buffer.from(draft.body ?? '', 'utf8');
  const lines = [
    startLine,
    ...draft.headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
  ];
  const bad = lines.find(hasControl);
  if (bad !== undefined)
    throw new SipBuildError(`a SIP line may not contain control characters: ${JSON.stringify(bad.slice(0, 80))}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), body]);
}

export const buildRequest = (method: string, uri: string, draft: SipDraft): Buffer =>
  build(`${method} ${uri} SIP/2.0`, draft);

export const buildResponse = (status: number, reason: string, draft: SipDraft): Buffer =>
  build(`SIP/2.0 ${status} ${reason}`, draft);

/** An answer repeats Via (all), From, To, Call-ID and CSeq unchanged, and To gets our tag (RFC 3261 section 8.2.6.2). */
export function answerTo(
  request: SipRequest,
  status: number,
  reason: string,
  extra: { tag: string; headers?: SipDraft['headers'] },
): Buffer {
  const to = headerOf(request, 'to') ?? '';
  return buildResponse(status, reason, {
    headers: [
      ...headersOf(request, 'via').map((via) => ['Via', via] as const),
      ['From', headerOf(request, 'from') ?? ''],
      ['To', paramsOf(to).params.has('tag') ? to : `${to};tag=${extra.tag}`],
      ['Call-ID', headerOf(request, 'call-id') ?? ''],
      ['CSeq', headerOf(request, 'cseq') ?? ''],
      ...(extra.headers ?? []),
    ],
  });
}

/**
 * `value;a=1;b="x;y"` in one pass. Parameters inside `<...>` belong to the URI, not to the header.
 * Names are lower-cased; the first of two equal names counts.
 */
export function paramsOf(header: string): { value: string; params: Map<string, string> } {
  const pieces: string[] = [];
  let piece = '';
  let isQuoted = false;
  let isInAngles = false;
  for (let at = 0; at < header.length; at += 1) {
    const char = header[at] ?? '';
    if (isQuoted && char === '\\') {
      piece += char + (header[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === '<') isInAngles = true;
    else if (!isQuoted && char === '>') isInAngles = false;
    if (char === ';' && !isQuoted && !isInAngles) {
      pieces.push(piece);
      piece = '';
    } else piece += char;
  }
  pieces.push(piece);
  const params = new Map<string, string>();
  for (const text of pieces.slice(1)) {
    const equals = text.indexOf('=');
    const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase();
    if (name !== '' && !params.has(name)) params.set(name, equals === -1 ? '' : unquote(text.slice(equals + 1).trim()));
  }
  return { value: (pieces[0] ?? '').trim(), params };
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const inner = text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  let plain = '';
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] === '\\') at += 1;
    plain += inner[at] ?? '';
  }
  return plain;
}

/** The URI of `"Name" <uri>;tag=x` or of a bare `uri;tag=x`. */
export function uriOf(header: string): string {
  const { value } = paramsOf(header);
  const open = value.lastIndexOf('<');
  const close = value.indexOf('>', open);
  return open === -1 || close === -1 ? value : value.slice(open + 1, close);
}

export type SipUri = { scheme: 'sip' | 'sips'; user: string; host: string; port: number | undefined };

/** Only what is needed to send something back: no headers part, no passwords, numeric ports. */
export function parseSipUri(uri: string): SipUri | undefined {
  const colon = uri.indexOf(':');
  const scheme = uri.slice(0, Math.max(colon, 0)).toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') return undefined;
  const address = uri.slice(colon + 1).split(/[;?]/, 1)[0] ?? '';
  const at = address.lastIndexOf('@');
  const hostPort = address.slice(at + 1);
  const bracket = hostPort.startsWith('[') ? hostPort.indexOf(']') : 0;
  if (bracket === -1) return undefined;
  const portAt = hostPort.indexOf(':', bracket);
  const host = portAt === -1 ? hostPort : hostPort.slice(0, portAt);
  const port = portAt === -1 ? undefined : decimal(hostPort.slice(portAt + 1), 65_535);
  if (host === '' || (portAt !== -1 && (port === undefined || port === 0))) return undefined;
  return { scheme, user: at === -1 ? '' : address.slice(0, at), host, port };
}
