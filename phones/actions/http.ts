/**
 * Asks a phone's own web server to do something, with the administrator password that the phone got from us. What answers
 * at an address is not trusted: it is asked only inside the office, never followed elsewhere, given a few seconds, and not
 * believed beyond its status. The password goes out in the clear only to a phone that knows no better (RFC 7617).
 */

import { request } from 'node:http';
import { isOfficeAddress } from '../discovery/subnet.ts';
import { digestAnswer } from '../sip/digest.ts';
import { bracketed } from '../sip/request.ts';

export type PhoneWebTarget = {
  host: string;
  /** 80 unless a test listens elsewhere. */
  port?: number;
  path: string;
  auth: 'basic' | 'digest';
  user: string;
  password: string;
  timeoutMs?: number;
  localAddress?: string;
};

export type PhoneWebCode =
  'not-office' | 'password-refused' | 'no-challenge' | 'redirect' | 'status' | 'timeout' | 'unreachable';

export class PhoneWebError extends Error {
  override name = 'PhoneWebError';
  readonly code: PhoneWebCode;
  constructor(code: PhoneWebCode, message: string) {
    super(message);
    this.code = code;
  }
}

const TIMEOUT_MS = 5000;
/** A page is not read; a server that never ends one is cut off. */
const MAX_BODY = 64 * 1024;

type Answer = { status: number; challenges: readonly string[] };

/** Resolves with a status of the 200s. Throws `PhoneWebError`. */
export async function askPhone(target: PhoneWebTarget): Promise<{ status: number }> {
  const { host, path, user, password } = target;
  if (!isOfficeAddress(host)) throw new PhoneWebError('not-office', `${host} is not an address of this office`);
  const first = await get(target);
  const answer = first.status === 401 ? await get(target, authorization()) : first;
  if (answer.status === 401 || answer.status === 403)
    throw new PhoneWebError('password-refused', 'the phone refuses the administrator password of the office');
  if (answer.status >= 300 && answer.status < 400)
    throw new PhoneWebError('redirect', 'the phone sends us elsewhere, where nobody follows');
  if (answer.status > 299)
    throw new PhoneWebError('status', `the phone’s web server answered ${String(answer.status)}`);
  return { status: answer.status };

  function authorization(): string {
    const digest = first.challenges.find((one) => /^digest\s/i.test(one));
    // A phone that offers the safer way gets that, also where its vendor is known for the other.
    const answered = digest && digestAnswer(digest, { method: 'GET', uri: path, user, secret: password });
    if (answered !== undefined) return answered;
    const takesBasic = first.challenges.some((one) => /^basic(\s|$)/i.test(one));
    if (takesBasic && target.auth === 'basic') return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    throw new PhoneWebError('no-challenge', 'the phone’s web server asks for a password in a way that we do not speak');
  }
}

function get(target: PhoneWebTarget, authorization?: string): Promise<Answer> {
  const { host, port = 80, path, timeoutMs = TIMEOUT_MS, localAddress } = target;
  return new Promise((resolve, reject) => {
    const asked = request({
      host,
      port,
      path,
      method: 'GET',
      agent: false,
      ...(localAddress === undefined ? {} : { localAddress }),
      headers: {
        Host: port === 80 ? bracketed(host) : `${bracketed(host)}:${port}`,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
    });
    const timer = setTimeout(() => {
      fail(new PhoneWebError('timeout', `the phone’s web server did not answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    function fail(error: PhoneWebError): void {
      clearTimeout(timer);
      asked.destroy();
      reject(error);
    }
    asked.on('error', (error) => {
      fail(new PhoneWebError('unreachable', `the phone’s web server is not there (${codeOf(error)})`));
    });
    asked.on('response', (response) => {
      const { headers } = response;
      const raw = response.rawHeaders;
      const challenges = raw.flatMap((name, at) =>
        at % 2 === 0 && name.toLowerCase() === 'www-authenticate' ? (raw[at + 1] ?? []) : [],
      );
      const status = response.statusCode ?? 0;
      const done = (): void => {
        clearTimeout(timer);
        resolve({ status, challenges });
      };
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_BODY) return;
        asked.destroy();
        done();
      });
      response.on('end', done);
      // The status has come; a phone that restarts at once may not finish its page.
      response.on('error', done);
      response.on('close', done);
      if (headers['content-length'] === '0') done();
    });
    asked.end();
  });
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.message);
