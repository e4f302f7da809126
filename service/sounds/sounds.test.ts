import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSound, soundsFolder, storeSound } from './files.ts';
import { mostBytes, mostUploads, openUploads } from './uploads.ts';
import { readWav, resample, UnusableSound, writeWav } from './wav.ts';

const tone = (rate: number, seconds: number, hertz: number) =>
  Float32Array.from({ length: rate * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate));

/** Strength of one frequency (Goertzel), of a sine of amplitude 1: 1. */
function strength(samples: Float32Array, rate: number, hertz: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((value, at) => {
    real += value * Math.cos((2 * Math.PI * hertz * at) / rate);
    imaginary += value * Math.sin((2 * Math.PI * hertz * at) / rate);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

/** A WAV file of any kind, written by hand. */
function wav(options: {
  code?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  data?: Buffer;
  extra?: Buffer;
}): Buffer {
  const {
    code = 1,
    channels = 1,
    rate = 8000,
    bits = 16,
    data = Buffer.alloc(1600),
    extra = Buffer.alloc(0),
  } = options;
  const fmt = Buffer.alloc(16);
  fmt.writeUInt16LE(code, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(rate, 4);
  fmt.writeUInt32LE(((rate * channels * bits) / 8) >>> 0, 8);
  fmt.writeUInt16LE((channels * bits) / 8, 12);
  fmt.writeUInt16LE(bits, 14);
  const chunk = (id: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(id, 0, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const body = Buffer.concat([Buffer.from('WAVE'), extra, chunk('fmt ', fmt), chunk('data', data)]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

describe('sounds', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'switchroom-sounds-'))));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it.each([
    ['8-bit mono', { bits: 8, data: Buffer.alloc(8000, 128) }, 1000],
    ['16-bit stereo at 44.1 kHz', { channels: 2, rate: 44_100, data: Buffer.alloc(44_100 * 4) }, 1000],
    ['24-bit at 48 kHz', { bits: 24, rate: 48_000, data: Buffer.alloc(48_000 * 3) }, 1000],
    ['float', { code: 3, bits: 32, rate: 16_000, data: Buffer.alloc(16_000 * 4 * 2) }, 2000],
  ])('[G2] stores %s as 16-bit mono at 8 and 16 kHz', async (_, options, milliseconds) => {
    const stored = await storeSound(dataDir, wav(options));
    expect(stored.milliseconds).toBe(milliseconds);
    for (const [ending, rate] of [
      ['wav', 8000],
      ['wav16', 16_000],
    ] as const) {
      const file = readFileSync(join(soundsFolder(dataDir), `${stored.file}.${ending}`));
      expect([file.readUInt32LE(24), file.readUInt16LE(22), file.readUInt16LE(34)]).toEqual([rate, 1, 16]);
      expect(file.length - 44).toBe((rate * 2 * milliseconds) / 1000);
    }
    // The same content is the same file.
    expect(await storeSound(dataDir, wav(options))).toEqual(stored);
    expect(readSound(join(soundsFolder(dataDir), 'gone.wav'))).toBe(undefined);
  });

  it('[G2] keeps what a telephone can carry and nothing above it', async () => {
    const heard = await resample({ rate: 44_100, samples: tone(44_100, 1, 1000) }, 8000);
    expect(strength(heard, 8000, 1000)).toBeGreaterThan(0.48);
    // 6 kHz would come back as 2 kHz if it were not kept out.
    const above = await resample({ rate: 44_100, samples: tone(44_100, 1, 6000) }, 8000);
    expect(strength(above, 8000, 2000)).toBeLessThan(0.002);
    const up = await resample({ rate: 8000, samples: tone(8000, 1, 1000) }, 16_000);
    expect(strength(up, 16_000, 1000)).toBeGreaterThan(0.48);
    expect(readWav(writeWav(heard, 8000)).samples.length).toBe(8000);
  });

  it.each([
    ['no WAV', Buffer.from('ID3 this is an MP3 ............'), 'not a WAV'],
    ['nothing', Buffer.alloc(0), 'not a WAV'],
    ['a beginning only', wav({}).subarray(0, 20), 'damaged'],
    ['no sound in it', wav({ data: Buffer.alloc(0) }), 'empty'],
    ['a compressed kind', wav({ code: 0x55 }), 'compressed'],
    ['an odd width', wav({ bits: 12 }), 'compressed'],
    ['no channel', wav({ channels: 0 }), '0 channels'],
    ['too many channels', wav({ channels: 999 }), '999 channels'],
    ['no rate', wav({ rate: 0 }), '0 samples'],
    ['a huge rate', wav({ rate: 0xffffffff }), 'samples a second'],
    ['hours', wav({ rate: 4000, bits: 8, data: Buffer.alloc(4000 * 601) }), 'longer than 10 minutes'],
  ])('[G2] refuses %s, with the reason', async (_, file, reason) => {
    await expect(storeSound(dataDir, file)).rejects.toThrow(UnusableSound);
    await expect(storeSound(dataDir, file)).rejects.toThrow(reason);
  });

  it('[G2] believes no length that a file states', () => {
    const lying = wav({ data: Buffer.alloc(1600) });
    lying.writeUInt32LE(0xfffffff0, lying.length - 1604);
    expect(readWav(lying).samples.length).toBe(800);
    // Every cut and every changed byte of the head is read or refused, never a crash.
    for (let at = 0; at < 44; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const broken = Buffer.from(wav({}));
        broken[at] = value;
        for (const file of [broken, broken.subarray(0, at)]) {
          try {
            readWav(file);
          } catch (error) {
            expect(error).toBeInstanceOf(UnusableSound);
          }
        }
      }
    }
  });

  it('[G2] takes few uploads at once, each with a limit, and forgets those that stop', () => {
    let now = 0;
    const uploads = openUploads(() => now);
    const [first = ''] = Array.from({ length: mostUploads }, () => uploads.begin());
    expect(uploads.begin()).toBe(undefined);
    expect(uploads.add(first, Buffer.from('ab'))).toBe('added');
    expect(uploads.add(first, Buffer.from('c'))).toBe('added');
    expect(uploads.take(first)?.toString()).toBe('abc');
    expect(uploads.take(first)).toBe(undefined);
    const large = uploads.begin() ?? '';
    expect(uploads.add(large, Buffer.alloc(mostBytes))).toBe('added');
    expect(uploads.add(large, Buffer.alloc(1))).toBe('too-large');
    expect(uploads.add(large, Buffer.alloc(1))).toBe('unknown');
    now += 10 * 60_000;
    expect(uploads.begin()).toBeTypeOf('string');
  });
});
