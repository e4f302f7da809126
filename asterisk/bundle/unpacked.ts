/**
 * The downloaded packages, each unpacked into a folder of its own, so that every file of the bundle can name the
 * package it came from: the manifest and the licences need that.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Source } from './closure.ts';

export interface Unpacked {
  readonly folder: (name: string) => string;
  readonly libraries: ReadonlyMap<string, Source>;
  readonly modules: ReadonlyMap<string, Source>;
}

export function unpack(debs: ReadonlyMap<string, string>, dir: string, triplet: string): Unpacked {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const folder = (name: string): string => join(dir, name);
  const libraries = new Map<string, Source>();
  const modules = new Map<string, Source>();
  for (const [name, deb] of debs) {
    execFileSync('dpkg-deb', ['-x', deb, folder(name)], { stdio: ['ignore', 'ignore', 'pipe'] });
    // Some packages still use /lib; a few keep their library one folder deeper.
    for (const top of [`usr/lib/${triplet}`, `lib/${triplet}`, 'usr/lib', 'lib', 'lib64', 'usr/lib64']) {
      const path = join(folder(name), top);
      if (existsSync(path)) collect(path, name, triplet, libraries, modules);
    }
  }
  return { folder, libraries, modules };
}

function collect(
  top: string,
  name: string,
  triplet: string,
  libraries: Map<string, Source>,
  modules: Map<string, Source>,
): void {
  for (const entry of readdirSync(top, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory() || !/\.so(\.|$)/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    // A link may lead out of the package (into one that we did not unpack); such a name is of no use.
    const file = existsSync(path) ? realpathSync(path) : undefined;
    if (file === undefined || !statSync(file).isFile()) continue;
    const inside = relative(top, entry.parentPath);
    if (/(^|\/)asterisk\/modules$/.test(inside)) modules.set(basename(entry.name, '.so'), { file, package: name });
    else if (depthBelow(inside, triplet) <= 1 && !libraries.has(entry.name))
      libraries.set(entry.name, { file, package: name });
  }
}

/** How deep below the library folder: plug-ins of other programs sit deeper or in folders of their own. */
const depthBelow = (inside: string, triplet: string): number =>
  inside.split('/').filter((part) => part !== '' && part !== triplet).length;
