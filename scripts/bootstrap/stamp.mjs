// Stamps: "this step is done for exactly these inputs". Written as the very last act of a step, so a run that was
// stopped half-way repairs itself the next time.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined);

export const isDone = (file, value) => read(file) === value;

export function begin(file) {
  fs.rmSync(file, { force: true });
}

export function done(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, value);
  fs.renameSync(`${file}.new`, file);
}

/** Hash of names, sizes and times of all files below: cheap, and any edit changes it. Tests do not count. */
export function treeHash(root, names) {
  const hash = createHash('sha256');
  const visit = (name) => {
    const full = path.join(root, name);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const child of fs.readdirSync(full).sort()) visit(`${name}/${child}`);
    } else if (!/\.test\.[a-z.]+$/.test(name)) {
      hash.update(`${name}\0${stat.size}\0${stat.mtimeMs}\n`);
    }
  };
  for (const name of names) visit(name);
  return hash.digest('hex');
}
