// The Node that everything runs on. TypeScript is run without a build (Node 24 strips types) and the SQLite module's
// binary crashes older ones, so the version is ours to choose, not the machine's.
import fs from 'node:fs';
import path from 'node:path';
import { say, startedAt } from './log.mjs';
import { npm, systemPath } from './npm.mjs';
import { entry, stamps, tools } from './places.mjs';
import { ask, foreground } from './run.mjs';
import { begin, done, isDone } from './stamp.mjs';
import { locked } from './lock.mjs';

export const wanted = '24.21.0';

/** A Node 24 of the machine's own is as good, if it has what our test tools ask for (24.15). */
export function isGoodNode(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 && minor >= 15;
}

const packageName = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const bin = path.join(tools, 'node/node_modules', packageName, 'bin');
const program = path.join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = path.join(stamps, 'node');

async function install() {
  if (isDone(stamp, wanted) && fs.existsSync(program)) return;
  await locked(() => {
    if (isDone(stamp, wanted) && fs.existsSync(program)) return;
    if (ask(program, ['--version'])?.trim() !== `v${wanted}`) {
      say(`Node ${wanted}: downloading (this machine has ${process.version})`);
      begin(stamp);
      const dir = path.join(tools, 'node');
      fs.rmSync(dir, { recursive: true, force: true });
      fs.mkdirSync(dir, { recursive: true });
      fs.writeFileSync(path.join(dir, 'package.json'), '{ "private": true }\n');
      npm('node', ['install', '--no-save', '--no-package-lock', '--ignore-scripts', `${packageName}@${wanted}`], dir);
    }
    done(stamp, wanted);
  });
}

/** Undefined when this process already is the right Node; otherwise the exit code of ourselves run again by it. */
export async function continueUnderRightNode(args) {
  if (isGoodNode(process.version)) return undefined;
  await install();
  const PATH = `${bin}${path.delimiter}${process.env.PATH}`;
  const env = { ...process.env, PATH, SWITCHROOM_SYSTEM_PATH: systemPath(), SWITCHROOM_STARTED: startedAt() };
  return foreground(program, [entry, ...args], { cwd: process.cwd(), env, group: false });
}
