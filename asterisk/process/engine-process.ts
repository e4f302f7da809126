/**
 * One run of the engine: started fresh with a secret of its own, or found running. Ends with a live AMI connection or
 * with an EngineError; what it does not do is decide what happens next, that is the supervisor's.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { openAmi, type Ami, type AmiOptions } from '../ami/ami.ts';
import type { Clock } from '../ami/clock.ts';
import { blamesAstdb, hasBrokenHeader, setAstdbAside } from './astdb.ts';
import { readIfThere, writeFileDurable } from './durable-file.ts';
import { EngineError, type EngineFailure } from './failures.ts';
import { engineFiles } from './files.ts';
import { launch } from './launch.ts';
import { lastLines, logSince, logSize, rotateLog } from './log-tail.ts';
import type { EnginePaths } from './paths.ts';
import { checkTransports, freeLoopbackPort } from './preflight.ts';
import { identityOf, isAlive, signal, type ProcessIdentity } from './process-identity.ts';
import { forgetRun, readRunRecord, writeRunRecord, type RunRecord } from './run-record.ts';
import type { EngineBundle, EngineSettings } from './settings.ts';

export interface RunOptions {
  bundle: EngineBundle;
  paths: EnginePaths;
  settings: EngineSettings;
  clock: Clock;
  ami: Pick<AmiOptions, 'onEvent' | 'onState' | 'onReady'>;
  /** Things that were mended on the way, for the log and the screen. */
  onNote(note: string): void;
}

export interface EngineRun {
  record: RunRecord;
  ami: Ami;
  isAdopted: boolean;
}

const AMI_USER = 'switchroom';
const BOOT_MS = 60_000;
const ADOPT_MS = 5000;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** Finds the run that an earlier service left behind; ends one that does not answer, because it holds our ports. */
export async function adoptRun(options: RunOptions): Promise<EngineRun | undefined> {
  const { paths, clock } = options;
  const record = readRunRecord(paths);
  if (!record || !isAlive(record.process)) {
    await endStray(options);
    return undefined;
  }
  const ami = openAmi({ host: '127.0.0.1', ...record.ami, clock, ...options.ami });
  try {
    await ami.ready(ADOPT_MS);
    const { fields } = await ami.action('CoreSettings');
    if (fields.systemname !== record.systemName) throw new Error(`it says it is "${fields.systemname ?? ''}"`);
    return { record, ami, isAdopted: true };
  } catch (error) {
    ami.close();
    const why = error instanceof Error ? error.message : String(error);
    options.onNote(
      `The engine that was left running (process ${record.process.pid}) does not answer (${why}); it is ended.`,
    );
    await endProcess(record.process, clock, 0);
    return undefined;
  }
}

/** A service that was killed between starting its engine and noting it: the engine's own pid file and its command line tell. */
async function endStray({ paths, clock, onNote }: RunOptions): Promise<void> {
  const identity = identityOf(Number(readIfThere(paths.pidFile)));
  const words = identity && readIfThere(`/proc/${identity.pid}/cmdline`)?.split('\0');
  if (!identity || !words?.includes(paths.conf)) return;
  onNote(`An engine of this data folder without a record (process ${identity.pid}) is ended.`);
  await endProcess(identity, clock, 0);
}

export async function startRun(options: RunOptions): Promise<EngineRun> {
  const { bundle, paths, settings, clock } = options;
  await checkTransports(settings.transports);
  if (hasBrokenHeader(paths.astdb)) noteAside(options, setAstdbAside(paths, new Date()));
  for (const log of [paths.messagesLog, paths.consoleLog]) rotateLog(log, MAX_LOG_BYTES);

  const login = { port: await freeLoopbackPort(), username: AMI_USER, secret: randomBytes(24).toString('hex') };
  writeFiles(options, login);
  const logStart = { messages: logSize(paths.messagesLog), console: logSize(paths.consoleLog) };
  const said = () => logSince(paths.consoleLog, logStart.console) + logSince(paths.messagesLog, logStart.messages);
  const identity = await launch(bundle, paths).catch((error: unknown) => {
    throw new EngineError(
      crashed(`The engine could not be started: ${error instanceof Error ? error.message : ''}`, said()),
      error,
    );
  });
  const record: RunRecord = {
    process: identity,
    ami: login,
    systemName: settings.systemName,
    transports: [...settings.transports],
    startedAt: new Date().toISOString(),
    isStale: false,
    pendingReloads: [],
  };
  let ami: Ami | undefined;
  try {
    writeRunRecord(paths, record);
    const deadline = clock.now() + BOOT_MS;
    await untilListening(login.port, identity, deadline, clock);
    ami = openAmi({ host: '127.0.0.1', ...login, clock, ...options.ami });
    await bootedOrGone(ami, identity, deadline, clock);
    return { record, ami, isAdopted: false };
  } catch (error) {
    ami?.close();
    const wasAlive = isAlive(identity);
    await endProcess(identity, clock, 0);
    forgetRun(paths);
    const log = said();
    if (blamesAstdb(log) && existsSync(paths.astdb)) noteAside(options, setAstdbAside(paths, new Date()));
    const failure: EngineFailure = wasAlive
      ? { kind: 'not-booting', log: lastLines(log, 12), message: 'The phone engine runs but did not become ready.' }
      : crashed('The phone engine ended while it started.', log);
    throw new EngineError(failure, error);
  }
}

/** Ends exactly this process: asked first when `graceMs` is positive, then killed. Resolves when it is gone. */
export async function endProcess(identity: ProcessIdentity, clock: Clock, graceMs: number): Promise<void> {
  if (graceMs > 0 && signal(identity, 'SIGTERM')) {
    // A stopped process takes no SIGTERM until it is continued.
    signal(identity, 'SIGCONT');
    if (await until(() => !isAlive(identity), clock.now() + graceMs, clock)) return;
  }
  signal(identity, 'SIGKILL');
  if (!(await until(() => !isAlive(identity), clock.now() + 5000, clock))) {
    throw new Error(`Process ${identity.pid} cannot be ended; it may hang in the system. Restart the computer.`);
  }
}

export const crashed = (message: string, log: string): EngineFailure => ({
  kind: 'crashed',
  log: lastLines(log, 12),
  message,
});

function writeFiles({ bundle, paths, settings }: RunOptions, ami: RunRecord['ami']): void {
  const files = engineFiles({ bundle, paths, settings, ami });
  for (const [name, text] of Object.entries(files)) writeFileDurable(join(paths.etc, name), text);
  // A file of an older version of ours would be read too.
  for (const name of readdirSync(paths.etc)) if (!(name in files)) rmSync(join(paths.etc, name), { recursive: true });
}

function noteAside(options: RunOptions, where: string): void {
  options.onNote(`The engine's own database was damaged. It is kept as ${where}; phones register again by themselves.`);
}

/** Before the port listens a failed connection would only start AMI's back-off. */
async function untilListening(port: number, identity: ProcessIdentity, deadline: number, clock: Clock): Promise<void> {
  while (clock.now() < deadline && isAlive(identity)) {
    const isListening = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isListening) return;
    await pause(clock, 20);
  }
}

async function bootedOrGone(ami: Ami, identity: ProcessIdentity, deadline: number, clock: Clock): Promise<void> {
  let gone = false;
  const watching = until(() => (gone = !isAlive(identity)) || ami.state === 'ready', deadline, clock);
  await Promise.race([ami.ready(Math.max(1, deadline - clock.now())), watching]);
  if (gone) throw new Error('the process ended');
  if (ami.state !== 'ready') throw new Error('AMI was not ready in time');
}

async function until(condition: () => boolean, deadline: number, clock: Clock): Promise<boolean> {
  while (!condition()) {
    if (clock.now() >= deadline) return false;
    await pause(clock, 20);
  }
  return true;
}

const pause = (clock: Clock, ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
