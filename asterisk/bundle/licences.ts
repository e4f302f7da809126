/**
 * What the licences ask of whoever passes the bundle on: the copyright file of every package that something was taken
 * from, and the offer of the exact source. Asterisk (GPL-2) runs as a program of its own; our code is not linked to it.
 */
import { copyFileSync, lstatSync, mkdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { DebPackage } from './apt.ts';

/** libgcc-s1 and libstdc++6 link their documentation folder to gcc-NN-base, whose copyright file covers them. */
function copyrightFile(name: string, folder: (name: string) => string): string {
  const docs = join(folder(name), 'usr/share/doc', name);
  const target = lstatSync(docs).isSymbolicLink() ? readlinkSync(docs) : name;
  return join(folder(target), 'usr/share/doc', target, 'copyright');
}

export function copyLicences(used: readonly DebPackage[], folder: (name: string) => string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const { name } of used) copyFileSync(copyrightFile(name, folder), join(to, `${name}.copyright`));
}

export function sourceOffer(used: readonly DebPackage[], suite: string): string {
  const sources = [...new Set(used.map((p) => `  ${p.source} ${p.sourceVersion}`))].sort();
  return `Source code of the phone engine
===============================

The programs and libraries in this folder are unchanged files of the Debian packages listed in manifest.json (suite
${suite}). Only their place is different: they are started through their own loader (run.sh). Their licences are in
licences/. Asterisk is free software under the GNU General Public License, version 2.

The complete corresponding source, with Debian's changes and build instructions, is in Debian's archive under exactly
these names and versions. On a machine with apt and a "deb-src" entry for ${suite}:

  apt-get source NAME=VERSION

Versions that the archive no longer carries are kept in Debian's snapshot archive. Whoever gives you this folder also
offers, for three years, to give anyone the same source on a usual medium for no more than the cost of copying.

${sources.join('\n')}
`;
}
