// node_modules exactly as in the lock file. No package's install script runs: none of ours needs one.
import fs from 'node:fs';
import path from 'node:path';
import { say, seconds } from './log.mjs';
import { npm } from './npm.mjs';
import { root } from './places.mjs';
import { begin, done, isDone, sha256 } from './stamp.mjs';

// Inside node_modules, so that deleting the folder deletes the stamp.
const stamp = path.join(root, 'node_modules/.switchroom');

export const lockHash = () => sha256(fs.readFileSync(path.join(root, 'package-lock.json')));

export const dependencies = {
  isCurrent: () => isDone(stamp, lockHash()),
  make() {
    const start = Date.now();
    say('dependencies: installing');
    begin(stamp);
    npm('dependencies', ['ci', '--ignore-scripts'], root);
    done(stamp, lockHash());
    say(`dependencies: installed in ${seconds(start)}`);
  },
};
