/**
 * Proves a bundle by running it: `node asterisk/bundle/verify.ts [BUNDLE]`. A copy of it is started as an ordinary user
 * from a folder with a space in its name, because that is how it must work at people's desks. Asserted: files as in the
 * manifest, nothing at WARNING or ERROR, fully booted, every wanted module running, and no library of the host in memory
 * (one mapped by accident works here and breaks elsewhere).
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parseElf } from './elf.ts';
import { findBundle } from './find.ts';
import type { Bundle } from './find.ts';
import { damagedFiles } from './manifest.ts';
import { wantedModules } from './modules.ts';
import { oldestSqlite } from './packages.ts';
import { quietFiles } from './quiet-config.ts';

export interface Verdict {
  /** Empty: the bundle is good. */
  readonly problems: readonly string[];
  readonly bootMilliseconds: number;
  readonly modulesRunning: number;
  readonly sqlite: string;
  /** The user id that it ran as. */
  readonly uid: number;
}

/** Debian's nobody, the same number on every Linux; used only when we are root. */
const nobody = 65534;

const bootDeadline = 60_000;

const run = promisify(execFile);

/** Read from the library itself: its exported constant sqlite3_version. */
export const sqliteOf = (lib: string): string =>
  parseElf(readFileSync(join(lib, 'libsqlite3.so.0'))).text('sqlite3_version') ?? 'unknown';

export function isAtLeast(version: string, oldest: string): boolean {
  const [have, want] = [version, oldest].map((v) => v.split('.').map(Number));
  for (const [i, part] of (want ?? []).entries()) {
    const mine = have?.[i] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}

/**
 * Files mapped into the process that belong neither to the bundle nor to the kernel nor to what the C library may read
 * of the host: locale and character-set caches, time zones, and the name-service plug-ins of /etc/nsswitch.conf.
 */
export function hostFiles(maps: string, bundleDir: string): string[] {
  const allowed = /\/(locale|gconv|zoneinfo)\/|\/libnss_[a-z0-9_]+\.so\.2$|\/nscd\//;
  const paths = maps.split('\n').map((line) => /^\S+ \S+ \S+ \S+ \S+ +(\/.*)$/.exec(line)?.[1] ?? '');
  const foreign = paths.filter((p) => p !== '' && !p.startsWith(`${bundleDir}/`) && !allowed.test(p));
  return [...new Set(foreign)].filter((p) => !/^\/(dev|memfd:|SYSV)/.test(p));
}

/** A port nobody uses now, for a transport that must bind somewhere. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

function asteriskConf(bundle: Bundle, at: string): string {
  const directories = {
    astetcdir: `${at}/etc`,
    astmoddir: bundle.modules,
    astdatadir: bundle.share,
    astsbindir: bundle.bin,
    astvarlibdir: `${at}/lib`,
    astdbdir: `${at}/lib`,
    astkeydir: `${at}/lib`,
    astagidir: `${at}/agi`,
    astspooldir: `${at}/spool`,
    astrundir: `${at}/run`,
    astlogdir: `${at}/log`,
    astcachedir: `${at}/cache`,
  };
  const lines = Object.entries(directories).map(([key, value]) => `${key} => ${value}`);
  return ['[directories]', ...lines, '[options]', 'documentation_language = en_US', ''].join('\n');
}

async function writeRuntime(bundle: Bundle, at: string): Promise<void> {
  for (const sub of ['etc', 'lib/keys', 'spool/outgoing', 'spool/tmp', 'run', 'log', 'agi', 'cache']) {
    mkdirSync(join(at, sub), { recursive: true });
  }
  const files = {
    ...quietFiles({ moh: bundle.moh, realtimeDatabase: `${at}/lib/realtime.sqlite3` }),
    'asterisk.conf': asteriskConf(bundle, at),
    'modules.conf': '[modules]\nautoload = yes\n',
    'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error\n',
    'manager.conf': '[general]\nenabled = no\n',
    'pjsip.conf': `[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:${await freeUdpPort()}\n`,
    'extensions.conf': '[general]\n[default]\nexten => 600,1,Hangup()\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, 'etc', name), text);
}

function giveTo(uid: number, path: string): void {
  chownSync(path, uid, uid);
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    chownSync(join(entry.parentPath, entry.name), uid, uid);
  }
}

async function bootedAfter(
  child: ChildProcess,
  ask: (command: string) => Promise<string>,
  ctl: string,
): Promise<number> {
  const start = Date.now();
  while (Date.now() - start < bootDeadline) {
    if (child.exitCode !== null) throw new Error(`Asterisk ended with code ${child.exitCode} while starting`);
    if (existsSync(ctl)) {
      const answer = await ask('core waitfullybooted').catch(() => '');
      if (answer.includes('fully booted')) return Date.now() - start;
    }
    await delay(20);
  }
  throw new Error(`Asterisk was not fully booted after ${bootDeadline / 1000} s`);
}

const notRunning = (table: string): string[] => {
  const running = new Set([...table.matchAll(/^(\S+)\.so .* Running /gm)].map((m) => m[1]));
  return wantedModules.filter((name) => !running.has(name));
};

const complaints = (log: string): string[] => log.split('\n').filter((line) => /\b(WARNING|ERROR)\b/.test(line));

async function tryStart(
  bundle: Bundle,
  at: string,
  uid: number,
): Promise<Pick<Verdict, 'problems' | 'bootMilliseconds'>> {
  const user = uid === process.getuid?.() ? {} : { uid, gid: uid };
  const conf = join(at, 'etc/asterisk.conf');
  const ask = async (command: string): Promise<string> =>
    (await run(bundle.run, ['-C', conf, '-rx', command], { ...user, cwd: '/', maxBuffer: 1 << 24 })).stdout;
  const child = spawn(bundle.run, ['-C', conf, '-f', '-n'], { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close');
  try {
    const bootMilliseconds = await bootedAfter(child, ask, join(at, 'run/asterisk.ctl'));
    const idle = notRunning(await ask('module show'));
    const foreign = hostFiles(readFileSync(`/proc/${child.pid}/maps`, 'utf8'), bundle.dir).filter(
      (p) => !p.startsWith(at),
    );
    const log = complaints(`${readFileSync(join(at, 'log/messages'), 'utf8')}\n${output}`);
    const problems = [
      ...idle.map((name) => `module ${name} is not running`),
      ...foreign.map((path) => `${path} of this machine is in use`),
      ...log.map((line) => `log: ${line}`),
    ];
    return { problems, bootMilliseconds };
  } catch (error) {
    throw new Error(`The phone engine did not start:\n${output.trim()}`, { cause: error });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

export async function verifyBundle(original: Bundle): Promise<Verdict> {
  const uid = process.getuid?.() === 0 ? nobody : (process.getuid?.() ?? nobody);
  const base = mkdtempSync(join(tmpdir(), 'switchroom '));
  try {
    const dir = join(base, 'the engine');
    cpSync(original.dir, dir, { recursive: true });
    const copy = findBundle('', { SWITCHROOM_ASTERISK: dir });
    if (copy.kind === 'missing-bundle') throw new Error(copy.message);
    const at = join(base, 'rt');
    await writeRuntime(copy, at);
    if (uid !== process.getuid?.()) giveTo(uid, base);
    const started = await tryStart(copy, at, uid);
    const sqlite = sqliteOf(copy.lib);
    const problems = [
      ...damagedFiles(original.dir, original.manifest).map((path) => `${path} differs from the manifest`),
      ...(isAtLeast(sqlite, oldestSqlite) ? [] : [`SQLite ${sqlite} is older than ${oldestSqlite}`]),
      ...started.problems,
    ];
    return { ...started, problems, modulesRunning: wantedModules.length, sqlite, uid };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const given = process.argv[2];
  const env = given === undefined ? process.env : { SWITCHROOM_ASTERISK: resolve(given) };
  const bundle = findBundle(resolve(import.meta.dirname, '../..'), env);
  if (bundle.kind === 'missing-bundle') {
    console.error(bundle.message);
    process.exitCode = 1;
  } else {
    const verdict = await verifyBundle(bundle);
    console.log(JSON.stringify(verdict, null, 2));
    if (verdict.problems.length > 0) process.exitCode = 1;
  }
}
