/**
 * WAV files (RIFF WAVE, PCM and float) read without trust and written as Asterisk plays them: 16-bit mono at 8 and 16 kHz.
 * Every length in a file is checked against what is really there.
 */

/** Why a file is no sound that can be used; the words are for people. */
export class UnusableSound extends Error {}

export interface Audio {
  rate: number;
  /** Mono, -1 to 1. */
  samples: Float32Array;
}

/** A greeting is shorter; a file of this length takes 20 MB as it is stored. */
export const longestSeconds = 600;

const formats = { pcm: 1, float: 3, extensible: 0xfffe } as const;

interface Format {
  code: number;
  channels: number;
  rate: number;
  bits: number;
}

export function readWav(file: Buffer): Audio {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new UnusableSound(
      'This is not a WAV file. Save the sound as WAV, or choose an MP3 in the window, which makes one of it.',
    );
  let format: Format | undefined;
  // Chunks begin at even places; a size that reaches past the end is cut to what is there (RIFF, IBM and Microsoft 1991).
  for (let at = 12; at + 8 <= file.length;) {
    const id = file.toString('latin1', at, at + 4);
    const size = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    const body = file.subarray(at + 8, at + 8 + size);
    if (id === 'fmt ') format = readFormat(body);
    if (id === 'data') {
      if (format === undefined) break;
      return { rate: format.rate, samples: toMono(body, format) };
    }
    at += 8 + size + (size % 2);
  }
  throw new UnusableSound('This WAV file is damaged: it holds no sound. Save it again and try once more.');
}

function readFormat(body: Buffer): Format {
  if (body.length < 16) throw new UnusableSound('This WAV file is damaged: its description is too short.');
  const tag = body.readUInt16LE(0);
  // The real format of an extensible one are the first two bytes of its GUID.
  const code = tag === formats.extensible && body.length >= 26 ? body.readUInt16LE(24) : tag;
  const format = { code, channels: body.readUInt16LE(2), rate: body.readUInt32LE(4), bits: body.readUInt16LE(14) };
  const isKnown =
    (code === formats.pcm && [8, 16, 24, 32].includes(format.bits)) || (code === formats.float && format.bits === 32);
  if (!isKnown)
    throw new UnusableSound(
      'This WAV file is compressed in a way that is not understood. Save it as PCM with 16 bit, the usual kind.',
    );
  if (format.channels < 1 || format.channels > 8)
    throw new UnusableSound(`This WAV file says that it has ${format.channels} channels. Use one or two.`);
  if (format.rate < 4000 || format.rate > 192_000)
    throw new UnusableSound(`This WAV file says ${format.rate} samples a second. Use 8,000 to 48,000.`);
  return format;
}

function toMono(body: Buffer, { code, channels, rate, bits }: Format): Float32Array {
  const width = bits / 8;
  const frames = Math.floor(body.length / (width * channels));
  if (frames === 0) throw new UnusableSound('This WAV file is empty. Record the sound again.');
  if (frames / rate > longestSeconds)
    throw new UnusableSound(`This sound is longer than ${longestSeconds / 60} minutes. Shorten it.`);
  const read = reader(body, code, bits);
  const samples = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read((frame * channels + channel) * width);
    const value = sum / channels;
    // A float can be anything, also no number.
    samples[frame] = Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
  }
  return samples;
}

function reader(body: Buffer, code: number, bits: number): (at: number) => number {
  if (code === formats.float) return (at) => body.readFloatLE(at);
  switch (bits) {
    case 8:
      return (at) => (body.readUInt8(at) - 128) / 128;
    case 16:
      return (at) => body.readInt16LE(at) / 0x8000;
    case 24:
      return (at) => body.readIntLE(at, 3) / 0x800000;
    default:
      return (at) => body.readInt32LE(at) / 0x80000000;
  }
}

/** Zero crossings of the filter on each side: enough that nothing above the new band is heard. */
const crossings = 16;
const batch = 20_000;

/**
 * Another number of samples a second: a windowed sinc (Blackman), whose band is the smaller of both. It rests now and then,
 * so that a long sound keeps nothing else waiting.
 */
export async function resample({ rate, samples }: Audio, to: number): Promise<Float32Array> {
  if (rate === to) return samples;
  const band = Math.min(1, to / rate) * 0.94;
  const reach = crossings / band;
  const out = new Float32Array(Math.max(1, Math.round((samples.length * to) / rate)));
  for (let index = 0; index < out.length; index++) {
    if (index % batch === batch - 1) await new Promise((resolve) => setImmediate(resolve));
    const centre = (index * rate) / to;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let at = first; at <= last; at++) {
      const distance = (at - centre) / reach;
      const phase = Math.PI * (at - centre) * band;
      const sinc = phase === 0 ? 1 : Math.sin(phase) / phase;
      const window = 0.42 + 0.5 * Math.cos(Math.PI * distance) + 0.08 * Math.cos(2 * Math.PI * distance);
      sum += (samples[at] ?? 0) * sinc * window * band;
    }
    out[index] = sum;
  }
  return out;
}

/** 16-bit mono PCM, the only kind that Asterisk's format_wav reads: 8 kHz as `.wav`, 16 kHz as `.wav16`. */
export function writeWav(samples: Float32Array, rate: number): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(formats.pcm, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (let at = 0; at < samples.length; at++)
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, samples[at] ?? 0)) * 0x7fff), 44 + at * 2);
  return file;
}
