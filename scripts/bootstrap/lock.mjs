// Two commands started at once ("npm start" and "npm test") must not set up the same folders at the same time. The lock
// is a file that names its owner's process; a lock of a process that is gone is taken over.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './log.mjs';
import { tools } from './places.mjs';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return 0;
  }
}

// Two that wait may find the same dead owner; the slower one must not remove the lock that the faster one has taken since.
// Only one of them gets the file by renaming it, and what it got is looked at before it is thrown away.
export function removeStale(file, owner) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return;
  }
  if (ownerOf(aside) === owner) return fs.rmSync(aside, { force: true });
  try {
    fs.linkSync(aside, file); // Never over a lock that was taken in this moment.
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  fs.rmSync(aside, { force: true });
}

export async function locked(work, file = path.join(tools, 'setup.lock')) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; !tryLock(file);) {
    const owner = ownerOf(file);
    if (owner > 0 && !isAlive(owner)) {
      removeStale(file, owner);
      continue;
    }
    if (!told) say(`waiting for another set-up (process ${owner}) to finish`);
    told = true;
    await delay(200);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}
