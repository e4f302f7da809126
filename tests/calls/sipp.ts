/**
 * Real SIP phones for the call tests: Debian's sipp with the scenarios beside this file. One sipp is all the phones of
 * a test; what each does with a call stands in its contact. What happened is read from sipp's own trace of messages,
 * so times are those at the phone's socket.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, mediaPort } from './ports.ts';
import { tone } from './tone.ts';
import { messagesOf, results, ringings, type CallResult, type Ringing } from './trace.ts';

export { freePort } from './ports.ts';
export type { CallResult, Ringing } from './trace.ts';

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
  /** Number that a gateway shows as its caller's; a phone shows its device. */
  from?: string;
  /** How long to talk once answered, and after the last key. */
  talkMs: number;
  /** Keys to press once answered: each row after its pause, the digits of one row quickly one after another. */
  keys?: readonly Keys[];
}

export interface Keys {
  afterMs: number;
  press: string;
}

const scenario = (name: string) => join(import.meta.dirname, `${name}.xml`);
const letter = { rings: 'r', answers: 'a', busy: 'b', declines: 'd' } as const;
const credentials = ({ device, secret }: PhoneAccount) => `[authentication username=${device} password=${secret}]`;

interface SippRun {
  process: ChildProcess;
  finished: Promise<number | null>;
  folder: string;
}

/** `to`: the server, for those who call it. `flags`: sipp's options without their dash; `true` stands for the option alone. */
function sipp(to: Server | undefined, flags: Record<string, string | number | true>, folder: string): SippRun {
  const media = mediaPort();
  const common = { nostdin: true, trace_err: true, error_file: 'errors.log', mp: media.port } as const;
  const args = Object.entries({ ...common, ...flags }).flatMap(([name, value]) =>
    value === true ? [`-${name}`] : [`-${name}`, String(value)],
  );
  if (to) args.unshift(`${to.address}:${to.port}`);
  const child = spawn('sipp', args, { cwd: folder, stdio: 'ignore' });
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Error("sipp does not start: install Debian's sip-tester", { cause: error })),
    );
    child.once('exit', (code) => resolve(code));
  }).finally(() => media.free());
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
    server,
    {
      sf: scenario('register'),
      inf: 'in.csv',
      m: phones.length,
      r: '200',
      i: server.address,
      p: port,
      timeout: '60',
      timeout_error: true,
      // Asterisk looks with OPTIONS whether the first phones are there while the last ones register.
      aa: true,
    },
    folder,
  );
  const code = await run.finished;
  if (code !== 0) throw new Error(`registering failed (sipp ${code}):\n${errorsOf(folder)}`);
  forget(folder);
}

const forget = (folder: string) => rmSync(folder, { recursive: true, force: true });

function errorsOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'errors.log'), 'utf8').slice(0, 2000);
  } catch {
    return '(no error log)';
  }
}

/**
 * The registered phones, listening on `port`; `stop` returns what rang. `qualify`: has Asterisk ask these devices anew
 * whether they are there, for its first OPTIONS may have come before anybody listened.
 */
export async function startPhones(
  address: string,
  port: number,
  qualify: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ stop(): Promise<Ringing[]>; peek(): Ringing[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  const run = sipp(
    undefined,
    {
      sf: scenario('phones'),
      i: address,
      p: port,
      mi: address,
      // Answers the OPTIONS by which Asterisk sees whether a phone is there.
      aa: true,
      trace_shortmsg: true,
      shortmessage_file: 'messages.csv',
      l: '5000',
    },
    folder,
  );
  await answering(address, port, run);
  await qualify();
  return {
    peek: () => ringings(messagesOf(folder)),
    stop: async () => {
      run.process.kill('SIGUSR1'); // sipp finishes its calls and writes its traces out.
      const hard = setTimeout(() => run.process.kill('SIGKILL'), 3000);
      await run.finished;
      clearTimeout(hard);
      const rang = ringings(messagesOf(folder));
      forget(folder);
      return rang;
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

/** Between two digits of one row, as a fast finger. */
const keyEveryMs = 150;

/** The keys of a call one by one, each with the pause before it. */
const singleKeys = ({ keys = [] }: OutgoingCall) =>
  keys.flatMap(({ afterMs, press }) =>
    [...press].map((key, index) => ({ key, pause: index === 0 ? Math.max(1, Math.round(afterMs)) : keyEveryMs })),
  );

const keyFields = (call: OutgoingCall, most: number): string[] => {
  const keys = singleKeys(call);
  return Array.from({ length: most }, (_, index) => keys[index]).flatMap((one) =>
    one ? [String(one.pause), one.key] : ['0', '-'],
  );
};

/**
 * The part of call.xml that presses keys, one after another until a call has no more: SIP INFO with dtmf-relay, which
 * needs no rights on raw sockets and no voice.
 */
function keySteps(most: number): string {
  const info = readFileSync(scenario('key'), 'utf8');
  return Array.from({ length: most }, (_, index) =>
    info
      .replaceAll('[pause]', `[field${5 + 2 * index}]`)
      .replaceAll('[key]', `[field${6 + 2 * index}]`)
      .replaceAll('[cseq]', String(3 + index))
      .replaceAll('[n]', String(index)),
  ).join('\n');
}

/** Places calls at `rate` a second and waits until each has ended. */
export async function placeCalls(
  server: Server,
  calls: readonly OutgoingCall[],
  rate = 10,
  timeoutSeconds = 120,
): Promise<CallResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-sipp-'));
  const mostKeys = Math.max(0, ...calls.map((call) => singleKeys(call).length));
  writeFileSync(
    join(folder, 'in.csv'),
    csv(
      calls.map((call) => [
        call.device,
        credentials(call),
        call.number,
        String(call.talkMs),
        call.from ?? call.device,
        ...keyFields(call, mostKeys),
      ]),
    ),
  );
  writeFileSync(join(folder, 'speech.alaw'), tone());
  const speaks = '<nop><action><exec rtp_stream="speech.alaw,-1,8"/></action></nop>';
  const text = readFileSync(scenario('call'), 'utf8');
  // sipp can speak on some dozen calls only; a crowd of calls is about ringing.
  writeFileSync(
    join(folder, 'call.xml'),
    text.replace('<!-- speech -->', calls.length <= 60 ? speaks : '').replace('<!-- keys -->', keySteps(mostKeys)),
  );
  const port = await freePort(server.address);
  const run = sipp(
    server,
    {
      sf: 'call.xml',
      inf: 'in.csv',
      m: calls.length,
      r: rate,
      i: server.address,
      mi: server.address,
      p: port,
      timeout: timeoutSeconds,
      trace_shortmsg: true,
      shortmessage_file: 'messages.csv',
      l: '5000',
    },
    folder,
  );
  await run.finished;
  const seen = results(messagesOf(folder), calls);
  forget(folder);
  return seen;
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
    server,
    { sf: 'watch.xml', inf: 'in.csv', m: '1', i: server.address, p: port, trace_msg: true, message_file: 'trace.log' },
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
      forget(folder);
    },
  };
}
