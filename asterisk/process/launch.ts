/**
 * Starts the engine's process so that it outlives us: a session of its own, output to a file, no pipe and no inherited
 * environment that would reach programs of the host. Calls go on when the service or the app dies.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { identityOf, type ProcessIdentity } from './process-identity.ts';
import type { EnginePaths } from './paths.ts';
import type { EngineBundle } from './settings.ts';

/** What Asterisk and the C library read. Not LD_*: the bundle has its own loader and libraries. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'USER', 'LOGNAME', 'TMPDIR'];

/**
 * Asterisk looks the computer's own name up when it starts. In an office without a name server that answers, the C
 * library would wait some seconds each for an address of IPv4 and of IPv6 (resolv.conf(5), RES_OPTIONS).
 */
const RES_OPTIONS = 'no-aaaa timeout:1 attempts:1';

export function launch(bundle: EngineBundle, paths: EnginePaths): Promise<ProcessIdentity> {
  const env = Object.fromEntries(
    PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const output = openSync(paths.consoleLog, 'a', 0o600);
  return new Promise<ProcessIdentity>((resolve, reject) => {
    // run.sh replaces itself by the loader, so the child's id is Asterisk's; -f keeps it from forking.
    const child = spawn(bundle.run, ['-C', paths.conf, '-f', '-n'], {
      detached: true,
      cwd: '/',
      env: { ...env, RES_OPTIONS },
      stdio: ['ignore', output, output],
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      const identity = child.pid === undefined ? undefined : identityOf(child.pid);
      if (identity) resolve(identity);
      else reject(new Error('the engine ended as soon as it was started'));
    });
  }).finally(() => closeSync(output));
}
