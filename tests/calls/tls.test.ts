import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tlsAnswers } from '../../service/engine/tls-answers.ts';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { freePort, placeCalls } from './sipp.ts';

let product: Product;
let secure: Person;
let plain: Person;
const ends: (() => void)[] = [];

beforeAll(async () => {
  product = await startProduct();
  plain = await addPerson(product, 'Plain');
  secure = await addPerson(product, 'Secure', { identities: [{ type: 'deskphone', transport: 'tls' }] });
});

afterAll(async () => {
  for (const end of ends) end();
  await product.stop();
});

/** baresip with one account over TLS and SRTP, which trusts the office's authority and nobody else. */
async function baresip(person: Person, port: number): Promise<{ said: () => string }> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-baresip-'));
  mkdirSync(folder, { recursive: true });
  const modules = ['g711.so', 'srtp.so', 'account.so', 'menu.so', 'stdio.so', 'aubridge.so'];
  writeFileSync(
    join(folder, 'config'),
    [
      `sip_listen 127.0.0.1:${await freePort()}`,
      `sip_cafile ${join(product.dataDir, 'certificates/office-ca.crt')}`,
      'sip_verify_server yes',
      'module_path /usr/lib/baresip/modules',
      'audio_source aubridge,loop',
      'audio_player aubridge,loop',
      ...modules.map((name) => `module ${name}`),
      '',
    ].join('\n'),
  );
  const { device, secret } = person.account;
  writeFileSync(
    join(folder, 'accounts'),
    `<sip:${device}@127.0.0.1:${port};transport=tls>;auth_user=${device};auth_pass=${secret};mediaenc=srtp-mand;answermode=auto;regint=600\n`,
  );
  const child = spawn('baresip', ['-f', folder, '-v'], { stdio: ['pipe', 'pipe', 'pipe'] });
  ends.push(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { said: () => text };
}

test('[I6] a phone over TLS registers with the office certificate, takes an encrypted call, and cannot be called without', async () => {
  const tls = product.server.port + 1;
  await until('the TLS port', () =>
    tlsAnswers('127.0.0.1', tls, 1000).then(
      () => true,
      () => undefined,
    ),
  );
  const phone = await baresip(secure, tls);
  type Details = { extension: { identities: { registration: { status: string; transport?: string } }[] } };
  const registration = await until('the TLS registration', async () => {
    const { extension } = await product.ask<Details>('person.get', { id: secure.userId });
    const [identity] = extension.identities;
    return identity?.registration.status === 'registered' ? identity.registration : undefined;
  }).catch((error: Error) => {
    throw new Error(`${error.message}\n${phone.said()}`);
  });
  expect(registration.transport?.toLowerCase()).toBe('tls');

  const phones = await ringingPhones(product, [{ account: plain.account, does: { what: 'rings' } }]);
  const [call] = await placeCalls(product.server, [{ ...plain.account, number: secure.number, talkMs: 1500 }]);
  await phones.stop();
  expect(call?.status, phone.said()).toBe(200);
  expect(phone.said()).toMatch(/SRTP|srtp/);

  // The same credentials with plain RTP: Asterisk refuses the offer (488), the call never is.
  const [refused] = await placeCalls(product.server, [{ ...secure.account, number: plain.number, talkMs: 300 }], 1, 10);
  expect(refused?.status).not.toBe(200);
});
