/**
 * How a virtual phone fetches: HTTP, HTTPS and TFTP, from its own address, with its own name, with the patience of a
 * phone: when nothing or "later" comes back it tries again, a 404 is an answer.
 */

import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { BootAnswer, BootRequest } from './boots/define.ts';
import { TftpRefused, tftpGet } from './tftp-client.ts';

export type FetchOptions = {
  bind: string;
  userAgent: string;
  /** How long it waits for the first byte, and again before each next try. */
  timeoutMs?: number;
  retryMs?: number;
  tries?: number;
};

/** Too many, or not now: worth another try (RFC 9110 section 15.6.4, RFC 6585 section 4). */
const LATER = new Set([429, 502, 503, 504]);
/** More than any settings file; a phone has little memory. */
const MOST_BYTES = 4_000_000;

function overHttp(
  { url, method = 'GET', body }: BootRequest,
  options: FetchOptions,
): Promise<{ status: number; body: string }> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method,
        localAddress: options.bind,
        agent: false,
        timeout: options.timeoutMs ?? 5000,
        // Out of the box most phones take any certificate of a server that they were told (reference section E).
        rejectUnauthorized: false,
        headers: {
          'User-Agent': options.userAgent,
          Accept: '*/*',
          ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) request.destroy(new Error('the file is larger than a phone can keep'));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
    request.end(body);
  });
}

async function once(request: BootRequest, options: FetchOptions): Promise<{ status: number; body: string }> {
  const { protocol, hostname, port, pathname } = new URL(request.url);
  if (protocol !== 'tftp:') return overHttp(request, options);
  if (request.method === 'PUT') return { status: 403, body: '' }; // Phones write their logs over HTTP only.
  try {
    const got = await tftpGet({
      host: hostname,
      port: port === '' ? 69 : Number(port),
      file: decodeURIComponent(pathname.slice(1)),
      localAddress: options.bind,
      timeoutMs: options.timeoutMs ?? 5000,
    });
    return { status: 200, body: got.bytes.toString('utf8') };
  } catch (error) {
    // 1 is "file not found", 2 "access violation" (RFC 1350 appendix): what HTTP calls 404 and 403.
    if (error instanceof TftpRefused && error.code <= 2) return { status: error.code === 2 ? 403 : 404, body: '' };
    throw error;
  }
}

/** `undefined` and the reason when nothing came back, however often it was tried. */
export async function fetchFile(
  request: BootRequest,
  options: FetchOptions,
): Promise<{ answer: BootAnswer; reason: string }> {
  const { tries = 3, retryMs = 1000 } = options;
  let last: { answer: BootAnswer; reason: string } = { answer: undefined, reason: '' };
  for (let n = 0; n < tries; n += 1) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, retryMs * n));
    try {
      const answer = await once(request, options);
      last = { answer, reason: '' };
      if (!LATER.has(answer.status)) return last;
    } catch (error) {
      last = { answer: undefined, reason: (error as Error).message };
    }
  }
  return last;
}
