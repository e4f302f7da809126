/**
 * A registrar of a few lines for tests of virtual phones without the engine: digest (RFC 2617, MD5) and nothing more.
 * It accepts exactly the account it was given, and can send a NOTIFY to the contact that registered.
 */

import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { answerTo, headerOf, parseSip, parseSipUri, uriOf, type SipRequest } from '../sip/message.ts';
import { sipNotify, type SipNotify } from '../sip/notify.ts';

export type Registration = {
  user: string;
  address: string;
  port: number;
  contact: string;
  expires: number;
  userAgent: string | undefined;
};

export type TestRegistrar = {
  port: number;
  readonly registrations: readonly Registration[];
  /** Registrations that were refused, with the reason. */
  readonly refusals: readonly string[];
  notify: (registration: Registration, notify: SipNotify) => Promise<{ status: number }>;
  close: () => Promise<void>;
};

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** `Digest a="b", c=d`: the values hold no commas here. */
function digestOf(header: string): Map<string, string> {
  const pairs = header.replace(/^Digest\s+/i, '').split(',');
  return new Map(
    pairs.map((pair) => [
      pair.slice(0, pair.indexOf('=')).trim().toLowerCase(),
      pair
        .slice(pair.indexOf('=') + 1)
        .trim()
        .replaceAll('"', ''),
    ]),
  );
}

function isRight(request: SipRequest, account: { user: string; secret: string }, nonce: string): boolean {
  const digest = digestOf(headerOf(request, 'authorization') ?? '');
  const of = (name: string): string => digest.get(name) ?? '';
  if (of('username') !== account.user || of('nonce') !== nonce) return false;
  const [ha1, ha2] = [md5(`${account.user}:${of('realm')}:${account.secret}`), md5(`${request.method}:${of('uri')}`)];
  const middle = of('qop') === '' ? nonce : `${nonce}:${of('nc')}:${of('cnonce')}:${of('qop')}`;
  return of('response') === md5(`${ha1}:${middle}:${ha2}`);
}

export async function startTestRegistrar(options: {
  address: string;
  port?: number;
  user: string;
  secret: string;
}): Promise<TestRegistrar> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: options.address, port: options.port ?? 0 }, resolve);
  });
  const nonce = randomBytes(8).toString('hex');
  const registrations: Registration[] = [];
  const refusals: string[] = [];
  socket.on('message', (bytes, from) => {
    const request = parseSip(bytes);
    if (request.kind !== 'request' || request.method !== 'REGISTER') return;
    const tag = randomBytes(4).toString('hex');
    const send = (status: number, reason: string, headers: readonly (readonly [string, string])[]): void => {
      socket.send(answerTo(request, status, reason, { tag, headers }), from.port, from.address);
    };
    if (headerOf(request, 'authorization') === undefined) {
      send(401, 'Unauthorized', [
        ['WWW-Authenticate', `Digest realm="test", nonce="${nonce}", algorithm=MD5, qop="auth"`],
      ]);
      return;
    }
    if (!isRight(request, options, nonce)) {
      refusals.push('wrong credentials');
      send(403, 'Forbidden', []);
      return;
    }
    const contact = headerOf(request, 'contact') ?? '';
    const expires = Number(/expires=(\d+)/i.exec(contact)?.[1] ?? headerOf(request, 'expires') ?? '300');
    registrations.push({
      user: options.user,
      address: from.address,
      port: from.port,
      contact: uriOf(contact),
      expires,
      userAgent: headerOf(request, 'user-agent'),
    });
    send(
      200,
      'OK',
      [['Contact', expires > 0 ? `<${uriOf(contact)}>;expires=${expires}` : '*']].filter(
        ([, value]) => value !== '*',
      ) as [string, string][],
    );
  });
  return {
    port: socket.address().port,
    registrations,
    refusals,
    notify: (registration, notify) => {
      const uri = parseSipUri(registration.contact);
      return sipNotify(
        {
          host: registration.address,
          port: registration.port,
          transport: 'udp',
          timeoutMs: 3000,
          localAddress: options.address,
          ...(uri === undefined ? {} : { user: uri.user }),
        },
        notify,
      );
    },
    close: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}
