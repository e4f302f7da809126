/**
 * Serves phones their settings over HTTP: from memory, by secret path, read-only. Whatever is not exactly a known file
 * of a known phone gets the same 404, so that a sweep over all MACs learns nothing, and every request is reported:
 * what phones ask for is how the office learns which phones there are and whether they took their settings.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isOfficeAddress, plainAddress } from '../discovery/subnet.ts';
import { ListenError } from '../listen-error.ts';
import { findMac, type Mac } from '../mac.ts';
import { createRateLimiter } from '../rate.ts';
import { deviceText } from '../text.ts';
import type { PhoneProfile } from '../vendors/define.ts';
import type { PhoneFiles, ServedFile } from './files.ts';
import { createFirstFetch, type FirstFetch } from './first-fetch.ts';
import { bodyOf, MAX_STREAMS, otherPath, sendOther, type Other, type OtherRequest } from './other.ts';
import { askedPath, type AskedPath } from './path.ts';

export type PhoneFetch = {
  at: number;
  /** The phone whose file was served; for a refusal the MAC that the request names, if any. */
  mac: Mac | undefined;
  /** With the token blotted out: this goes to logs and screens. */
  path: string;
  file: string | undefined;
  address: string;
  userAgent: string | undefined;
  status: number;
  etag?: string;
  /** SHA-256 of the file served. */
  hash?: string;
  isSecret: boolean;
  by: 'token' | 'first-fetch' | 'other' | 'nobody';
  /** What was asked for when it was no phone file: an invitation, a phone book, firmware. */
  what?: string;
  /** Why a known phone got nothing: what to correct. */
  problem?: string;
};

export type ProvisioningDeps = {
  address: string;
  port: number;
  profileOf: (mac: Mac) => PhoneProfile | undefined;
  byToken: (token: string) => Mac | undefined;
  filesFor: (profile: PhoneProfile) => PhoneFiles | undefined;
  onFetch: (fetch: PhoneFetch) => void;
  /** Answers what is no phone file: `/<owner>/…`. */
  other?: Other;
  onError?: (error: unknown) => void;
  /** Milliseconds since 1970. */
  now: () => number;
  limits?: Partial<ProvisioningLimits>;
};

export type ProvisioningLimits = {
  /** Requests of one address, served or not. */
  perSource: { perSecond: number; burst: number };
  /** Requests of one address that found nothing: guessing ends soon. */
  missesPerSource: { perSecond: number; burst: number };
  connectionsPerSource: number;
};

const LIMITS: ProvisioningLimits = {
  perSource: { perSecond: 50, burst: 200 },
  missesPerSource: { perSecond: 1, burst: 60 },
  connectionsPerSource: 16,
};

export type ProvisioningHandle = {
  /** The port really used (a wish of 0 means any). */
  port: number;
  firstFetch: FirstFetch;
  close: () => Promise<void>;
};

type Found = { mac: Mac; by: 'token' | 'first-fetch'; served?: ServedFile; problem?: string };

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
function shownPath(asked: AskedPath | undefined, other: string | undefined): string {
  if (other !== undefined) return `/${other.split('/')[1] ?? ''}/…`;
  if (asked === undefined) return '(not a file name)';
  return asked.token === undefined ? `/${asked.file}` : `/…/${asked.file}`;
}

/** One text for every "no", whatever the reason: RFC 9110 asks for nothing more. */
const NOT_FOUND = Buffer.from('Not found\n');

function createHandler(
  deps: ProvisioningDeps,
  firstFetch: FirstFetch,
): (request: IncomingMessage, response: ServerResponse) => void {
  const limits = { ...LIMITS, ...deps.limits };
  const clock = { now: () => performance.now(), total: { perSecond: 5000, burst: 10_000 } };
  const requests = createRateLimiter({ perSource: limits.perSource, ...clock });
  const misses = createRateLimiter({ perSource: limits.missesPerSource, ...clock });
  // A sweep must not become a flood of reports: of those turned away, one a second is told.
  const reports = createRateLimiter({ perSource: { perSecond: 1, burst: 1 }, ...clock });
  function find(url: string, address: string): Found | undefined {
    const asked = askedPath(url);
    if (asked === undefined) return undefined;
    const by = asked.token === undefined ? 'first-fetch' : 'token';
    const mac = asked.token === undefined ? firstFetch.macFor(address, asked.file) : deps.byToken(asked.token);
    const profile = mac === undefined ? undefined : deps.profileOf(mac);
    if (mac === undefined || profile === undefined) return undefined;
    const files = deps.filesFor(profile);
    if (files === undefined)
      return { mac, by, problem: 'This maker is not known; its settings file cannot be written.' };
    if (!files.ok) return { mac, by, problem: files.problem };
    const served = files.byName.get(asked.file);
    return served === undefined ? { mac, by } : { mac, by, served };
  }

  let streams = 0;
  async function serveOther(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: { path: string; query: URLSearchParams },
    base: Pick<PhoneFetch, 'at' | 'path' | 'file' | 'address' | 'userAgent'>,
    refuse: (status: 404 | 429) => void,
  ): Promise<void> {
    const refuseShort = (status: 413 | 500 | 503): void => {
      if (response.headersSent) response.destroy();
      else answer(response, status, { 'Retry-After': 5, 'Content-Length': 0, Connection: 'close' }, undefined);
      deps.onFetch({ ...base, mac: undefined, status, isSecret: false, by: 'other' });
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
        address: base.address,
        host: `${plainAddress(request.socket.localAddress)}:${request.socket.localPort ?? 0}`,
        isTls: 'encrypted' in request.socket,
        userAgent: base.userAgent,
        acceptLanguage: deviceText(request.headers['accept-language']),
        ifNoneMatch: request.headers['if-none-match']?.slice(0, 200),
        ...(contentType === undefined ? {} : { contentType: contentType.slice(0, 100) }),
        ...(body === undefined ? {} : { body }),
      } satisfies OtherRequest);
      if (given === undefined || given.status === 404) {
        refuse(misses.allow(base.address) ? 404 : 429);
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
      const { mac, what, problem } = given;
      deps.onFetch({
        ...base,
        mac,
        status,
        isSecret: false,
        by: 'other',
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

  return (request, response) => {
    const url = request.url ?? '';
    const address = plainAddress(request.socket.remoteAddress);
    const userAgent = deviceText(request.headers['user-agent']);
    const asked = askedPath(url);
    const other = deps.other === undefined || asked !== undefined ? undefined : otherPath(url);
    const base = {
      at: deps.now(),
      path: shownPath(asked, other?.path),
      file: asked?.file,
      address,
      userAgent,
    };
    const named = findMac(asked?.file ?? '') ?? findMac(userAgent ?? '');
    const refuse = (status: 404 | 405 | 429, found?: Found): void => {
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
      if (status === 429 && !reports.allow(address)) return;
      deps.onFetch({
        ...base,
        mac: found?.mac ?? named,
        status,
        isSecret: false,
        by: found?.by ?? 'nobody',
        ...(found?.problem === undefined ? {} : { problem: found.problem }),
      });
    };

    if (!requests.allow(address)) {
      refuse(429);
      return;
    }
    if (other !== undefined && (request.method === 'POST' || request.method === 'GET' || request.method === 'HEAD')) {
      void serveOther(request, response, other, base, refuse);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(405);
      return;
    }
    const found = find(url, address);
    if (found?.served === undefined) {
      refuse(found !== undefined || misses.allow(address) ? 404 : 429, found);
      return;
    }
    const { etag, hash, bytes, file } = found.served;
    const status = isUnchanged(request.headers['if-none-match'], etag) ? 304 : 200;
    // Only a phone that got the whole file has had its turn: one that asked with HEAD, has it already or was cut off comes again.
    if (found.by === 'first-fetch' && asked !== undefined && status === 200 && request.method === 'GET')
      response.once('finish', () => firstFetch.served(address, asked.file, file.isSecret));
    if (status === 304) answer(response, 304, { ETag: etag }, undefined);
    else {
      const headers = { ETag: etag, 'Content-Type': file.contentType, 'Content-Length': bytes.length };
      answer(response, 200, headers, request.method === 'HEAD' ? undefined : bytes);
    }
    deps.onFetch({ ...base, mac: found.mac, status, etag, hash, isSecret: file.isSecret, by: found.by });
  };
}

/** Connections are counted before a byte is read: slow clients of one address cannot use up everybody's. */
function guardConnections(server: Server, perSource: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress);
    const count = (open.get(address) ?? 0) + 1;
    if (!isOfficeAddress(address) || count > perSource) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  // Neither tunnels nor other protocols are spoken here.
  server.on('connect', (_request, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());
}

/** Throws `ListenError`. */
export async function startProvisioning(deps: ProvisioningDeps): Promise<ProvisioningHandle> {
  const firstFetch = createFirstFetch(deps.now);
  const server = createServer(
    {
      maxHeaderSize: 8192,
      headersTimeout: 5000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5000,
      connectionsCheckingInterval: 1000,
      requireHostHeader: false,
    },
    createHandler(deps, firstFetch),
  );
  server.maxHeadersCount = 64;
  server.maxConnections = 4000;
  // Phones send no bodies; a client that does is answered and then cut off.
  server.maxRequestsPerSocket = 100;
  guardConnections(server, deps.limits?.connectionsPerSource ?? LIMITS.connectionsPerSource);
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new ListenError('Phone provisioning (HTTP)', deps.address, deps.port, error));
    };
    server.once('error', fail);
    server.listen(deps.port, deps.address, () => {
      server.removeListener('error', fail);
      resolve();
    });
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : deps.port,
    firstFetch,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
