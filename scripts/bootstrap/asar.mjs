// Writes an asar archive of a flat folder: a pickled JSON header with sizes and offsets, then the file bodies
// (format: github.com/electron/asar, README). Electron takes a real archive only for its default app.
import fs from 'node:fs';
import path from 'node:path';

export function packAsar(dir, out) {
  const files = {};
  const bodies = [];
  let offset = 0;
  for (const name of fs.readdirSync(dir).sort()) {
    const body = fs.readFileSync(path.join(dir, name));
    files[name] = { size: body.length, offset: String(offset) };
    bodies.push(body);
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files }));
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4);
  const padded = json.length + padding.length;
  const head = Buffer.alloc(16);
  for (const [i, value] of [4, 8 + padded, 4 + padded, json.length].entries()) head.writeUInt32LE(value, i * 4);
  fs.writeFileSync(out, Buffer.concat([head, json, padding, ...bodies]));
}
