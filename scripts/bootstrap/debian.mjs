// Packages of the system (Debian, Ubuntu). Root gets them installed; anybody else gets the exact line to run, because
// asking for a password in the middle of a build is worse than saying what is needed. What counts is what is really
// missing, so a second run does nothing.
import { spawnSync } from 'node:child_process';
import { say, seconds, SetupError } from './log.mjs';
import { ask, step } from './run.mjs';

/** Each entry: names of the same thing, newest first (Debian 13 renamed some for the 64 bit time change). */
const forWindow = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['fonts-dejavu-core'],
];
const forNoDisplay = [['xvfb'], ['xauth']];
// The command lines of two real SIP phones, and what makes network namespaces.
const forCalls = [['sip-tester'], ['baresip-core'], ['iproute2']];

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

export function packagesFor({ window = false, calls = false, virtualDisplay = false }) {
  return [...(window ? forWindow : []), ...(virtualDisplay ? forNoDisplay : []), ...(calls ? forCalls : [])];
}

/** Names from dpkg's list whose state is "installed", without the architecture. */
export const installedNames = (list) =>
  new Set(
    list
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );

export const missingPackages = (wanted, installed) => wanted.filter((names) => !names.some((n) => installed.has(n)));

const isDebian = () => process.platform === 'linux' && ask('dpkg', ['--version']) !== undefined;

function missing(wanted) {
  // Exit code 1 only means that some name is unknown; what is known is still listed.
  const args = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted.flat()];
  const { stdout } = spawnSync('dpkg-query', args, { encoding: 'utf8' });
  return missingPackages(wanted, installedNames(stdout ?? ''));
}

/** The first of its names that this release has. */
function candidate(names) {
  const list = ask('apt-cache', ['show', '--no-all-versions', ...names]) ?? '';
  return names.find((name) => list.includes(`Package: ${name}\n`)) ?? names[0];
}

const aptOptions = ['-q', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];

function installAsRoot(groups) {
  const start = Date.now();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  say('system packages: reading the list');
  step('apt-update', 'apt-get', ['update', ...aptOptions], { env });
  const names = groups.map(candidate);
  say(`system packages: installing ${names.join(' ')}`);
  step('apt-install', 'apt-get', ['install', '-y', '--no-install-recommends', ...aptOptions, ...names], { env });
  say(`system packages: installed in ${seconds(start)}`);
}

export function ensurePackages(wanted) {
  if (!isDebian() || wanted.length === 0) return;
  const groups = missing(wanted);
  if (groups.length === 0) return;
  if (process.getuid() !== 0) {
    const names = groups.map(candidate).join(' ');
    throw new SetupError(
      `Some packages of the system are missing. Run this once, then the same command again:\n\n` +
        `  sudo apt-get update && sudo apt-get install --no-install-recommends ${names}\n`,
    );
  }
  installAsRoot(groups);
}
