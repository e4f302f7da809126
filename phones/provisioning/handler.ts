/**
 * One request over HTTP or HTTPS, answered from memory. Whatever is not exactly a known file of a known phone gets the
 * same 404, so that a sweep over all MACs learns nothing, and every request is reported: what phones ask for is how the
 * office learns which phones there are and whether they took their settings.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainAddress } from '../discovery/subnet.ts';
import { createRateLimiter } from '../rate.ts';
import { deviceText } from '../text.ts';
import { LIMITS, type PhoneFetch, type ServeDeps } from './fetch.ts';
import type { FirstFetch } from './first-fetch.ts';
import { bodyOf, MAX_STREAMS, otherPath, sendOther, type OtherRequest } from './other.ts';
import { askedPath, type AskedPath } from './path.ts';
import { createResolver, type Found } from './resolve.ts';

type Base = Pick<PhoneFetch, 'at' | 'via' | 'path' | 'file' | 'address' | 'userAgent'>;

/** `"a", W/"b"` and `*` (RFC 9110 section 13.1.2). */
const isUnchanged = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.length <= 1024 &&
  header.split(',').some((entry) => ['*', etag, `W/${etag}`].includes(entry.trim()));

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  body: Buffer | undefined,
): void {
  response.writeHead(status, { 'Cache-Control': 'no-cache, private', 'X-Content-Type-Options': 'nosniff', ...headers });
  response.end(body);
}

/** Without whatever is secret: of a phone file the folder, of anything else all but its owner. */
export function shownPath(asked: AskedPath | undefined, other: string | undefined): string {
  if (other !== undefined) return `/${other.split('/')[1] ?? ''}/…`;
  if (asked === undefined) return '(not a file name)';
  return asked.token === undefined ? `/${asked.file}` : `/…/${asked.file}`;
}

/** One text for every "no", whatever the reason: RFC 9110 asks for nothing more. */
const NOT_FOUND = Buffer.from('Not found\n');

function refuseWith(request: IncomingMessage, response: ServerResponse, status: 404 | 405 | 429): void {
  if (status === 405) answer(response, 405, { Allow: 'GET, HEAD', 'Content-Length': 0 }, undefined);
  else if (status === 429)
    answer(response, 429, { 'Retry-After': 2 + Math.floor(Math.random() * 8), 'Content-Length': 0 }, undefined);
  else
    answer(
      response,
      404,
      { 'Content-Type': 'text/plain', 'Content-Length': NOT_FOUND.length },
      request.method === 'HEAD' ? undefined : NOT_FOUND,
    );
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export function createHandler(deps: ServeDeps, firstFetch: FirstFetch): Handler {
  const limits = { ...LIMITS, ...deps.limits };
  const clock = { now: () => performance.now(), total: { perSecond: 5000, burst: 10_000 } };
  const requests = createRateLimiter({ perSource: limits.perSource, ...clock });
  const misses = createRateLimiter({ perSource: limits.missesPerSource, ...clock });
  // A sweep must not become a flood of reports: of those turned away, one a second is told.
  const reports = createRateLimiter({ perSource: { perSecond: 1, burst: 1 }, ...clock });
  const resolver = createResolver(deps, firstFetch);
  let streams = 0;

  type Refuse = (status: 404 | 405 | 429, found?: Partial<Found>) => void;

  async function serveOther(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: { path: string; query: URLSearchParams },
    base: Base,
    refuse: Refuse,
  ): Promise<void> {
    const report = (status: number, more: Partial<PhoneFetch> = {}): void => {
      deps.onFetch({ ...base, mac: undefined, status, isSecret: false, by: 'other', ...more });
    };
    const refuseShort = (status: 413 | 500 | 503): void => {
      if (response.headersSent) response.destroy();
      else answer(response, status, { 'Retry-After': 5, 'Content-Length': 0, Connection: 'close' }, undefined);
      report(status);
    };
    try {
      const body = request.method === 'POST' ? await bodyOf(request) : undefined;
      if (request.method === 'POST' && body === undefined) {
        refuseShort(413);
        return;
      }
      const contentType = request.headers['content-type'];
      const given = await deps.other?.({
        path,
        query,
        method: request.method === 'POST' ? 'POST' : 'GET',
        isHead: request.method === 'HEAD',
        address: base.address,
        host: `${plainAddress(request.socket.localAddress)}:${request.socket.localPort ?? 0}`,
        isTls: base.via === 'https',
        userAgent: base.userAgent,
        acceptLanguage: deviceText(request.headers['accept-language']),
        ifNoneMatch: request.headers['if-none-match']?.slice(0, 200),
        ...(contentType === undefined ? {} : { contentType: contentType.slice(0, 100) }),
        ...(body === undefined ? {} : { body }),
      } satisfies OtherRequest);
      const { mac, what, problem } = given ?? {};
      if (given === undefined || given.status === 404) {
        refuse(misses.allow(base.address) ? 404 : 429, { mac, ...(problem === undefined ? {} : { problem }) });
        return;
      }
      const isStream = typeof given.body === 'object' && !Buffer.isBuffer(given.body);
      if (isStream && streams >= MAX_STREAMS) {
        refuseShort(503);
        return;
      }
      if (isStream) {
        streams += 1;
        response.once('close', () => (streams -= 1));
      }
      const status = sendOther(request, response, given);
      report(status, {
        mac,
        ...(what === undefined ? {} : { what }),
        ...(problem === undefined ? {} : { problem }),
      });
    } catch (error) {
      // A client that went away in the middle of its own request is no fault of ours.
      if (request.destroyed && !request.complete) return;
      deps.onError?.(error);
      refuseShort(500);
    }
  }

  function serveFile(request: IncomingMessage, response: ServerResponse, base: Base, found: Found): void {
    if (found.served === undefined) return;
    const { etag, hash, bytes, file } = found.served;
    const status = isUnchanged(request.headers['if-none-match'], etag) ? 304 : 200;
    // Only a phone that got the whole file has had its turn: one that asked with HEAD, has it already or was cut off comes again.
    if (found.by === 'first-fetch' && base.file !== undefined && status === 200 && request.method === 'GET') {
      response.once('finish', () => firstFetch.served(base.address, file));
    }
    const fetched = { ...base, mac: found.mac, etag, isSecret: file.isSecret, by: found.by };
    if (status === 304) {
      answer(response, 304, { ETag: etag }, undefined);
      deps.onFetch({ ...fetched, status, hash });
      return;
    }
    const headers = { ETag: etag, 'Content-Type': file.contentType, 'Content-Length': bytes.length };
    if (request.method === 'HEAD') {
      answer(response, 200, headers, undefined);
      deps.onFetch({ ...fetched, status });
      return;
    }
    // Whoever went away in the middle has not got it.
    response.once('close', () =>
      deps.onFetch(response.writableFinished ? { ...fetched, status, hash } : { ...fetched, status: 499 }),
    );
    answer(response, 200, headers, bytes);
  }

  async function lookAtTheWire(
    asked: AskedPath,
    base: Base,
    send: (found: Found) => void,
    response: ServerResponse,
  ): Promise<void> {
    try {
      send(await resolver.findByWire(asked, base.address, base.userAgent));
    } catch (error) {
      deps.onError?.(error);
      response.destroy();
    }
  }

  return (request, response) => {
    const url = request.url ?? '';
    const elsewhere = deps.other === undefined ? undefined : otherPath(url);
    const asked = elsewhere?.path === '/join' ? undefined : askedPath(url);
    const other = asked === undefined ? elsewhere : undefined;
    const address = plainAddress(request.socket.remoteAddress);
    const base: Base = {
      at: deps.now(),
      via: 'encrypted' in request.socket ? 'https' : 'http',
      path: shownPath(asked, other?.path),
      file: asked?.file,
      address,
      userAgent: deviceText(request.headers['user-agent']),
    };
    const refuse: Refuse = (status, found) => {
      refuseWith(request, response, status);
      if (status === 429 && !reports.allow(address)) return;
      const { mac, by = 'nobody', problem, impostor } = found ?? {};
      deps.onFetch({
        ...base,
        mac,
        status,
        isSecret: false,
        by,
        ...(problem === undefined ? {} : { problem }),
        ...(impostor === undefined ? {} : { impostor }),
      });
    };

    if (!requests.allow(address)) {
      refuse(429, { problem: `Too many requests from ${address} at once; it was told to come again later.` });
      return;
    }
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (other !== undefined && (isRead || request.method === 'POST')) {
      void serveOther(request, response, other, base, refuse);
      return;
    }
    if (!isRead) {
      refuse(405, { problem: 'Phones may only read here; it wanted to write something. Refused on purpose.' });
      return;
    }
    const send = (found: Found): void => {
      if (found.served !== undefined) serveFile(request, response, base, found);
      else refuse(404, found);
    };
    const found = resolver.find(asked, address, base.userAgent);
    if (found.by !== 'nobody') send(found);
    // Guessing ends here, before anything is looked up for it.
    else if (found.isExpected !== true && !misses.allow(address))
      refuse(429, { ...found, problem: `Too many wrong names from ${address}; it is refused for a while.` });
    else if (asked === undefined) send(found);
    else void lookAtTheWire(asked, base, send, response);
  };
}
