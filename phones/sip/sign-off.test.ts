import { afterEach, describe, expect, it } from 'vitest';
import { startTestRegistrar, type TestRegistrar } from '../virtual/registrar.ts';
import { digestAnswer, digestFields } from './digest.ts';
import { signOff, SignOffRefused } from './sign-off.ts';

let registrar: TestRegistrar | undefined;
afterEach(async () => {
  await registrar?.close();
  registrar = undefined;
});

const start = async () => {
  registrar = await startTestRegistrar({ address: '127.0.0.1', user: 'p7', secret: 'a;b<c>"d' });
  return { host: '127.0.0.1', port: registrar.port, transport: 'udp' as const, timeoutMs: 2000 };
};

describe('signing an account off everywhere', () => {
  it('is a REGISTER of all contacts with no time left, with the account’s password', async () => {
    await signOff(await start(), { user: 'p7', secret: 'a;b<c>"d' });
    expect(registrar?.registrations).toMatchObject([{ user: 'p7', contact: '*', expires: 0 }]);
  });

  it('says that it was refused', async () => {
    await expect(signOff(await start(), { user: 'p7', secret: 'other' })).rejects.toThrow(SignOffRefused);
    expect(registrar?.registrations).toEqual([]);
  });
});

describe('digest', () => {
  it('computes the example of RFC 2617 section 3.5 without qop', () => {
    const challenge =
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c"';
    const request = { method: 'GET', uri: '/dir/index.html', user: 'Mufasa', secret: 'CircleOfLife' };
    const answer = digestFields(digestAnswer(challenge, request) ?? '');
    expect(answer.get('response')).toBe('1949323746fe6a43ef61f9606e7febea');
    expect(answer.get('opaque')).toBe('5ccc069c');
  });

  it.each(['', 'Basic realm="x"', 'Digest realm="a", nonce="b", algorithm=SHA-256', 'Digest realm="a", nonce="b", qop="auth-int"'])(
    'does not answer what it cannot: %s',
    (challenge) => {
      expect(digestAnswer(challenge, { method: 'REGISTER', uri: 'sip:x', user: 'u', secret: 's' })).toBeUndefined();
    },
  ); // prettier-ignore
});
