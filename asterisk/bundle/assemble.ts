/**
 * Puts the bundle together out of unpacked packages: bin/, lib/, modules/, share/, run.sh, licences and the manifest.
 * Nothing is patched. The binaries start through the bundled loader, because a changed interpreter path would tie them
 * to one folder and LD_LIBRARY_PATH would also reach the host programs that Asterisk calls.
 */
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebPackage } from './apt.ts';
import { closureOf } from './closure.ts';
import type { Source } from './closure.ts';
import { parseElf } from './elf.ts';
import { copyLicences, sourceOffer } from './licences.ts';
import { listFiles, manifestFile } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { wantedModules } from './modules.ts';
import { dlopenedLibraries } from './packages.ts';
import type { Architecture } from './packages.ts';
import type { Unpacked } from './unpacked.ts';

export interface AssembleInput {
  readonly to: string;
  readonly packages: readonly DebPackage[];
  readonly unpacked: Unpacked;
  readonly architecture: Architecture;
  readonly suite: string;
  readonly inputs: string;
}

/** --inhibit-cache: no host library by accident. --argv0: "core restart" runs this script again, not the bare binary. */
const runScript = (loader: string): string => `#!/bin/sh
# The phone engine, from whatever folder it lies in: run.sh <asterisk arguments>
B=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$B/lib/${loader}" --inhibit-cache --argv0 "$B/run.sh" --library-path "$B/lib" "$B/bin/asterisk" "$@"
`;

function copyExecutable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

/** Debian keeps the English prompts under the speaker's name and links "en" to it when the package is configured. */
function copyShare(folder: (name: string) => string, to: string): void {
  const data = join(folder('asterisk'), 'usr/share/asterisk');
  cpSync(join(data, 'documentation'), join(to, 'documentation'), { recursive: true });
  const sounds = join(folder('asterisk-core-sounds-en-gsm'), 'usr/share/asterisk/sounds');
  const speaker = readdirSync(sounds).find((name) => /^en_US/.test(name));
  if (speaker === undefined) throw new Error('the prompts package has no folder sounds/en_US_*');
  cpSync(join(sounds, speaker), join(to, 'sounds/en'), { recursive: true });
  cpSync(join(folder('asterisk-moh-opsound-gsm'), 'usr/share/asterisk/moh'), join(to, 'moh'), { recursive: true });
}

function sqliteVersion(library: Source | undefined): string {
  const version = library && parseElf(readFileSync(library.file)).text('sqlite3_version');
  if (version === undefined) throw new Error('the packages hold no SQLite library');
  return version;
}

function need(map: ReadonlyMap<string, Source>, name: string): Source {
  const found = map.get(name);
  if (!found) throw new Error(`${name} is in none of the packages`);
  return found;
}

export function assemble({ to, packages, unpacked, architecture, suite, inputs }: AssembleInput): Manifest {
  const program = { file: join(unpacked.folder('asterisk'), 'usr/sbin/asterisk'), package: 'asterisk' };
  const libraries = closureOf({
    program,
    modules: unpacked.modules,
    wanted: wantedModules,
    libraries: unpacked.libraries,
    dlopened: dlopenedLibraries,
  });
  libraries.set(architecture.loader, need(unpacked.libraries, architecture.loader));

  rmSync(to, { recursive: true, force: true });
  for (const sub of ['bin', 'lib', 'modules', 'share']) mkdirSync(join(to, sub), { recursive: true });
  copyExecutable(program.file, join(to, 'bin/asterisk'));
  for (const [name, { file }] of libraries) copyExecutable(file, join(to, 'lib', name));
  for (const name of wantedModules) copyFileSync(need(unpacked.modules, name).file, join(to, 'modules', `${name}.so`));
  copyShare(unpacked.folder, join(to, 'share'));
  writeFileSync(join(to, 'run.sh'), runScript(architecture.loader), { mode: 0o755 });

  const taken = new Set(['asterisk', 'asterisk-modules', 'asterisk-core-sounds-en-gsm', 'asterisk-moh-opsound-gsm']);
  for (const source of libraries.values()) taken.add(source.package);
  const used = packages.filter((p) => taken.has(p.name));
  copyLicences(used, unpacked.folder, join(to, 'licences'));
  writeFileSync(join(to, 'SOURCE-OFFER.txt'), sourceOffer(used, suite));

  const version = used.find((p) => p.name === 'asterisk')?.version ?? '';
  const manifest: Manifest = {
    format: 1,
    asterisk: /^(?:\d+:)?(\d+\.\d+\.\d+)/.exec(version)?.[1] ?? version,
    sqlite: sqliteVersion(libraries.get('libsqlite3.so.0')),
    architecture: architecture.debian,
    suite,
    inputs,
    modules: wantedModules,
    packages: used,
    files: listFiles(to),
  };
  writeFileSync(join(to, manifestFile), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}
