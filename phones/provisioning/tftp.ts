/**
 * Phone files over TFTP, for phones of many years that know nothing else. The same names, the same rules and the same
 * report as over HTTP; read-only; bounded in transfers. TFTP knows no passwords and anybody can write any sender into a
 * packet, so whoever may have nothing gets at most one short ERROR.
 */

import { createSocket, type RemoteInfo } from 'node:dgram';
import { isInSubnet, isOfficeAddress } from '../discovery/subnet.ts';
import { ListenError, lowPortAdvice } from '../listen-error.ts';
import { createRateLimiter } from '../rate.ts';
import { LIMITS, type PhoneFetch, type ServeDeps } from './fetch.ts';
import type { FirstFetch } from './first-fetch.ts';
import { shownPath } from './handler.ts';
import { otherPath, type OtherAnswer } from './other.ts';
import { askedPath } from './path.ts';
import { createResolver, type Found } from './resolve.ts';
import { ERROR, errorPacket, readPacket, type ReadRequest } from './tftp-packet.ts';
import { startTransfer, type Transfer, type TransferEnd } from './tftp-transfer.ts';

export const TFTP_PORT = 69;

export type TftpWish = { address: string; port?: number; only?: string; firstWaitMs?: number };

export type TftpHandle = { port: number; close: () => Promise<void> };

const MAX_TRANSFERS = 200;
const MAX_PER_ADDRESS = 4;
/** Firmware is read into memory for its transfer: more than this belongs on HTTP. */
const MAX_BYTES = 64 * 1024 * 1024;

const ENDS: Record<TransferEnd, { status: number; problem?: string }> = {
  taken: { status: 200 },
  'broken-off': { status: 499, problem: 'The phone broke the transfer off. It will ask again.' },
  silent: {
    status: 499,
    problem:
      'The phone stopped answering in the middle of the file. A firewall between it and this computer lets the first packet through, but not those after it: TFTP answers from another port than it was asked at.',
  },
  failed: { status: 499, problem: 'The phone is no longer there. It will ask again.' },
};

async function bytesOf(body: OtherAnswer['body']): Promise<Buffer | undefined> {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body.length > MAX_BYTES) return undefined;
  const parts: Buffer[] = [];
  for await (const part of body.open({ start: 0, end: body.length - 1 }) as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

/** Throws `ListenError`. */
export async function startTftp(deps: ServeDeps, firstFetch: FirstFetch, wish: TftpWish): Promise<TftpHandle> {
  const { address: here, port = TFTP_PORT, only, firstWaitMs } = wish;
  const limits = { ...LIMITS, ...deps.limits };
  const clock = { now: () => performance.now(), total: { perSecond: 2000, burst: 4000 } };
  const requests = createRateLimiter({ perSource: limits.perSource, ...clock });
  const misses = createRateLimiter({ perSource: limits.missesPerSource, ...clock });
  const resolver = createResolver(deps, firstFetch);
  /** By the asker's address and port: a request that comes again while it is being answered is the same one. */
  const transfers = new Map<string, Transfer | undefined>();
  const socket = createSocket('udp4');
  let isClosing = false;

  type Base = Pick<PhoneFetch, 'at' | 'via' | 'path' | 'file' | 'address' | 'userAgent'>;

  const refuse = (from: RemoteInfo, code: number, words: string): void => {
    if (!isClosing) socket.send(errorPacket(code, words), from.port, from.address, () => undefined);
  };

  const report = (base: Base, more: Omit<PhoneFetch, keyof Base>): void => deps.onFetch({ ...base, ...more });

  function notFound(from: RemoteInfo, base: Base, { mac, by, problem, impostor }: Partial<Found>): void {
    if (by === 'nobody' && !misses.allow(from.address)) return;
    refuse(from, ERROR.notFound, 'not found');
    report(base, {
      mac,
      status: 404,
      isSecret: false,
      by: by ?? 'nobody',
      ...(problem === undefined ? {} : { problem }),
      ...(impostor === undefined ? {} : { impostor }),
    });
  }

  function transfer(from: RemoteInfo, request: ReadRequest, bytes: Buffer, done: (end: TransferEnd) => void): void {
    const key = `${from.address}:${from.port}`;
    const to = { local: here, address: from.address, port: from.port, ...(firstWaitMs === undefined ? {} : { firstWaitMs }) }; // prettier-ignore
    const one = startTransfer(request, bytes, to, (end) => {
      transfers.delete(key);
      if (!isClosing) done(end);
    });
    transfers.set(key, one);
  }

  async function serveOther(from: RemoteInfo, request: ReadRequest, path: string, base: Base): Promise<void> {
    const asked = {
      path,
      method: 'GET' as const,
      address: from.address,
      host: `${here}:${port}`,
      isTls: false,
      isHead: false,
    };
    const more = { userAgent: undefined, acceptLanguage: undefined, ifNoneMatch: undefined };
    const given = await deps.other?.({ ...asked, ...more, query: new URLSearchParams() });
    const bytes = given?.status === 200 ? await bytesOf(given.body) : undefined;
    const { mac, what } = given ?? {};
    if (bytes === undefined) {
      const problem = given?.problem ?? 'There is no such file, or it is too large for TFTP.';
      notFound(from, base, { by: 'nobody', mac, problem });
      return;
    }
    transfer(from, request, bytes, (end) =>
      report(base, { mac, isSecret: false, by: 'other', ...(what === undefined ? {} : { what }), ...ENDS[end] }),
    );
  }

  async function read(from: RemoteInfo, request: ReadRequest): Promise<void> {
    const name = request.file.startsWith('/') ? request.file : `/${request.file}`;
    const asked = askedPath(name);
    const elsewhere = asked === undefined && deps.other !== undefined ? otherPath(name)?.path : undefined;
    // An invitation works once, and anybody can write a sender's address into a datagram.
    const other = elsewhere?.startsWith('/join') ? undefined : elsewhere;
    const base: Base = {
      at: deps.now(),
      via: 'tftp',
      path: shownPath(asked, other),
      file: asked?.file,
      address: from.address,
      userAgent: undefined,
    };
    if (request.mode !== 'octet') {
      const problem = 'It wanted the file as text (netascii), which would change it. Only “octet” is served.';
      if (misses.allow(from.address)) refuse(from, ERROR.illegal, 'use octet');
      report(base, { mac: undefined, status: 405, isSecret: false, by: 'nobody', problem });
      return;
    }
    if (other !== undefined) return serveOther(from, request, other, base);
    let found = resolver.find(asked, from.address, undefined);
    if (found.by === 'nobody' && asked !== undefined) found = await resolver.findByWire(asked, from.address, undefined);
    const { served, mac, by } = found;
    if (served === undefined || asked === undefined) return notFound(from, base, found);
    transfer(from, request, served.bytes, (end) => {
      if (end === 'taken' && by === 'first-fetch') firstFetch.served(from.address, served.file);
      const { etag, hash } = served;
      report(base, {
        mac,
        by,
        isSecret: served.file.isSecret,
        ...(end === 'taken' ? { etag, hash } : {}),
        ...ENDS[end],
      });
    });
  }

  function hear(bytes: Buffer, from: RemoteInfo): void {
    if (!isOfficeAddress(from.address) || (only !== undefined && !isInSubnet(from.address, only))) return;
    if (from.port === 0 || !requests.allow(from.address)) return;
    const packet = readPacket(bytes);
    if (packet.kind === 'write') {
      if (misses.allow(from.address)) refuse(from, ERROR.access, 'no');
      return;
    }
    if (packet.kind !== 'read') return;
    const key = `${from.address}:${from.port}`;
    const ofAddress = [...transfers.keys()].filter((one) => one.startsWith(`${from.address}:`)).length;
    // No word when there is no room: the phone asks again by itself a moment later.
    if (transfers.has(key) || transfers.size >= MAX_TRANSFERS || ofAddress >= MAX_PER_ADDRESS) return;
    transfers.set(key, undefined);
    read(from, packet)
      .catch((error: unknown) => deps.onError?.(error))
      .finally(() => {
        if (transfers.get(key) === undefined) transfers.delete(key);
      });
  }

  socket.on('message', hear);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(new ListenError('Phone files over TFTP', here, port, error, lowPortAdvice(port)));
    });
    socket.bind({ address: here, port }, () => {
      socket.removeAllListeners('error');
      // Of single datagrams (ICMP): the next one is heard all the same.
      socket.on('error', () => undefined);
      resolve();
    });
  });
  return {
    port: socket.address().port,
    close: () => {
      isClosing = true;
      for (const one of transfers.values()) one?.close();
      return new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      });
    },
  };
}
