import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { askPhone, type PhoneWebTarget } from './http.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const password = 'k3-Vd8_tR2w';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A phone's web server; no real one can be had here. */
async function web(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = [];
  const listening = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const target: PhoneWebTarget = { host: '127.0.0.1', port, path: '/cgi/reboot?now=1', auth: 'digest', user: 'admin', password }; // prettier-ignore
  return { asked, target };
}

function digestServer(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers.authorization ?? '';
  const of = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(given)?.[1] ?? '';
  const middle = [of('nonce'), of('nc'), of('cnonce'), of('qop')].join(':');
  const wanted = md5(`${md5(`admin:phone:${password}`)}:${middle}:${md5(`GET:${request.url ?? ''}`)}`);
  if (of('nonce') === 'n1' && of('response') === wanted) return void response.end('rebooting');
  response.writeHead(401, [
    ['WWW-Authenticate', 'Basic realm="phone"'],
    ['WWW-Authenticate', 'Digest realm="phone", qop="auth", nonce="n1"'],
  ] as never); // rawHeaders form, as a device with two challenges sends it
  response.end();
}

describe('[R4] a phone asked by its web server', () => {
  test('digest is answered, also by the side of basic', async () => {
    const { asked, target } = await web(digestServer);
    expect(await askPhone(target)).toEqual({ status: 200 });
    expect(await askPhone({ ...target, auth: 'basic' })).toEqual({ status: 200 });
    expect(asked).toHaveLength(4);
  });

  test('a wrong password is named as such and not tried again', async () => {
    const { asked, target } = await web(digestServer);
    await expect(askPhone({ ...target, password: 'other' })).rejects.toMatchObject({ code: 'password-refused' });
    expect(asked).toHaveLength(2);
  });

  test('basic only where the vendor needs it: a device that asks for the plain password gets none else', async () => {
    const { asked, target } = await web((request, response) => {
      const isRight = request.headers.authorization === `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
      response.writeHead(isRight ? 200 : 401, isRight ? {} : { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    await expect(askPhone(target)).rejects.toMatchObject({ code: 'no-challenge' });
    expect(asked).toHaveLength(1);
    expect(await askPhone({ ...target, auth: 'basic' })).toEqual({ status: 200 });
  });

  test('nobody is followed elsewhere, and nothing is asked outside the office', async () => {
    const { asked, target } = await web((_, response) => {
      response.writeHead(302, { location: 'http://203.0.113.5/' }).end();
    });
    await expect(askPhone(target)).rejects.toMatchObject({ code: 'redirect' });
    await expect(askPhone({ ...target, host: '203.0.113.5' })).rejects.toMatchObject({ code: 'not-office' });
    await expect(askPhone({ ...target, host: 'phone.example' })).rejects.toMatchObject({ code: 'not-office' });
    expect(asked).toHaveLength(1);
  });

  test('silence, an endless page and a closed port end in time', async () => {
    const silent = await web(() => {});
    await expect(askPhone({ ...silent.target, timeoutMs: 80 })).rejects.toMatchObject({ code: 'timeout' });
    server?.closeAllConnections();
    server?.close();
    await expect(askPhone(silent.target)).rejects.toMatchObject({ code: 'unreachable' });
    const endless = await web((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(50_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await askPhone(endless.target)).toEqual({ status: 200 });
  });
});
