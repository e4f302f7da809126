/** A tone to say, and how much of it was heard: proof of sound needs the very tone, not just any bytes. */

const rate = 8000;

/** WAV, 8 kHz, 16 bit, mono: what a telephone codec wants. */
export function toneFile(hertz: number, seconds: number): Buffer {
  const count = rate * seconds;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + count * 2, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(count * 2, 40);
  const samples = Buffer.alloc(count * 2);
  for (let n = 0; n < count; n++)
    samples.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * n) / rate)), n * 2);
  return Buffer.concat([header, samples]);
}

/** Share (0 to 1) of the loudness of the last half second that is this tone (Goertzel). The header may be unfinished. */
export function shareOf(hertz: number, wav: Buffer): number {
  const count = rate / 2;
  const end = wav.length - (wav.length % 2);
  if (end - 44 < count * 2) return 0;
  const sample = (n: number) => wav.readInt16LE(end - (count - n) * 2);
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [one, two, power] = [0, 0, 0];
  for (let n = 0; n < count; n++) {
    const value = sample(n);
    [one, two] = [value + turn * one - two, one];
    power += value * value;
  }
  return power === 0 ? 0 : (one * one + two * two - turn * one * two) / ((count / 2) * power);
}
