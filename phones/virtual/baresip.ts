/**
 * A real SIP stack for a virtual phone: baresip (Debian package baresip-core), run from a folder of its own and driven
 * over its control port on loopback. What it does is read from its events (ctrl_tcp) and its SIP trace, which is also
 * how a NOTIFY check-sync from the registrar is noticed: baresip itself has no use for that event.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { StartStack } from './stack.ts';

export type BaresipAccount = {
  displayName: string;
  user: string;
  authUser: string;
  secret: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  srtp: boolean;
};

export type BaresipEvent =
  | { kind: 'registered' | 'unregistered'; user: string }
  | { kind: 'register-failed'; user: string; reason: string }
  | { kind: 'ringing' | 'answered'; from: string }
  | { kind: 'ended'; reason: string }
  | { kind: 'notify'; event: string }
  | { kind: 'exited'; code: number | null };

export type Baresip = {
  answer: () => void;
  hangUp: () => void;
  dial: (number: string) => void;
  close: (how?: 'pulled') => Promise<void>;
};

export class BaresipMissing extends Error {
  override name = 'BaresipMissing';
}

const MODULE_FOLDERS = [
  '/usr/lib/baresip/modules',
  '/usr/lib/x86_64-linux-gnu/baresip/modules',
  '/usr/local/lib/baresip/modules',
];

async function moduleFolder(): Promise<string> {
  for (const folder of MODULE_FOLDERS) {
    const names = await readdir(folder).catch((error: unknown): string[] => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    if (names.includes('account.so')) return folder;
  }
  throw new BaresipMissing('baresip is not installed; install the Debian package "baresip-core"');
}

/** baresip's account line has a grammar of its own: quotes, angle brackets and semicolons would end a value early. */
const plain = (text: string): string => text.replaceAll(/["<>;,\\\r\n]/g, ' ');

function accountLine(account: BaresipAccount): string {
  const { host, port, transport } = account;
  // Tried: of all characters only this one cannot be said inside the quotes.
  if (account.secret.includes('"')) throw new Error('baresip cannot be given a password with a quotation mark');
  return [
    `"${plain(account.displayName)}" <sip:${account.user}@${host}:${port};transport=${transport}>`,
    `auth_user=${account.authUser}`,
    `auth_pass="${account.secret}"`,
    'regint=300',
    'answermode=manual',
    'audio_codecs=PCMA/8000/1,PCMU/8000/1',
    ...(account.srtp ? ['mediaenc=srtp-mand'] : []),
  ].join(';');
}

/** Says a WAV file (8 kHz, mono) and writes what it hears into a folder, instead of saying what it hears. */
export type BaresipSound = { says: string; recordsTo: string };

function soundLines(sound: BaresipSound | undefined): string[] {
  // One bridge for ear and mouth: the phone says what it hears, so a caller's audio comes back and can be checked.
  const says = sound === undefined ? 'aubridge,loop' : `aufile,${sound.says}`;
  return [
    'audio_player aubridge,loop',
    `audio_source ${says}`,
    'audio_alert aubridge,alert',
    ...(sound === undefined ? [] : [`snd_path ${sound.recordsTo}`, 'module aufile.so', 'module sndfile.so']),
  ];
}

function configText(options: {
  modules: string;
  bind: string;
  control: number;
  sound: BaresipSound | undefined;
}): string {
  return [
    `module_path ${options.modules}`,
    'poll_method epoll',
    `sip_listen ${options.bind}:0`,
    `net_interface ${options.bind}`,
    'call_max_calls 4',
    ...['g711.so', 'aubridge.so', 'srtp.so'].map((name) => `module ${name}`),
    ...soundLines(options.sound),
    'module_tmp account.so',
    'module_app menu.so',
    'module_app ctrl_tcp.so',
    `ctrl_tcp_listen 127.0.0.1:${options.control}`,
    '',
  ].join('\n');
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** Netstrings: `12:{"event":...},`. */
function* netstrings(buffer: { text: string }): Generator<Record<string, unknown>> {
  for (;;) {
    const colon = buffer.text.indexOf(':');
    const length = Number(buffer.text.slice(0, colon));
    if (colon < 1 || !Number.isInteger(length) || buffer.text.length < colon + length + 2) return;
    const body = buffer.text.slice(colon + 1, colon + 1 + length);
    buffer.text = buffer.text.slice(colon + length + 2);
    yield JSON.parse(body) as Record<string, unknown>;
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

function eventOf(message: Record<string, unknown>): BaresipEvent | undefined {
  const [peer, param] = [asText(message['peeruri']), asText(message['param'])];
  switch (message['type']) {
    case 'CALL_INCOMING':
      return { kind: 'ringing', from: peer };
    case 'CALL_ESTABLISHED':
      return { kind: 'answered', from: peer };
    case 'CALL_CLOSED':
      return { kind: 'ended', reason: param };
    default:
      return undefined;
  }
}

type Traced = { start: string; headers: Map<string, string> };

/**
 * Registration and NOTIFY are read from the trace: the first REGISTER is answered before the control port can be
 * reached, and its event would be lost. Colour codes stand around each message; an empty line ends its headers.
 */
function traceReader(emit: (event: BaresipEvent) => void): (line: string) => void {
  let message: Traced | undefined;
  /** The REGISTER that waits for an answer, by Call-ID: each account has one. */
  const asked = new Map<string, Traced>();
  const userOf = (headers: Traced['headers']): string => /sips?:([^@>;]*)@/.exec(headers.get('to') ?? '')?.[1] ?? '';
  const over = ({ start, headers }: Traced): void => {
    const cseq = headers.get('cseq') ?? '';
    const callId = headers.get('call-id') ?? '';
    if (start.startsWith('REGISTER ')) asked.set(callId, { start, headers });
    else if (start.startsWith('NOTIFY '))
      emit({ kind: 'notify', event: headers.get('event') ?? headers.get('o') ?? '' });
    else if (start.startsWith('SIP/2.0 ') && cseq.endsWith(' REGISTER')) {
      const question = asked.get(callId);
      if (question === undefined) return;
      const user = userOf(headers);
      const status = Number(start.slice(8, 11));
      const isChallenge =
        (status === 401 || status === 407) &&
        !question.headers.has('authorization') &&
        !question.headers.has('proxy-authorization');
      const isLeaving = question.headers.get('contact')?.includes('expires=0') === true;
      if (status >= 200 && status < 300) emit({ kind: isLeaving ? 'unregistered' : 'registered', user });
      else if (status >= 300 && !isChallenge) emit({ kind: 'register-failed', user, reason: start.slice(8) });
    }
  };
  return (line) => {
    const text = line.trim();
    if (/^(REGISTER|NOTIFY) sips?:|^SIP\/2\.0 \d{3} /.test(text)) message = { start: text, headers: new Map() };
    else if (text === '' && message !== undefined) {
      over(message);
      message = undefined;
    } else if (message !== undefined) {
      const colon = text.indexOf(':');
      const name = text.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      if (colon > 0 && !message.headers.has(name)) message.headers.set(name, text.slice(colon + 1).trim());
    }
  };
}

async function control(port: number, hasExited: () => boolean): Promise<Socket> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const attempt = connect(port, '127.0.0.1');
      attempt.once('connect', () => {
        resolve(attempt);
      });
      attempt.once('error', () => {
        resolve(undefined);
      });
    });
    if (socket !== undefined) return socket;
    if (hasExited() || Date.now() > deadline)
      throw new Error('baresip did not start; see the events for its last words');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Throws `BaresipMissing` when it is not installed. The registrar sees baresip's own User-Agent: 1.0 has no switch for it. */
export async function startBaresip(options: {
  /** One or several in one process, as a phone with several lines has them. */
  account: BaresipAccount | readonly BaresipAccount[];
  bind: string;
  emit: (event: BaresipEvent) => void;
  sound?: BaresipSound;
}): Promise<Baresip> {
  const { account, bind, emit, sound } = options;
  const accounts = 'user' in account ? [account] : account;
  const modules = await moduleFolder();
  const folder = await mkdtemp(join(tmpdir(), 'virtual-phone-'));
  const port = await freePort();
  await writeFile(join(folder, 'config'), configText({ modules, bind, control: port, sound }), { mode: 0o600 });
  await writeFile(join(folder, 'accounts'), `${accounts.map(accountLine).join('\n')}\n`, { mode: 0o600 });
  await writeFile(join(folder, 'contacts'), '', { mode: 0o600 });

  const child: ChildProcess = spawn('baresip', ['-f', folder, '-s'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let hasExited = false;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      hasExited = true;
      emit({ kind: 'register-failed', user: '', reason: `baresip could not be started: ${error.message}` });
      resolve();
    });
    child.once('exit', (code) => {
      hasExited = true;
      emit({ kind: 'exited', code });
      resolve();
    });
  });
  const read = traceReader(emit);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', read);
  }
  const socket = await control(port, () => hasExited);
  const buffer = { text: '' };
  socket.on('error', () => undefined); // The process end is what counts, and it is reported.
  socket.on('data', (chunk) => {
    buffer.text += chunk.toString('utf8');
    for (const message of netstrings(buffer)) {
      const event = message['event'] === true ? eventOf(message) : undefined;
      if (event !== undefined) emit(event);
    }
  });
  const command = (name: string, params?: string): void => {
    const body = JSON.stringify(params === undefined ? { command: name } : { command: name, params });
    socket.write(`${Buffer.byteLength(body)}:${body},`);
  };
  return {
    answer: () => {
      command('accept');
    },
    hangUp: () => {
      command('hangup');
    },
    dial: (number) => {
      command('dial', number);
    },
    close: async (how) => {
      // Quitting by command lets it unregister, as a phone that is restarted does.
      if (how === 'pulled') child.kill('SIGKILL');
      else command('quit');
      const force = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exited;
      clearTimeout(force);
      socket.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the stack of a virtual phone. Lamps and the vendor's name in SIP are not to be had from baresip 1.0. */
export const baresipStack: StartStack = ({ accounts, bind, emit, onNotify }) =>
  startBaresip({
    account: accounts,
    bind,
    emit: (event) => {
      // It has answered the NOTIFY by itself already, so nobody can be asked for a password.
      if (event.kind === 'notify') onNotify({ event: event.event, contentType: '', body: '' }, true);
      else emit(event);
    },
  });
