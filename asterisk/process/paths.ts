/**
 * Where one engine keeps its things, all below `<data folder>/engine`, so that two data folders are two engines. One
 * exception: a Unix socket's path may have 107 bytes, and Asterisk's control socket lives in the run folder. When the
 * data folder's path is too long, the run folder is a short private one in the system's temporary folder, named after
 * the data folder so that the next start finds it again.
 */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface EnginePaths {
  readonly dataDir: string;
  readonly root: string;
  readonly etc: string;
  readonly lib: string;
  readonly run: string;
  readonly spool: string;
  readonly log: string;
  readonly cache: string;
  readonly agi: string;
  /** `asterisk -C` */
  readonly conf: string;
  readonly controlSocket: string;
  /** Written by Asterisk. */
  readonly pidFile: string;
  /** Written by the supervisor: who runs, and the AMI port and secret of this run. Mode 0600. */
  readonly runRecord: string;
  /** What Asterisk reads: our projection. */
  readonly runtimeDatabase: string;
  /** What Asterisk writes: call records. The module fixes both folder (astlogdir) and name (cdr_sqlite3_custom.c). */
  readonly callsDatabase: string;
  readonly astdb: string;
  readonly messagesLog: string;
  /** Standard output and error of the process: what it says before its logger runs. */
  readonly consoleLog: string;
  /** True when `run` is not below `root`, see above. Shown in the status, because people look for it. */
  readonly isRunElsewhere: boolean;
}

/** sun_path of Linux has 108 bytes with the closing NUL. */
const MAX_SOCKET_PATH_BYTES = 107;

export function enginePaths(dataDir: string, temporary: string = tmpdir()): EnginePaths {
  const absolute = resolve(dataDir);
  const root = join(absolute, 'engine');
  const near = join(root, 'run');
  const isRunElsewhere = Buffer.byteLength(join(near, 'asterisk.ctl')) > MAX_SOCKET_PATH_BYTES;
  const short = createHash('sha256').update(absolute).digest('hex').slice(0, 16);
  const run = isRunElsewhere ? join(temporary, `switchroom-${process.getuid?.() ?? 0}-${short}`) : near;
  const log = join(root, 'log');
  const etc = join(root, 'etc');
  const lib = join(root, 'lib');
  return {
    dataDir: absolute,
    root,
    etc,
    lib,
    run,
    log,
    spool: join(root, 'spool'),
    cache: join(root, 'cache'),
    agi: join(root, 'agi'),
    conf: join(etc, 'asterisk.conf'),
    controlSocket: join(run, 'asterisk.ctl'),
    pidFile: join(run, 'asterisk.pid'),
    runRecord: join(run, 'engine.json'),
    runtimeDatabase: join(absolute, 'runtime.sqlite3'),
    callsDatabase: join(log, 'master.db'),
    astdb: join(lib, 'astdb.sqlite3'),
    messagesLog: join(log, 'messages'),
    consoleLog: join(log, 'console'),
    isRunElsewhere,
  };
}

/** Creates what is missing. Everything is private to the user: secrets, recordings and call records live here. */
export function makeFolders(paths: EnginePaths): void {
  mkdirSync(paths.root, { recursive: true });
  chmodSync(paths.root, 0o700);
  const spools = ['outgoing', 'tmp', 'voicemail', 'monitor', 'recording'].map((name) => join(paths.spool, name));
  for (const folder of [paths.etc, paths.lib, join(paths.lib, 'keys'), ...spools, paths.log, paths.cache, paths.agi]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  if (!paths.isRunElsewhere) return;
  // The temporary folder belongs to everybody: somebody else may have made a folder or link of this name before us.
  const found = lstatSync(paths.run);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new Error(`${paths.run} exists but is not a private folder of this user. Remove it, then start again.`);
  }
}
