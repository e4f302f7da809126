// Electron: the pinned version by its own installer, which needs its release site. Where that cannot be reached, a
// runtime for tests is made from a registry package, so that the real window can still be driven. People who are meant
// to use the app get the pinned version; the test runtime says so when it is used.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { say, seconds, SetupError } from './log.mjs';
import { moduleFile, root, tools } from './places.mjs';
import { isDone } from './stamp.mjs';
import { hasTestRuntime, makeTestRuntime, testRuntimeDir, testRuntimeStamp } from './test-runtime.mjs';

const dist = moduleFile('electron/dist');

const version = () => JSON.parse(fs.readFileSync(moduleFile('electron/package.json'), 'utf8')).version;

const program = (dir) => {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  return path.join(dir, names[process.platform] ?? 'electron');
};

function isInstalled() {
  const file = path.join(dist, 'version');
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8').replace(/^v/, '').trim() === version();
}

/** Ten minutes: 110 MB over a slow line; without a way to the release site it fails at once. */
function install() {
  const file = moduleFile('electron/install.js');
  const stdio = ['ignore', 'ignore', 'pipe'];
  const result = spawnSync(process.execPath, [file], { cwd: root, timeout: 600_000, stdio, encoding: 'utf8' });
  if (result.status === 0) return undefined;
  return (
    result.stderr?.split('\n').find((line) => line.includes('Error')) ?? `ended with ${result.status ?? result.signal}`
  );
}

export const electron = {
  // The test runtime remembers which version it stands in for: a new one is tried for anew.
  isCurrent: () => isInstalled() || (hasTestRuntime() && isDone(testRuntimeStamp, version())),
  make() {
    const start = Date.now();
    say(`Electron ${version()}: downloading`);
    const problem = install();
    if (problem === undefined) return say(`Electron ${version()}: installed in ${seconds(start)}`);
    say(`Electron ${version()} could not be downloaded: ${problem.trim()}`);
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new SetupError('Electron could not be downloaded. Check the connection to the internet and run again.');
    }
    makeTestRuntime(version());
    return say(`Electron: using the runtime for tests instead, in ${path.relative(root, tools)}`);
  },
};

/** What others need to know to start it. */
export function electronRuntime() {
  const dir = isInstalled() ? dist : testRuntimeDir;
  const env = { ELECTRON_OVERRIDE_DIST_PATH: dir, ELECTRON_EXEC_PATH: program(dir) };
  // Its Node-API is too old for the SQLite module: the service runs under our Node instead of inside Electron.
  if (dir === testRuntimeDir) env.SWITCHROOM_NODE = process.execPath;
  return { dir, program: program(dir), env };
}
