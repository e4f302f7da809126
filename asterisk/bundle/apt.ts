/**
 * Debian packages of another suite through the machine's own apt, in folders of our own: the machine's package state is
 * neither read nor changed, no root is needed, and apt checks signatures and hashes as always. The machine's `Acquire`
 * settings (proxy, mirrors, certificates) are taken over; its hooks are not, because they would run on its own folders.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianArchives, parseDeb822, parseOneLine, sourcesText } from './apt-sources.ts';
import type { AptSource, DebianArchive } from './apt-sources.ts';

export interface DebPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly source: string;
  readonly sourceVersion: string;
  readonly sha256: string;
  readonly size: number;
}

export interface Apt {
  /** All packages that an empty machine would need for these. */
  readonly resolve: (names: readonly string[]) => DebPackage[];
  /** Fetches what is not there yet; returns the checked file of each package. */
  readonly fetch: (packages: readonly DebPackage[]) => Promise<Map<string, string>>;
}

type Log = (line: string) => void;

const noArchive = [
  'This machine has no Debian archive in its apt set-up, and the phone engine is taken from Debian.',
  'On Ubuntu and other systems: install the package debian-archive-keyring, then run again with',
  '  SWITCHROOM_DEBIAN_ARCHIVE=<address of a Debian mirror> set, e.g. the "http://.../debian" nearest to you.',
].join('\n');

export function machineSources(etc = '/etc/apt'): AptSource[] {
  const folder = join(etc, 'sources.list.d');
  const parts = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = [join(etc, 'sources.list'), ...parts.map((name) => join(folder, name))].filter((f) => existsSync(f));
  return files.flatMap((file) => {
    if (file.endsWith('.sources')) return parseDeb822(readFileSync(file, 'utf8'));
    return file.endsWith('.list') ? parseOneLine(readFileSync(file, 'utf8')) : [];
  });
}

function candidates(): DebianArchive[] {
  const uri = process.env['SWITCHROOM_DEBIAN_ARCHIVE'];
  if (uri === undefined) return debianArchives(machineSources());
  const keyring = process.env['SWITCHROOM_DEBIAN_KEYRING'] ?? '/usr/share/keyrings/debian-archive-keyring.gpg';
  if (!existsSync(keyring)) throw new Error(`${keyring} is missing: install the package debian-archive-keyring.`);
  return [{ uri, signedBy: keyring, trusted: undefined }];
}

const output = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): string =>
  execFileSync(file, args, { env, encoding: 'utf8', maxBuffer: 1 << 27, stdio: ['ignore', 'pipe', 'pipe'] });

function writeConfig(dir: string, architecture: string, cEnv: NodeJS.ProcessEnv): string {
  for (const sub of ['state/lists/partial', 'cache/archives/partial', 'sources.d', 'empty.d', 'debs']) {
    mkdirSync(join(dir, sub), { recursive: true });
  }
  writeFileSync(join(dir, 'state/status'), '');
  const acquire = output('apt-config', ['dump'], cEnv)
    .split('\n')
    .filter((line) => line.startsWith('Acquire::'));
  const settings: Record<string, string> = {
    // Read first, so that apt skips the machine's apt.conf.d and with it every hook.
    'Dir::Etc::parts': join(dir, 'empty.d'),
    'Dir::Etc::main': join(dir, 'empty.d/apt.conf'),
    'Dir::Etc::sourcelist': join(dir, 'empty.d/sources.list'),
    'Dir::Etc::sourceparts': join(dir, 'sources.d'),
    'Dir::Etc::preferences': join(dir, 'empty.d/preferences'),
    'Dir::Etc::preferencesparts': join(dir, 'empty.d'),
    'Dir::State': join(dir, 'state'),
    'Dir::State::lists': join(dir, 'state/lists'),
    'Dir::State::status': join(dir, 'state/status'),
    'Dir::Cache': join(dir, 'cache'),
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Install-Recommends': 'false',
    // As root apt would switch to the user _apt, who may not see a folder below a private home.
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  const own = Object.entries(settings).map(([key, value]) => `${key} "${value}";`);
  const file = join(dir, 'apt.conf');
  writeFileSync(file, `${[...acquire, ...own].join('\n')}\n`);
  return file;
}

const errorText = (error: unknown): string => {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || (error instanceof Error ? error.message : String(error));
};

/** Updates from the first candidate that proves to be Debian's archive and has the suite. */
function chooseArchive(dir: string, suite: string, env: NodeJS.ProcessEnv): void {
  const found = candidates();
  if (found.length === 0) throw new Error(noArchive);
  const problems: string[] = [];
  for (const archive of found) {
    writeFileSync(join(dir, 'sources.d/debian.sources'), sourcesText(archive, suite));
    try {
      output('apt-get', ['update', '-q', '--error-on=any'], env);
      if (/\bo=Debian\b/.test(output('apt-cache', ['policy'], env))) return;
      problems.push('an archive that is not Debian');
    } catch (error) {
      problems.push(errorText(error));
    }
  }
  throw new Error(`No Debian archive of this machine's apt set-up gave the suite ${suite}:\n${problems.join('\n')}`);
}

function parseRecord(record: string): DebPackage {
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(record)?.[1] ?? '';
  const [, source = field('Package'), sourceVersion = field('Version')] =
    /^(\S+)(?: \((.+)\))?$/.exec(field('Source')) ?? [];
  return {
    name: field('Package'),
    version: field('Version'),
    architecture: field('Architecture'),
    source,
    sourceVersion,
    sha256: field('SHA256'),
    size: Number(field('Size')),
  };
}

const sha256Of = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** One download run; counts apt's "Get:" lines as progress. */
async function download(cwd: string, packages: readonly DebPackage[], env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const args = [
    'download',
    '-q',
    ...packages.map((p) => `${p.name}:${p.architecture}=${p.version}`.replace(':all=', '=')),
  ];
  const child = spawn('apt-get', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let got = 0;
  let stderr = '';
  let told = Date.now();
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    got += chunk.toString().match(/^Get:/gm)?.length ?? 0;
    if (Date.now() - told < 3000) return;
    told = Date.now();
    log(`${got} of ${packages.length} packages`);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`apt-get could not download the phone engine's packages:\n${stderr.trim()}`);
}

export function openApt(options: { dir: string; suite: string; architecture: string; log: Log }): Apt {
  const { dir, suite, architecture, log } = options;
  const cEnv = { ...process.env, LC_ALL: 'C' };
  const env = { ...cEnv, APT_CONFIG: writeConfig(dir, architecture, cEnv) };
  chooseArchive(dir, suite, env);
  const debs = join(dir, 'debs');
  const fileOf = (p: DebPackage): string =>
    join(debs, `${p.name}_${p.version.replaceAll(':', '%3a')}_${p.architecture}.deb`);

  return {
    resolve(names) {
      const plan = output('apt-get', ['install', '-s', '-q', '--no-install-recommends', ...names], env);
      const resolved = [...plan.matchAll(/^Inst (\S+) /gm)].map((m) => m[1] ?? '');
      return output('apt-cache', ['show', '--no-all-versions', ...resolved], env)
        .split('\n\n')
        .filter((record) => record.includes('Package: '))
        .map(parseRecord);
    },
    async fetch(wanted) {
      const isGood = (p: DebPackage): boolean => existsSync(fileOf(p)) && sha256Of(fileOf(p)) === p.sha256;
      const missing = wanted.filter((p) => !isGood(p));
      if (missing.length > 0) {
        const megabytes = Math.round(missing.reduce((sum, p) => sum + p.size, 0) / 1e6);
        log(`downloading ${missing.length} packages, ${megabytes} MB`);
        // Into a folder beside, so that a name in debs/ always means a whole file.
        const incoming = join(dir, 'incoming');
        mkdirSync(incoming, { recursive: true });
        await download(incoming, missing, env, log);
        for (const name of readdirSync(incoming)) renameSync(join(incoming, name), join(debs, name));
      }
      const broken = wanted.filter((p) => !isGood(p));
      for (const p of broken) rmSync(fileOf(p), { force: true });
      if (broken.length > 0) {
        throw new Error(`These packages arrived damaged, run again: ${broken.map((p) => p.name).join(', ')}`);
      }
      return new Map(wanted.map((p) => [p.name, fileOf(p)]));
    },
  };
}
