/**
 * The service as the process that users have (`service/cli.ts serve`), so that it can be killed and started again, with
 * Asterisk asked by a connection of our own: what it says does not pass through the service that is being tested.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openAmi, type Ami } from '../../asterisk/ami/ami.ts';
import { systemClock } from '../../asterisk/ami/clock.ts';
import { readBack } from '../../asterisk/apply/read-back.ts';
import { endProcess } from '../../asterisk/process/engine-process.ts';
import { enginePaths } from '../../asterisk/process/paths.ts';
import { isAlive } from '../../asterisk/process/process-identity.ts';
import { readRunRecord } from '../../asterisk/process/run-record.ts';
import { openClient, type Client } from '../../service/client.ts';
import { placeOf } from '../../service/place.ts';
import type { Outcome } from '../../service/protocol.ts';
import { freeSipPort } from '../../asterisk/process/test-support.ts';
import { freeLoopbackPort } from '../../asterisk/process/preflight.ts';
import type { Server } from '../calls/sipp.ts';
import { openCopy } from './office-copy.ts';

export const appRoot = resolve(import.meta.dirname, '../..');

/** The line that `serve` prints when it is ready. */
export interface Ready {
  ready: true;
  pid: number;
  socket: string;
  engine: { state: string; pid: number | null; failure: { code: string; message: string; remedy: string } | null };
  sipPort: number;
  httpPort: number | null;
}

export interface Site {
  dataDir: string;
  server: Server;
  httpPort: number;
}

export interface Office extends Site {
  readonly client: Client;
  readonly ready: Ready;
  /** Throws with the refusal's words. */
  run<T = unknown>(name: string, input?: unknown): Promise<T>;
  ask<T = unknown>(name: string, input?: unknown): Promise<T>;
  send(op: 'do' | 'ask', name: string, input: unknown): Promise<Outcome>;
  /** kill -9 of the service; resolves when the process is gone. */
  kill(): Promise<void>;
  start(): Promise<Ready>;
  /** Asterisk's own answer. */
  getvar: (expression: string) => Promise<string>;
  ami(): Promise<Ami>;
  /** What Asterisk uses against what the stored office should give. */
  compare(): Promise<{ compared: number; differences: { owner: string; what: string }[] }>;
  enginePid(): number | undefined;
  /** Ends everything and removes the folder. */
  close(): Promise<void>;
}

export async function newSite(dataDir = mkdtempSync(join(tmpdir(), 'switchroom faults '))): Promise<Site> {
  return { dataDir, server: { address: '127.0.0.1', port: await freeSipPort() }, httpPort: await freeLoopbackPort() };
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function serve(site: Site, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const args = ['--data-dir', site.dataDir, '--address', site.server.address, '--sip-port', String(site.server.port)];
  return spawn(
    process.execPath,
    [join(appRoot, 'service/cli.ts'), 'serve', ...args, '--http-port', String(site.httpPort)],
    { cwd: tmpdir(), env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

/** For starts that have to fail. */
export async function serveUntilEnd(site: Site, env?: NodeJS.ProcessEnv): Promise<Ended> {
  const child = serve(site, env);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

export async function startOffice(site?: Site, env?: NodeJS.ProcessEnv): Promise<Office> {
  const place = site ?? (await newSite());
  const paths = enginePaths(place.dataDir);
  const client = openClient({ path: placeOf(place.dataDir).socket });
  let child: ChildProcess | undefined;
  let ready: Ready | undefined;
  let ami: { pid: number; ami: Ami } | undefined;

  async function start(): Promise<Ready> {
    const started = serve(place, env);
    child = started;
    let stderr = '';
    started.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    if (!started.stdout) throw new Error('the service has no output');
    const lines = createInterface({ input: started.stdout });
    ready = await new Promise<Ready>((done, fail) => {
      lines.once('line', (line) => done(JSON.parse(line) as Ready));
      started.once('exit', (code) => fail(new Error(`the service ended with ${code} before it was ready:\n${stderr}`)));
    });
    return ready;
  }

  async function kill(): Promise<void> {
    const killed = child;
    if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
    const gone = once(killed, 'exit');
    killed.kill('SIGKILL');
    await gone;
  }

  async function connection(): Promise<Ami> {
    const record = readRunRecord(paths);
    if (!record) throw new Error('no engine runs for this folder');
    if (ami?.pid !== record.process.pid) {
      ami?.ami.close();
      ami = { pid: record.process.pid, ami: openAmi({ host: '127.0.0.1', ...record.ami }) };
    }
    await ami.ami.ready(10_000);
    return ami.ami;
  }

  const send: Office['send'] = (op, name, input) => client.request({ op, name, input });
  const told = async (op: 'do' | 'ask', name: string, input: unknown) => {
    const outcome = await send(op, name, input);
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message} ${JSON.stringify(outcome.error)}`);
    return outcome.value;
  };
  const office: Office = {
    ...place,
    client,
    get ready() {
      if (!ready) throw new Error('the service is not ready');
      return ready;
    },
    send,
    run: async (name, input = {}) => (await told('do', name, input)) as never,
    ask: async (name, input = {}) => (await told('ask', name, input)) as never,
    kill,
    start,
    ami: connection,
    getvar: async (Variable) => (await (await connection()).action('Getvar', { Variable })).fields['value'] ?? '',
    async compare() {
      const copy = await openCopy(place.dataDir);
      try {
        return await readBack(office.getvar, copy.projectAll(), 16);
      } finally {
        copy.close();
      }
    },
    enginePid: () => readRunRecord(paths)?.process.pid,
    async close() {
      client.close();
      await kill();
      ami?.ami.close();
      const left = readRunRecord(paths);
      if (left && isAlive(left.process)) await endProcess(left.process, systemClock, 0);
      rmSync(place.dataDir, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await office.close();
    throw error;
  }
  return office;
}
