/**
 * What our HTTP server serves beside phone files: invitations for softphones, phone books, firmware. Their owners answer
 * through one hook; the guards (office addresses only, rate limits, length of path and body, GET, HEAD and POST only) are
 * the same for all of them and stand here, so that an owner cannot forget one.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Mac } from '../mac.ts';

export type OtherRequest = {
  /** Without query, in the case it was asked in: `/join/K7Q2…`. Only letters, digits and `._~-` between single slashes. */
  path: string;
  /** HEAD is asked as GET; the body is then left out here. */
  method: 'GET' | 'POST';
  /** Only a look: whatever works once must not be used up by it. */
  isHead: boolean;
  address: string;
  /** The address and port of ours that was asked, for links back: `10.0.0.1:8088`. */
  host: string;
  isTls: boolean;
  /** Device text, fit to show. */
  userAgent: string | undefined;
  acceptLanguage: string | undefined;
  ifNoneMatch: string | undefined;
  query: URLSearchParams;
  contentType?: string;
  /** Of a POST, at most 16 KiB. */
  body?: Buffer;
};

export type OtherAnswer = {
  status: number;
  contentType?: string;
  headers?: Record<string, string>;
  body?: Buffer | string | OtherFile;
  /** Whose it is, when known, and what it was in words: for the list of fetches. */
  mac?: Mac;
  what?: string;
  /** Why the answer is a "no", in words for the administrator. */
  problem?: string;
};

/** Something long that is opened only when it is sent; a part of it when the phone asks for a range. */
export type OtherFile = { length: number; open: (range: { start: number; end: number }) => Readable };

export type Other = (request: OtherRequest) => Promise<OtherAnswer | undefined> | OtherAnswer | undefined;

/** The first owner that knows the path answers. */
export function firstOf(...owners: readonly Other[]): Other {
  return async (request) => {
    for (const owner of owners) {
      const answer = await owner(request);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
}

const MAX_BODY = 16 * 1024;
const MAX_URL = 1024;
/** More than this at once and nobody's firmware gets anywhere; the rest is asked to come again. */
export const MAX_STREAMS = 100;
/** A receiver that takes nothing for this long has gone. */
const STALLED_MS = 30_000;

const isPathChar = (char: string): boolean =>
  (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char >= '0' && char <= '9') || '._~-'.includes(char);

/** Typed by people, so it has no second segment. */
const SHORT_PATH = '/join';

/** `/owner/rest…`: two to eight plain segments, none of them dots only; and `/join`. */
export function otherPath(url: string): { path: string; query: URLSearchParams } | undefined {
  if (url.length > MAX_URL || !url.startsWith('/')) return undefined;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  if (path === SHORT_PATH || path === `${SHORT_PATH}/`)
    return { path: SHORT_PATH, query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)) };
  const segments = path.slice(1).split('/');
  const isPlain = (segment: string): boolean =>
    segment.length >= 1 &&
    segment.length <= 128 &&
    Array.from(segment).every(isPathChar) &&
    Array.from(segment).some((char) => char !== '.');
  if (segments.length < 2 || segments.length > 8 || !segments.every(isPlain)) return undefined;
  return { path, query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)) };
}

/** The body, or undefined when it is longer than allowed. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** One range of bytes (RFC 9110 section 14); anything else is answered with the whole. */
export function rangeOf(
  header: string | undefined,
  length: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  if (from === '') return to === '0' ? 'unsatisfiable' : { start: Math.max(0, length - Number(to)), end: length - 1 };
  const start = Number(from);
  const end = to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== '' && Number(to) < start) return undefined;
  return start >= length ? 'unsatisfiable' : { start, end };
}

const COMMON = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  file: OtherFile,
): number {
  const range = status === 200 ? rangeOf(request.headers.range, file.length) : undefined;
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...COMMON, 'Content-Range': `bytes */${file.length}`, 'Content-Length': 0 });
    response.end();
    return 416;
  }
  const { start, end } = range ?? { start: 0, end: file.length - 1 };
  const told = range === undefined ? status : 206;
  response.writeHead(told, {
    ...headers,
    'Accept-Ranges': 'bytes',
    'Content-Length': end - start + 1,
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${file.length}` }),
  });
  if (request.method === 'HEAD' || file.length === 0) {
    response.end();
    return told;
  }
  response.setTimeout(STALLED_MS, () => response.destroy());
  // A phone that goes away in the middle asks again; a file that cannot be read ends the connection, which the phone sees.
  pipeline(file.open({ start, end }), response, () => undefined);
  return told;
}

/** Sends an owner's answer; returns the status that was really sent. */
export function sendOther(request: IncomingMessage, response: ServerResponse, answer: OtherAnswer): number {
  const { status, body } = answer;
  const headers: Record<string, string | number> = {
    ...COMMON,
    ...(answer.contentType === undefined ? {} : { 'Content-Type': answer.contentType }),
    ...answer.headers,
  };
  if (typeof body === 'object' && !Buffer.isBuffer(body)) return sendFile(request, response, status, headers, body);
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8');
  if (status === 304 || status === 204) response.writeHead(status, headers);
  else response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  if (request.method === 'HEAD' || status === 304 || status === 204) response.end();
  else response.end(bytes);
  return status;
}
