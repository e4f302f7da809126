/** A sound file for tests: 16-bit mono PCM at 8 kHz (RIFF WAVE), a quiet 440 Hz tone of that length. */
export function wav(milliseconds: number): Buffer {
  const samples = Math.round(milliseconds * 8);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples * 2, 40);
  const audio = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at++)
    audio.writeInt16LE(Math.round(4000 * Math.sin((2 * Math.PI * 440 * at) / 8000)), at * 2);
  return Buffer.concat([header, audio]);
}
