/**
 * Invitations against the real service, the real Asterisk and a real SIP phone: a device fetches its file over HTTP as its
 * app does, reads it with a strict reader of its own, and registers with what it read. The apps themselves cannot run here;
 * baresip is one of them and reads its own file byte for byte as it was served.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQr from 'jsqr';
import { encode } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identities } from '../../office/features/identities/table.ts';
import { invitations } from '../../office/features/invitations/table.ts';
import { startBaresip } from '../../phones/virtual/baresip.ts';
import { readAcrobits, readBaresip, readLinphone, type ReadAccount } from '../../service/softphones/apps/read-back.ts';
import { tlsAnswers } from '../../service/engine/tls-answers.ts';
import type { InvitationDetail } from '../../service/softphones/view.ts';
import { addPerson, startProduct, until, type Person, type Product } from './product.ts';
import { freePort } from './sipp.ts';

let product: Product;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  for (const end of ends) await end();
  await product.stop();
});

const person = (name: string, type: string, transport: string): Promise<Person> =>
  addPerson(product, name, { identities: [{ type, transport }] });

const of = async ({ identityIds }: Person): Promise<InvitationDetail> => {
  const { current } = await product.ask<{ current: InvitationDetail | null }>('invitation.of', {
    identityId: identityIds[0],
  });
  if (!current) throw new Error('no invitation');
  return current;
};

async function invite(one: Person, app: string): Promise<InvitationDetail> {
  await product.run('invitation.create', { identityId: one.identityIds[0], app, minutes: 30 });
  return of(one);
}

/** What a camera reads from the picture on the screen. */
function scanned(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const scale = 4;
  const pixels = new Uint8ClampedArray(size * size * scale * scale * 4);
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size * scale; x += 1) {
      const value = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true ? 0 : 255;
      pixels.set([value, value, value, 255], (y * size * scale + x) * 4);
    }
  return jsQr(pixels, size * scale, size * scale)?.data ?? 'not readable';
}

async function fetched(url: string, agent: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { 'User-Agent': agent } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function invitedPerson(): Promise<Person> {
  const one = await person('Dora', 'mobile-softphone', 'udp');
  await invite(one, 'linphone');
  return one;
}

/** What an app calls itself is asked for when it has registered. */
const registered = (one: Person) =>
  until('the state registered', async () => {
    const seen = await of(one);
    return seen.state === 'registered' && seen.registeredWith ? seen : undefined;
  });

async function registers(account: ReadAccount): Promise<void> {
  const events: string[] = [];
  const phone = await startBaresip({
    account: {
      displayName: account.name,
      user: account.user,
      authUser: account.user,
      secret: account.secret,
      host: account.server,
      port: account.port,
      transport: account.transport as 'udp', // Safe: one of three, see the readers.
      srtp: account.srtp,
    },
    bind: '127.0.0.1',
    emit: (event) => events.push(event.kind),
  });
  ends.push(() => phone.close());
  await until(`registration (${events.join()})`, () => events.find((kind) => kind.startsWith('register')));
}

test('[I7] [X13] Linphone scans the code, fetches its file and registers; the screen follows, and the page has nothing secret', async () => {
  const anna = await person('Anna', 'mobile-softphone', 'udp');
  const made = await invite(anna, 'linphone');
  expect(made.state).toBe('open');
  const link = scanned(made.qr ?? '');
  expect(link).toBe(`${made.link}/linphone.xml`);
  await expect(product.run('invitation.mail', { id: made.id, to: 'anna@example.com' })).rejects.toThrow(
    'no mail server',
  );
  await fetch(made.link ?? '', { headers: { 'User-Agent': 'Mozilla/5.0' } });
  expect((await of(anna)).state).toBe('opened');
  const account = readLinphone(await fetched(link, 'LinphoneAndroid/6.0'));
  expect(account).toMatchObject({ server: product.server.address, port: product.server.port, transport: 'udp' });
  // The password is new: what was known of this identity before is worth nothing any more.
  expect(account.secret).not.toBe(anna.account.secret);
  expect(await of(anna)).toMatchObject({ state: 'used', usedFor: 'linphone', usedFrom: '127.0.0.1', link: null });
  await registers(account);
  expect((await registered(anna)).registeredWith).toMatch(/baresip/i);
  const again = await fetch(made.link ?? '', { headers: { 'User-Agent': 'Mozilla/5.0' } });
  expect([again.status, (await again.text()).includes(account.secret)]).toEqual([200, false]);
});

test('[I7] Acrobits over TCP; withdrawn after use, the password it gave away registers nobody', async () => {
  const ben = await person('Ben', 'mobile-softphone', 'tcp');
  const made = await invite(ben, 'acrobits');
  const account = readAcrobits(await fetched(`${made.link}/acrobits.xml`, 'Groundwire/6.3'));
  expect(account.transport).toBe('tcp');
  await registers(account);
  expect((await registered(ben)).state).toBe('registered');

  const second = await invite(ben, 'acrobits');
  const given = readAcrobits(await fetched(`${second.link}/acrobits.xml`, 'Groundwire/6.3'));
  await product.run('invitation.withdraw', { id: second.id });
  expect((await of(ben)).state).toBe('withdrawn');
  expect((await fetch(`${second.link}/acrobits.xml`)).status).toBe(410);
  const { password } = await product.ask<{ password: string }>('identity.credentials', { id: ben.identityIds[0] });
  expect(password).not.toBe(given.secret);
  const events: string[] = [];
  const phone = await startBaresip({
    account: { displayName: '', user: given.user, authUser: given.user, secret: given.secret, host: given.server, port: given.port, transport: 'tcp', srtp: false },
    bind: '127.0.0.1',
    emit: (event) => events.push(event.kind),
  }); // prettier-ignore
  ends.push(() => phone.close());
  expect(await until('an answer', () => events.find((kind) => kind.startsWith('register')))).toBe('register-failed');
});

test('[I7] [I6] baresip takes its own file as it was served, trusts the certificate from the page, and registers over TLS', async () => {
  const cara = await person('Cara', 'desktop-softphone', 'tls');
  const tls = product.server.port + 1;
  const made = await invite(cara, 'baresip');
  // The first identity with TLS: the office makes its authority, and Asterisk a transport.
  await until('the TLS port', () =>
    tlsAnswers('127.0.0.1', tls, 1000).then(
      () => true,
      () => undefined,
    ),
  );
  const page = await (await fetch(made.link ?? '', { headers: { 'User-Agent': 'Mozilla/5.0' } })).text();
  expect(page).toContain('href="/join/office-ca.crt"');
  const base = new URL(made.link ?? '').origin;
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-baresip-'));
  writeFileSync(join(folder, 'office-ca.crt'), await fetched(`${base}/join/office-ca.crt`, 'Mozilla/5.0'));
  const file = await fetched(`${made.link}/accounts`, 'Mozilla/5.0');
  expect(readBaresip(file)).toMatchObject({ port: tls, transport: 'tls', srtp: true });
  writeFileSync(join(folder, 'accounts'), file);
  const modules = ['g711.so', 'srtp.so', 'account.so', 'menu.so', 'aubridge.so'];
  writeFileSync(
    join(folder, 'config'),
    [
      `sip_listen 127.0.0.1:${await freePort()}`,
      `sip_cafile ${join(folder, 'office-ca.crt')}`,
      'sip_verify_server yes',
      'module_path /usr/lib/baresip/modules',
      'audio_source aubridge,loop',
      'audio_player aubridge,loop',
      ...modules.map((name) => `module ${name}`),
      '',
    ].join('\n'),
  );
  const child = spawn('baresip', ['-f', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  ends.push(() => child.kill('SIGKILL'));
  expect(await registered(cara)).toMatchObject({ state: 'registered', usedFor: 'baresip' });
});

test('[I7] after all of this no link, code or password stands in the log', async () => {
  const { codeAt } = await of(await invitedPerson());
  await fetch(codeAt ?? '', { method: 'POST', body: 'code=BCDFGHJK' });
  const log = readFileSync(join(product.dataDir, 'log/service.log'), 'utf8');
  const { read } = product.running.service.office;
  const secrets = [
    ...read.all(invitations).flatMap(({ token, typedCode }) => [token, typedCode]),
    ...read.all(identities).map(({ secret }) => secret),
  ];
  expect(log).toContain('wrong invitation code');
  expect(secrets.length).toBeGreaterThanOrEqual(12);
  for (const secret of secrets) expect(log).not.toContain(secret);
});
