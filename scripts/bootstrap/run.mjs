// Starting other programs. What runs for long gets a process group of its own and is ended as a group: Electron under
// xvfb-run leaves an X server and helpers behind when only its parent is told to stop.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetupError } from './log.mjs';
import { logs, root } from './places.mjs';

const tail = (file, lines = 40) => fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');

/** A set-up step: its output goes to a log file, of which the end is shown when it fails. */
export function step(name, command, args, { cwd = root, env = process.env, input = 'ignore' } = {}) {
  fs.mkdirSync(logs, { recursive: true });
  const file = path.join(logs, `${name}.log`);
  const fd = fs.openSync(file, 'w');
  let result;
  try {
    result = spawnSync(command, args, { cwd, env, stdio: [input, fd, fd], shell: needsShell(command) });
  } finally {
    fs.closeSync(fd);
  }
  if (result.error) throw new SetupError(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) {
    throw new SetupError(`${tail(file)}\n\n${name} failed (${command} ended with ${result.status ?? result.signal}).`);
  }
}

/** Output of a short command, or undefined when it failed or is not there. */
export function ask(command, args, env = process.env) {
  const result = spawnSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return result.error || result.status !== 0 ? undefined : result.stdout;
}

/** npm is a command script on Windows, which Node starts only through a shell. */
const needsShell = (command) => process.platform === 'win32' && command === 'npm';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** Signals its own group, so everything it started goes with it; a group that is gone already is fine. */
function signalGroup(child, signal) {
  if (process.platform === 'win32') return child.kill(signal);
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}

/**
 * Runs a program in the foreground and gives its exit code. `group: false` leaves it in our group: a command-line tool
 * shares the terminal, where Ctrl-C reaches it anyway. `priority`: one of Node's, for it and all that it starts.
 */
export function foreground(
  command,
  args,
  { env = process.env, cwd = root, group = true, stdio = 'inherit', priority } = {},
) {
  return new Promise((resolve, reject) => {
    const own = group && process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, stdio, detached: own });
    if (priority !== undefined && child.pid !== undefined) os.setPriority(child.pid, priority);
    const stop = (signal) => (own ? signalGroup(child, signal) : child.kill(signal));
    let patience;
    const onSignal = (signal) => {
      // In a shared group a terminal's Ctrl-C has reached the child already.
      if (own || signal !== 'SIGINT') stop(signal);
      patience ??= setTimeout(() => stop('SIGKILL'), 8000).unref();
    };
    const onExit = () => own && signalGroup(child, 'SIGKILL');
    const done = () => {
      clearTimeout(patience);
      for (const signal of signals) process.off(signal, onSignal);
      process.off('exit', onExit);
    };
    for (const signal of signals) process.on(signal, onSignal);
    process.on('exit', onExit);
    child.on('error', (error) => {
      done();
      reject(new SetupError(`${command} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      if (own) signalGroup(child, 'SIGKILL'); // what it left behind
      done();
      resolve(code ?? 128 + (numbers[signal] ?? 0));
    });
  });
}
