// The app's window and main process are built by electron-vite, only when something that goes into them has changed.
import fs from 'node:fs';
import path from 'node:path';
import { lockHash } from './dependencies.mjs';
import { say, seconds } from './log.mjs';
import { moduleFile, root, stamps } from './places.mjs';
import { step } from './run.mjs';
import { begin, done, isDone, sha256, treeHash } from './stamp.mjs';

const inputs = [
  ...['electron', 'renderer', 'service', 'office', 'asterisk', 'phones', 'db', 'types'],
  ...['electron.vite.config.ts', 'svelte.config.js', 'tsconfig.base.json', 'tsconfig.json', 'package.json'],
];

const stamp = path.join(stamps, 'build');

const inputsHash = () => sha256(lockHash() + treeHash(root, inputs));

export const build = {
  isCurrent: () => isDone(stamp, inputsHash()) && fs.existsSync(path.join(root, 'out/main/index.js')),
  make() {
    const start = Date.now();
    say('app: building');
    begin(stamp);
    // Taken before: an edit during the build makes the next run build again.
    const hash = inputsHash();
    step('build', process.execPath, [moduleFile('electron-vite/bin/electron-vite.js'), 'build']);
    done(stamp, hash);
    say(`app: built in ${seconds(start)}`);
  },
};
