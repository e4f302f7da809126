/**
 * Keeps the service process running: Electron's utility process normally, or a child of another Node when the runtime cannot
 * load the service's native modules. When it dies it is started again; phones do not notice, for Asterisk is not its child.
 */
import { utilityProcess } from 'electron';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { FromHost, ToHost } from '../service/host.ts';
import { backOff } from './back-off.ts';
import { stopThrough } from './stop-through.ts';

export interface LaunchOptions {
  file: string;
  arguments: string[];
  /** Instead of `arguments`, to end a phone engine that no service looks after. */
  endEngineArguments: string[];
  /** Where a service of this office listens, whoever started it. */
  socket: string;
  /** Path of a Node, see options.ts. */
  node: string | undefined;
  onReady(socket: string): void;
  /** Another process serves this office. */
  onElsewhere(): void;
  onDown(message: string): void;
}

export interface ServiceProcess {
  /** The service of another process is gone or never answered: tries to be the one. The office's lock decides who is. */
  startAgain(): void;
  /** Resolves when it has ended. Another process's service is ended too, unless calls are to go on: then it is let be. */
  stop(options: { keepCalls: boolean }): Promise<void>;
}

interface Process {
  send(message: ToHost): void;
  kill(): void;
}

/** Longer than Asterisk may take to end. */
const stopMs = 12_000;

export function launchService(options: LaunchOptions): ServiceProcess {
  const wait = backOff();
  let current: Process | undefined;
  let isStopping = false;
  let isOurs = false;
  let timer: NodeJS.Timeout | undefined;
  let ended: (() => void) | undefined;
  let elsewhereSince = 0;

  function start(): void {
    const began = performance.now();
    isOurs = false;
    let reason = 'The service ended unexpectedly and is started again. Calls go on.';
    let isElsewhere = false;
    const onMessage = (message: FromHost) => {
      if (message.kind === 'ready') {
        isOurs = true;
        options.onReady(message.socket);
      }
      if (message.kind === 'stopping') isStopping = true;
      if (message.kind !== 'failed') return;
      reason = message.message;
      isElsewhere = message.code === 'already-running';
    };
    const onExit = () => {
      current = undefined;
      ended?.();
      if (isElsewhere) {
        elsewhereSince = performance.now();
        return options.onElsewhere();
      }
      options.onDown(isStopping ? 'Switchroom was stopped.' : reason);
      if (!isStopping) timer = setTimeout(start, wait.ended(performance.now() - began));
    };
    current = startProcess(options, options.arguments, onMessage, onExit);
  }

  /** Whether it ended by itself, and with it what it was told to end. */
  async function stopOwn(stopping: Process, keepCalls: boolean): Promise<boolean> {
    const gone = new Promise<void>((resolve) => (ended = resolve));
    let isKilled = false;
    const deadline = setTimeout(() => {
      isKilled = true;
      stopping.kill();
    }, stopMs);
    stopping.send({ kind: 'stop', keepCalls });
    await gone;
    clearTimeout(deadline);
    return isOurs && !isKilled;
  }

  /** Nobody's service runs, but its engine may. */
  function endEngine(): Promise<void> {
    return new Promise((resolve) => {
      const ending = startProcess(options, options.endEngineArguments, () => undefined, resolve);
      setTimeout(() => ending.kill(), stopMs).unref();
    });
  }

  start();
  return {
    startAgain() {
      if (isStopping || current) return;
      clearTimeout(timer);
      timer = setTimeout(start, wait.ended(performance.now() - elsewhereSince));
    },
    async stop({ keepCalls }) {
      isStopping = true;
      clearTimeout(timer);
      const isDone = current !== undefined && (await stopOwn(current, keepCalls));
      if (keepCalls || isDone) return;
      const found = await stopThrough(options.socket, stopMs);
      if (found === 'not-running') await endEngine();
    },
  };
}

const startProcess = (
  options: LaunchOptions,
  programArguments: string[],
  onMessage: (message: FromHost) => void,
  onExit: () => void,
): Process =>
  options.node === undefined
    ? startUtility(options.file, programArguments, onMessage, onExit)
    : startChild(options.node, [options.file, ...programArguments], onMessage, onExit);

function startUtility(
  file: string,
  programArguments: string[],
  onMessage: (message: FromHost) => void,
  onExit: () => void,
): Process {
  const child = utilityProcess.fork(file, programArguments, {
    serviceName: 'Switchroom service',
    stdio: 'inherit',
  });
  child.on('message', onMessage);
  child.once('exit', onExit);
  return { send: (message) => child.postMessage(message), kill: () => void child.kill() };
}

/**
 * Files and pipes that Chromium has open without close-on-exec pass through an ordinary child on to Asterisk, which would
 * hold them for weeks: whoever waits for the app's pipes to close waits for Asterisk. (Seen; a utility process has none of
 * them.) bash closes everything above the IPC channel, which is number 3, and becomes the service; sh knows one digit only.
 */
const closeTheRest =
  'for fd in /dev/fd/*; do fd=${fd##*/}; case $fd in [0-3]|255) ;; *) eval "exec $fd>&-" 2>/dev/null;; esac; done; exec "$0" "$@"';
const bash = '/bin/bash';

function startChild(
  node: string,
  programArguments: string[],
  onMessage: (message: FromHost) => void,
  onExit: () => void,
): Process {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const program = [node, ...programArguments];
  const [command = '', ...rest] = existsSync(bash) ? [bash, '-c', closeTheRest, ...program] : program;
  const child = spawn(command, rest, {
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => onMessage(message as FromHost)); // Safe: the other end is service/host.ts of this build.
  // Either comes when it could not be started; the first one counts.
  let isGone = false;
  const gone = () => {
    if (!isGone) onExit();
    isGone = true;
  };
  child.once('exit', gone);
  child.once('error', gone);
  return { send: (message) => void child.send(message, () => undefined), kill: () => void child.kill('SIGKILL') };
}
