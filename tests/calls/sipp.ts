/**
 * Real SIP phones for the call tests: Debian's sipp with the scenarios beside this file. One sipp is all the phones of
 * a test; what each does with a call stands in its contact. What happened is read from sipp's own trace of messages,
 * so times are those at the phone's socket.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Server {
  address: string;
  port: number;
}

export interface PhoneAccount {
  device: string;
  secret: string;
}

/** `afterMs`: how long it rings before that happens. */
export type Behaviour = { what: 'rings' } | { what: 'answers' | 'busy' | 'declines'; afterMs: number };

export interface OutgoingCall extends PhoneAccount {
  number: string;
  /** How long to talk once answered. */
  talkMs: number;
}

/** One second of a 440 Hz tone in G.711 A-law (ITU-T G.711), which a calling phone repeats as its voice. */
function tone(): Buffer {
  return Buffer.from(
    Array.from({ length: 8000 }, (_, index) => alaw(Math.round(8000 * Math.sin((2 * Math.PI * 440 * index) / 8000)))),
  );
}

function alaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const magnitude = Math.min(Math.abs(sample), 32_635);
  const exponent = magnitude < 256 ? 0 : Math.floor(Math.log2(magnitude)) - 7;
  const code = exponent === 0 ? magnitude >> 4 : (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f);
  return code ^ sign ^ 0x55;
}

/** One message at a socket; `at` in milliseconds since 1970. */
interface Message {
  at: number;
  direction: 'sent' | 'received';
  callId: string;
  cseq: string;
  firstLine: string;
}

export interface Ringing {
  device: string;
  from: number;
  to: number | null;
  end: 'answered' | 'cancelled' | 'busy' | 'declined' | 'open';
}

export interface CallResult {
  device: string;
  number: string;
  /** When the authenticated INVITE left. */
  startedAt: number;
  endedAt: number | null;
  /** Final status of the INVITE, or null when none came. */
  status: number | null;
  /** The caller heard something before an answer: 183. */
  earlyMedia: boolean;
}

const scenario = (name: string) => join(import.meta.dirname, `${name}.xml`);
const letter = { rings: 'r', answers: 'a', busy: 'b', declines: 'd' } as const;
const credentials = ({ device, secret }: PhoneAccount) => `[authentication username=${device} password=${secret}]`;

/**
 * A port that is free for UDP and TCP, and the next one too (TLS has that). Below the system's range for outgoing
 * connections, so that nobody gets it by chance between this look and its use.
 */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    if (
      (await isFree('udp', port, address)) &&
      (await isFree('tcp', port, address)) &&
      (await isFree('tcp', port + 1, address))
    )
      return port;
  }
  throw new Error('no free port found');
}

function isFree(protocol: 'udp' | 'tcp', port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const taken = () => resolve(false);
    if (protocol === 'udp') {
      const socket = createSocket('udp4').once('error', taken);
      socket.bind(port, address, () => socket.close(() => resolve(true)));
    } else {
      const server = createServer().once('error', taken);
      server.listen(port, address, () => server.close(() => resolve(true)));
    }
  });
}

interface SippRun {
  process: ChildProcess;
  finished: Promise<number | null>;
  folder: string;
}

function sipp(args: readonly string[], folder: string): SippRun {
  const child = spawn('sipp', args, { cwd: folder, stdio: 'ignore' });
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Error("sipp does not start: install Debian's sip-tester", { cause: error })),
    );
    child.once('exit', (code) => resolve(code));
  });
  return { process: child, finished, folder };
}

const csv = (lines: readonly (readonly string[])[]) =>
  `SEQUENTIAL\n${lines.map((fields) => `${fields.join(';')};\n`).join('')}`;

/** Registers phones with digest; throws when one of them is refused. The contact is where `startPhones` listens. */
export async function register(
  server: Server,
  phones: readonly (PhoneAccount & { does: Behaviour })[],
  port: number,
): Promise<void> {
  if (phones.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  const contact = ({ device, does }: { device: string; does: Behaviour }) =>
    `${letter[does.what]}${does.what === 'rings' ? 0 : Math.round(does.afterMs)}.${device}`;
  writeFileSync(
    join(folder, 'in.csv'),
    csv(phones.map((phone) => [phone.device, credentials(phone), contact(phone), String(port)])),
  );
  const run = sipp(
    [
      `${server.address}:${server.port}`,
      '-sf',
      scenario('register'),
      '-inf',
      'in.csv',
      '-m',
      String(phones.length),
      '-r',
      '200',
      '-i',
      server.address,
      '-p',
      String(port),
      '-nostdin',
      '-timeout',
      '60',
      '-timeout_error',
      '-trace_err',
      '-error_file',
      'errors.log',
    ],
    folder,
  );
  const code = await run.finished;
  if (code !== 0) throw new Error(`registering failed (sipp ${code}):\n${errorsOf(folder)}`);
}

function errorsOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'errors.log'), 'utf8').slice(0, 2000);
  } catch {
    return '(no error log)';
  }
}

/** The registered phones, listening on `port`; `stop` returns what rang. */
export async function startPhones(
  address: string,
  port: number,
): Promise<{ stop(): Promise<Ringing[]>; peek(): Ringing[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  const run = sipp(
    [
      '-sf',
      scenario('phones'),
      '-i',
      address,
      '-p',
      String(port),
      '-mi',
      address,
      '-nostdin',
      // Answers the OPTIONS by which Asterisk sees whether a phone is there.
      '-aa',
      '-trace_shortmsg',
      '-shortmessage_file',
      'messages.csv',
      '-trace_err',
      '-error_file',
      'errors.log',
      '-l',
      '5000',
    ],
    folder,
  );
  await answering(address, port, run);
  return {
    peek: () => ringings(messagesOf(folder)),
    stop: async () => {
      run.process.kill('SIGUSR1'); // sipp finishes its calls and writes its traces out.
      const hard = setTimeout(() => run.process.kill('SIGKILL'), 3000);
      await run.finished;
      clearTimeout(hard);
      return ringings(messagesOf(folder));
    },
  };
}

/** sipp has bound its port once we cannot. */
async function answering(address: string, port: number, run: SippRun): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (run.process.exitCode !== null) throw new Error(`sipp ended early:\n${errorsOf(run.folder)}`);
    const socket = createSocket('udp4');
    const taken = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(true));
      socket.bind(port, address, () => socket.close(() => resolve(false)));
    });
    if (taken) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('sipp did not bind its port');
}

/** Places calls at `rate` a second and waits until each has ended. */
export async function placeCalls(
  server: Server,
  calls: readonly OutgoingCall[],
  rate = 10,
  timeoutSeconds = 120,
): Promise<CallResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  writeFileSync(
    join(folder, 'in.csv'),
    csv(calls.map((call) => [call.device, credentials(call), call.number, String(call.talkMs)])),
  );
  writeFileSync(join(folder, 'speech.alaw'), tone());
  const speaks = '<nop><action><exec rtp_stream="speech.alaw,-1,8"/></action></nop>';
  const text = readFileSync(scenario('call'), 'utf8');
  // sipp can speak on some dozen calls only; a crowd of calls is about ringing.
  writeFileSync(join(folder, 'call.xml'), calls.length <= 60 ? text.replace('<!-- speech -->', speaks) : text);
  const port = await freePort(server.address);
  const run = sipp(
    [
      `${server.address}:${server.port}`,
      '-sf',
      'call.xml',
      '-inf',
      'in.csv',
      '-m',
      String(calls.length),
      '-r',
      String(rate),
      '-i',
      server.address,
      '-mi',
      server.address,
      '-p',
      String(port),
      '-nostdin',
      '-timeout',
      String(timeoutSeconds),
      '-trace_shortmsg',
      '-shortmessage_file',
      'messages.csv',
      '-trace_err',
      '-error_file',
      'errors.log',
      '-l',
      '5000',
    ],
    folder,
  );
  await run.finished;
  return results(messagesOf(folder), calls);
}

function messagesOf(folder: string): Message[] {
  let text: string;
  try {
    text = readFileSync(join(folder, 'messages.csv'), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [, , epoch, direction, callId, cseq, firstLine] = line.split('\t');
    if (epoch === undefined || callId === undefined || cseq === undefined || firstLine === undefined) return [];
    return [
      {
        at: Number(epoch) * 1000,
        direction: direction === 'S' ? ('sent' as const) : ('received' as const),
        callId,
        cseq: cseq.replace('CSeq:', ''),
        firstLine,
      },
    ];
  });
}

function byCall(messages: readonly Message[]): Message[][] {
  const groups = new Map<string, Message[]>();
  for (const message of messages) groups.set(message.callId, [...(groups.get(message.callId) ?? []), message]);
  return [...groups.values()];
}

function ringings(messages: readonly Message[]): Ringing[] {
  return byCall(messages).flatMap((call): Ringing[] => {
    const invite = call.find((message) => message.direction === 'received' && message.firstLine.startsWith('INVITE '));
    const device = invite && /^INVITE sip:[a-z]\d+\.([a-z0-9-]+)@/.exec(invite.firstLine)?.[1];
    if (!invite || device === undefined) return [];
    const cancel = call.find((message) => message.direction === 'received' && message.firstLine.startsWith('CANCEL '));
    const final = call.find(
      (message) =>
        message.direction === 'sent' &&
        message.cseq.endsWith('INVITE') &&
        /^SIP\/2\.0 (200|486|603)/.test(message.firstLine),
    );
    if (cancel && (!final || cancel.at < final.at))
      return [{ device, from: invite.at, to: cancel.at, end: 'cancelled' }];
    if (!final) return [{ device, from: invite.at, to: null, end: 'open' }];
    const status = final.firstLine.slice(8, 11);
    return [
      {
        device,
        from: invite.at,
        to: final.at,
        end: status === '200' ? ('answered' as const) : status === '486' ? ('busy' as const) : ('declined' as const),
      },
    ];
  });
}

function results(messages: readonly Message[], calls: readonly OutgoingCall[]): CallResult[] {
  // sipp numbers its calls in the order of the lines, and begins its Call-IDs with that number.
  const traces = new Map(byCall(messages).map((call) => [Number(call[0]?.callId.split('-')[0]), call]));
  return calls.map((call, index) => {
    const trace = traces.get(index + 1) ?? [];
    const authenticated = trace.filter(
      (message) => message.direction === 'sent' && message.cseq.startsWith('2 INVITE'),
    )[0];
    const replies = trace.filter((message) => message.direction === 'received' && message.cseq === '2 INVITE');
    const final = replies.find((message) => Number(message.firstLine.slice(8, 11)) >= 200);
    const bye = trace.find((message) => message.firstLine.startsWith('BYE '));
    return {
      device: call.device,
      number: call.number,
      startedAt: authenticated?.at ?? NaN,
      endedAt: bye?.at ?? final?.at ?? null,
      status: final ? Number(final.firstLine.slice(8, 11)) : null,
      earlyMedia: replies.some((message) => message.firstLine.startsWith('SIP/2.0 183')),
    };
  });
}

/** What a lamp shows, in the order in which the phone was told: the `state` of each NOTIFY (RFC 4235 section 4.1). */
export interface Watch {
  states(): string[];
  stop(): Promise<void>;
}

/** Subscribes to a number as a busy-lamp key does, and goes on watching. */
export async function watchNumber(server: Server, account: PhoneAccount, number: string): Promise<Watch> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  writeFileSync(join(folder, 'in.csv'), csv([[account.device, credentials(account), number]]));
  writeFileSync(join(folder, 'watch.xml'), readFileSync(scenario('watch'), 'utf8').replace('[watch_ms]', '60000'));
  const port = await freePort(server.address);
  const run = sipp(
    [
      `${server.address}:${server.port}`,
      '-sf',
      'watch.xml',
      '-inf',
      'in.csv',
      '-m',
      '1',
      '-i',
      server.address,
      '-p',
      String(port),
      '-nostdin',
      '-trace_msg',
      '-message_file',
      'trace.log',
      '-trace_err',
      '-error_file',
      'errors.log',
    ],
    folder,
  );
  const text = () => {
    try {
      return readFileSync(join(folder, 'trace.log'), 'utf8');
    } catch {
      return '';
    }
  };
  return {
    states: () =>
      [...text().matchAll(/<state>([a-z]+)<\/state>|Subscription-State: (terminated)/g)].map(
        ([, state, end]) => state ?? end ?? '',
      ),
    stop: async () => {
      run.process.kill('SIGKILL');
      await run.finished;
    },
  };
}
