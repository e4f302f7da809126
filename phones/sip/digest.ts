/** HTTP digest as SIP uses it (RFC 3261 section 22, RFC 2617): MD5, because that is what every phone and Asterisk speak. */

import { createHash, randomBytes } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** `Digest a="b", c=d`: names in lower case. Quoted values may hold commas. */
export function digestFields(header: string): Map<string, string> {
  const pairs = header.replace(/^\s*Digest\s+/i, '').matchAll(/([a-z-]+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/gi);
  return new Map([...pairs].map(([, name = '', quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? '']));
}

/** The Authorization header for this challenge, or undefined when it wants what we do not speak. */
export function digestAnswer(
  challenge: string,
  request: { method: string; uri: string; user: string; secret: string },
): string | undefined {
  const fields = digestFields(challenge);
  const of = (name: string): string => fields.get(name) ?? '';
  const offersAuth = of('qop')
    .split(',')
    .some((one) => one.trim() === 'auth');
  if (of('nonce') === '' || !['', 'MD5'].includes(of('algorithm').toUpperCase())) return undefined;
  if (of('qop') !== '' && !offersAuth) return undefined;
  const { method, uri, user, secret } = request;
  const cnonce = randomBytes(8).toString('hex');
  const middle = offersAuth ? `${of('nonce')}:00000001:${cnonce}:auth` : of('nonce');
  const response = md5(`${md5(`${user}:${of('realm')}:${secret}`)}:${middle}:${md5(`${method}:${uri}`)}`);
  return [
    `Digest username="${user}"`,
    `realm="${of('realm')}"`,
    `nonce="${of('nonce')}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    'algorithm=MD5',
    ...(fields.has('opaque') ? [`opaque="${of('opaque')}"`] : []),
    ...(offersAuth ? [`cnonce="${cnonce}"`, 'nc=00000001', 'qop=auth'] : []),
  ].join(', ');
}
