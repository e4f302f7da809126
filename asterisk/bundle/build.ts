/**
 * Builds the phone engine: `node asterisk/bundle/build.ts [--force] [--root DIR]`. Does nothing when the bundle there
 * was built from the same inputs. The new one is made beside the old one and renamed when it is complete, so a stopped
 * build leaves nothing half; downloads are kept and checked, so the next run goes on where this one stopped.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openApt } from './apt.ts';
import { assemble } from './assemble.ts';
import { readManifest } from './manifest.ts';
import { architectureOf, isUsefulPackage, packages, suite } from './packages.ts';
import { unpack } from './unpacked.ts';

const notBuilding = /\.test\.ts$|^(find|verify|quiet-config)\.ts$/;

/** Changes whenever a rebuild could give something else. */
export function inputsHash(architecture: string): string {
  const hash = createHash('sha256').update(architecture);
  for (const name of readdirSync(import.meta.dirname).sort()) {
    if (!notBuilding.test(name)) hash.update(name).update(readFileSync(join(import.meta.dirname, name)));
  }
  return hash.digest('hex');
}

const debianArchitecture = (): string => {
  if (!existsSync('/usr/bin/dpkg-deb') || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'The phone engine is built from Debian packages and needs apt-get and dpkg-deb (Debian 12 or newer).',
    );
  }
  return execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
};

/** Whether the bundle is whole and made by this very builder. */
export const isBundleCurrent = (root: string): boolean =>
  readManifest(join(root, '.tools/asterisk'))?.inputs === inputsHash(debianArchitecture());

export interface BuildOptions {
  readonly root: string;
  readonly force?: boolean;
  readonly log: (line: string) => void;
}

/** Returns whether something was built. */
export async function buildBundle({ root, force = false, log }: BuildOptions): Promise<boolean> {
  const tools = join(root, '.tools');
  const target = join(tools, 'asterisk');
  const architecture = architectureOf(debianArchitecture());
  const inputs = inputsHash(architecture.debian);
  if (!force && isBundleCurrent(root)) return false;

  const cache = join(tools, 'cache/asterisk');
  mkdirSync(cache, { recursive: true });
  log('reading the list of packages');
  const apt = openApt({ dir: cache, suite, architecture: architecture.debian, log });
  const wanted = apt.resolve(packages).filter((p) => isUsefulPackage(p.name));
  const debs = await apt.fetch(wanted);
  log(`unpacking ${debs.size} packages`);
  const work = join(tools, 'asterisk.unpacked');
  const fresh = join(tools, 'asterisk.new');
  const unpacked = unpack(debs, work, architecture.triplet);
  const manifest = assemble({ to: fresh, packages: wanted, unpacked, architecture, suite, inputs });
  replace(target, fresh, join(tools, 'asterisk.old'));
  rmSync(work, { recursive: true, force: true });
  log(`Asterisk ${manifest.asterisk}, ${manifest.modules.length} modules, SQLite ${manifest.sqlite}`);
  return true;
}

/** A running Asterisk keeps its open files of the old folder; nobody ever sees a half new one. */
function replace(target: string, fresh: string, old: string): void {
  rmSync(old, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

if (import.meta.main) {
  const at = process.argv.indexOf('--root');
  const root = at > 0 ? resolve(process.argv[at + 1] ?? '.') : resolve(import.meta.dirname, '../..');
  const start = Date.now();
  const log = (line: string): void =>
    console.error(`phone engine ${((Date.now() - start) / 1000).toFixed(1)} s  ${line}`);
  try {
    await buildBundle({ root, force: process.argv.includes('--force'), log });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
