import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packAsar } from './asar.mjs';
import { turnFuses } from './test-runtime.mjs';
import { unzip } from './zip.mjs';

let dir;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'archives '));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

/** A zip as other programs write it: local header, data, central directory, end record, comment. */
function zipOf(entries, comment = '') {
  const locals = [];
  const central = [];
  let offset = 0;
  for (const { name, text, deflate = false, mode = 0o644 } of entries) {
    const data = deflate ? zlib.deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(deflate ? 8 : 0, 10);
    head.writeUInt32LE(data.length, 20);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE((mode << 16) >>> 0, 38);
    head.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    central.push(head, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}

const write = (name, data) => {
  fs.writeFileSync(path.join(dir, name), data);
  return path.join(dir, name);
};

describe('zip reader', () => {
  it('unpacks stored and deflated files with their modes, and leaves out what is not wanted', () => {
    const text = 'again and again and again';
    const zip = zipOf(
      [
        { name: 'a/', text: '' },
        { name: 'a/run', text: '#!', mode: 0o755 },
        { name: 'a/deep/long', text, deflate: true },
        { name: 'no', text },
      ],
      'a comment',
    );
    unzip(write('x.zip', zip), path.join(dir, 'to'), (name) => (name.startsWith('a/') ? name.slice(2) : undefined));
    expect(fs.readdirSync(path.join(dir, 'to')).sort()).toEqual(['deep', 'run']);
    expect(fs.readFileSync(path.join(dir, 'to/deep/long'), 'utf8')).toBe(text);
    expect(fs.statSync(path.join(dir, 'to/run')).mode & 0o777).toBe(0o755);
  });

  it('refuses files that are cut off and paths that lead out', () => {
    const keep = (name) => name;
    const whole = zipOf([{ name: '../evil', text: 'x' }]);
    expect(() => unzip(write('out.zip', whole), path.join(dir, 'to'), keep)).toThrow('leads out of the folder');
    expect(() => unzip(write('cut.zip', whole.subarray(0, 40)), dir, keep)).toThrow('not a zip file');
    expect(fs.existsSync(path.join(dir, 'evil'))).toBe(false);
  });
});

describe('asar writer', () => {
  it('writes a header that says where each file is', () => {
    fs.mkdirSync(path.join(dir, 'app'));
    write('app/b.js', 'bee');
    write('app/a.json', '{}');
    packAsar(path.join(dir, 'app'), path.join(dir, 'x.asar'));
    const bytes = fs.readFileSync(path.join(dir, 'x.asar'));
    const { files } = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
    const start = 8 + bytes.readUInt32LE(4);
    const read = ({ size, offset }) => bytes.toString('utf8', start + Number(offset), start + Number(offset) + size);
    expect(Object.keys(files)).toEqual(['a.json', 'b.js']);
    expect([read(files['a.json']), read(files['b.js'])]).toEqual(['{}', 'bee']);
  });
});

describe('fuses', () => {
  const wire = (digits) => `....dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08${digits}....`;

  it('turns the two that tests need and nothing else', () => {
    const file = write('electron', wire('10100011'));
    turnFuses(file);
    expect(fs.readFileSync(file, 'latin1')).toBe(wire('10110001'));
  });

  it('refuses an unknown binary', () => {
    expect(() => turnFuses(write('other', wire('11111111')))).toThrow('not the expected ones');
    expect(() => turnFuses(write('none', 'no wire'))).toThrow('not the expected ones');
  });
});
