import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { serverCertificate } from './authority.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'switchroom-certificates-'));
const now = Date.now();

test('[I6] a phone that trusts the office reaches the server at its address, and at no other', async () => {
  const files = await serverCertificate(folder(), '127.0.0.1', now);
  const server = createServer(
    { cert: readFileSync(files.certificateFile), key: readFileSync(files.keyFile) },
    (socket) => socket.end('hello'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ca = readFileSync(files.authorityFile);
  const trusting = connect({ host: '127.0.0.1', port, ca });
  await once(trusting, 'secureConnect');
  expect(trusting.authorized).toBe(true);
  trusting.destroy();
  const stranger = connect({ host: '127.0.0.1', port });
  const [refused] = (await once(stranger, 'error')) as [Error];
  expect(refused.message).toMatch(/unable to verify|self.signed/);
  server.close();
});

test('[I6] the same address keeps its certificate, a new address gets one from the same authority', async () => {
  const place = folder();
  const first = await serverCertificate(place, '192.0.2.1', now);
  const texts = () => [first.authorityFile, first.certificateFile].map((file) => readFileSync(file, 'utf8'));
  const [authority, certificate] = texts();
  await serverCertificate(place, '192.0.2.1', now);
  expect(texts()).toEqual([authority, certificate]);
  await serverCertificate(place, '192.0.2.2', now);
  expect(texts()[0]).toBe(authority);
  expect(texts()[1]).not.toBe(certificate);
  expect(statSync(first.keyFile).mode & 0o077).toBe(0);
});

test('[I6] a certificate that ends soon is renewed', async () => {
  const place = folder();
  const { certificateFile } = await serverCertificate(place, '192.0.2.1', now);
  const before = readFileSync(certificateFile, 'utf8');
  await serverCertificate(place, '192.0.2.1', now + 4.8 * 365 * 24 * 3600 * 1000);
  expect(readFileSync(certificateFile, 'utf8')).not.toBe(before);
});
