/**
 * The office's own certificate authority: made when the first identity wants TLS, kept in the data folder, never sent
 * anywhere. It signs one certificate for the address that phones are told; a new address gets a new certificate from
 * the same authority, so that phones which trust the office go on trusting it. RSA 2048 with SHA-256, because phones
 * of many years understand it.
 */
import 'reflect-metadata'; // @peculiar/x509 builds on tsyringe, which wants it first.
import { webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { writeFileDurable } from '../../asterisk/process/durable-file.ts';

export interface ServerCertificate {
  /** What phones and apps have to trust. */
  authorityFile: string;
  certificateFile: string;
  keyFile: string;
}

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const year = 365 * 24 * 3600 * 1000;
const authorityYears = 20;
const serverYears = 5;
/** A certificate is made anew when it has less than this left. */
const renewBefore = year / 2;

x509.cryptoProvider.set(webcrypto);

/** `folder`: `<data folder>/certificates`, made when missing. `address`: IPv4 or IPv6 literal. */
export async function serverCertificate(folder: string, address: string, now: number): Promise<ServerCertificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = {
    authorityFile: join(folder, 'office-ca.crt'),
    certificateFile: join(folder, 'server.crt'),
    keyFile: join(folder, 'server.key'),
  };
  const authority = await authorityOf(files.authorityFile, join(folder, 'office-ca.key'), now);
  if (!isGood(files, address, authority.certificate, now)) await issue(files, address, authority, now);
  return files;
}

interface Authority {
  certificate: x509.X509Certificate;
  key: webcrypto.CryptoKey;
}

async function authorityOf(certificateFile: string, keyFile: string, now: number): Promise<Authority> {
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    const [block] = x509.PemConverter.decode(readFileSync(keyFile, 'utf8'));
    if (block === undefined)
      throw new Error(
        `${keyFile} holds no key. Restore it from a backup, or remove the folder: then phones have to trust a new authority.`,
      );
    const key = await webcrypto.subtle.importKey('pkcs8', block, algorithm, false, ['sign']);
    return { certificate: new x509.X509Certificate(readFileSync(certificateFile, 'utf8')), key };
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const serialNumber = randomSerial();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: `CN=Switchroom office ${serialNumber.slice(2, 10)}`,
    notBefore: new Date(now - 24 * 3600 * 1000), // Clocks of phones are wrong more often than not.
    notAfter: new Date(now + authorityYears * year),
    signingAlgorithm: algorithm,
    keys: keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  // The key first: a certificate without its key would be trusted and useless.
  writeFileDurable(keyFile, await privatePem(keys.privateKey));
  writeFileDurable(certificateFile, `${certificate.toString('pem')}\n`);
  return { certificate, key: keys.privateKey };
}

function isGood(files: ServerCertificate, address: string, authority: x509.X509Certificate, now: number): boolean {
  if (!existsSync(files.certificateFile) || !existsSync(files.keyFile)) return false;
  const certificate = new NodeCertificate(readFileSync(files.certificateFile));
  return (
    certificate.checkIP(address) !== undefined &&
    Date.parse(certificate.validTo) - now > renewBefore &&
    certificate.verify(new NodeCertificate(authority.toString('pem')).publicKey)
  );
}

async function issue(files: ServerCertificate, address: string, authority: Authority, now: number): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: `CN=${address}`,
    issuer: authority.certificate.subject,
    notBefore: new Date(now - 24 * 3600 * 1000),
    notAfter: new Date(now + serverYears * year),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: address }]),
    ],
  });
  writeFileDurable(files.keyFile, await privatePem(keys.privateKey));
  writeFileDurable(files.certificateFile, `${certificate.toString('pem')}\n`);
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

/** Positive and of 15 random bytes (RFC 5280 section 4.1.2.2), as hexadecimal digits. */
function randomSerial(): string {
  return `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;
}
