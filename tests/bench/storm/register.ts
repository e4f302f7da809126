/** Thousands of phones that register with real digest, spread over a time, by sipp; see register.xml beside. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../calls/ports.ts';
import type { PhoneAccount, Server } from '../../calls/sipp.ts';

/** Resolves when every one is registered; throws when one could not. */
export async function registerWithin(server: Server, phones: readonly PhoneAccount[], spreadMs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  const port = await freePort();
  const rows = phones.map(
    ({ device, secret }) => `${device};[authentication username=${device} password=${secret}];r0.${device};${port};\n`,
  );
  writeFileSync(join(folder, 'in.csv'), `SEQUENTIAL\n${rows.join('')}`);
  const flags = {
    sf: join(import.meta.dirname, 'register.xml'),
    inf: 'in.csv',
    m: phones.length,
    r: Math.ceil(phones.length / (spreadMs / 1000)),
    i: server.address,
    p: port,
    timeout: 180,
    error_file: 'errors.log',
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`-${name}`, String(value)]);
  // `aa`: Asterisk asks the first phones with OPTIONS while the last ones register.
  const child = spawn('sipp', [`${server.address}:${server.port}`, '-nostdin', '-aa', '-trace_err', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`registering failed (sipp ${code}):\n${wrongIn(join(folder, 'errors.log'))}`);
  rmSync(folder, { recursive: true, force: true });
}

function wrongIn(file: string): string {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => !line.includes('Automatic response')).join('\n').slice(0, 3000); // prettier-ignore
}
