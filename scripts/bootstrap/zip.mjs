// A small zip reader (central directory, stored and deflated entries), because a fresh machine has no unzip.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const END = Buffer.from('PK\x05\x06', 'latin1');
const CENTRAL = 0x02014b50;

function readAt(fd, position, length) {
  const buffer = Buffer.alloc(length);
  const got = fs.readSync(fd, buffer, 0, length, position);
  if (got !== length) throw new Error('the zip file is cut off');
  return buffer;
}

/** The directory is found from the end: the end record may be followed by a comment of up to 64 kB. */
function directory(fd) {
  const { size } = fs.fstatSync(fd);
  const length = Math.min(size, 65557);
  const end = readAt(fd, size - length, length);
  const at = end.lastIndexOf(END);
  if (at < 0) throw new Error('not a zip file, or cut off');
  const count = end.readUInt16LE(at + 10);
  if (count === 0xffff) throw new Error('zip64 is not supported');
  return { count, bytes: readAt(fd, end.readUInt32LE(at + 16), end.readUInt32LE(at + 12)) };
}

function* entries({ count, bytes }) {
  for (let at = 0, i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error('the zip directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    yield {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      deflated: bytes.readUInt16LE(at + 10) === 8,
      crc: bytes.readUInt32LE(at + 16),
      size: bytes.readUInt32LE(at + 20),
      mode: (bytes.readUInt32LE(at + 38) >>> 16) & 0o777,
      offset: bytes.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function content(fd, entry) {
  const head = readAt(fd, entry.offset, 30);
  const data = readAt(fd, entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), entry.size);
  return entry.deflated ? zlib.inflateRawSync(data) : data;
}

/** `place` gives an entry's path below `to`, or undefined to leave it out. */
export function unzip(file, to, place) {
  const fd = fs.openSync(file, 'r');
  try {
    for (const entry of entries(directory(fd))) {
      const name = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (name === undefined) continue;
      const target = path.resolve(to, name);
      if (!target.startsWith(path.resolve(to) + path.sep)) throw new Error(`${entry.name} leads out of the folder`);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, content(fd, entry), { mode: entry.mode || 0o644 });
    }
  } finally {
    fs.closeSync(fd);
  }
}
