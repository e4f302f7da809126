/**
 * A softphone for tests in namespaces: registers with given credentials, says a tone of 440 Hz and listens.
 *   node tests/lan/softphone.ts '{"bind":"10.20.0.5","host":"10.20.0.1","port":5060,"user":"...","secret":"..."}'
 * Prints one JSON line for each thing that happens. Reads commands, one a line: dial NUMBER, hangup, heard, quit.
 * `heard` tells how much of the last half second that it heard was its own tone.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startBaresip } from '../../phones/virtual/baresip.ts';
import { shareOf, toneFile } from './tone.ts';

export interface SoftphoneOptions {
  bind: string;
  host: string;
  port: number;
  user: string;
  secret: string;
}

const { bind, host, port, user, secret } = JSON.parse(process.argv[2] ?? '{}') as SoftphoneOptions;
const folder = mkdtempSync(join(tmpdir(), 'softphone-'));
const recordsTo = join(folder, 'heard');
mkdirSync(recordsTo);
writeFileSync(join(folder, 'tone.wav'), toneFile(440, 20));

const print = (line: object): void => {
  process.stdout.write(`${JSON.stringify({ at: Date.now(), ...line })}\n`);
};

const phone = await startBaresip({
  account: { displayName: '', user, authUser: user, secret, host, port, transport: 'udp', srtp: false },
  bind,
  sound: { says: join(folder, 'tone.wav'), recordsTo },
  emit: print,
});

let isLeaving = false;
async function leave(): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  await phone.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

function heard(): void {
  const file = readdirSync(recordsTo).find((name) => name.endsWith('-dec.wav'));
  print({ kind: 'heard', share: file === undefined ? 0 : shareOf(440, readFileSync(join(recordsTo, file))) });
}

process.on('SIGTERM', () => void leave());
createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, argument = ''] = line.split(' ');
  if (command === 'dial') phone.dial(argument);
  else if (command === 'hangup') phone.hangUp();
  else if (command === 'heard') heard();
  else if (command === 'quit') void leave();
  else print({ kind: 'unknown-command', line });
});
print({ kind: 'ready' });
