/** The voices of test phones: each says a tone of its own, and hears which others are on the line (G.711 A-law). */
import { alaw } from './tone.ts';

const rate = 8000;

/** 20 ms from this sample on. */
export function toneFrame(hertz: number, from: number): Buffer {
  return Buffer.from(
    Array.from({ length: 160 }, (_, n) => alaw(Math.round(6000 * Math.sin((2 * Math.PI * hertz * (from + n)) / rate)))),
  );
}

function linear(code: number): number {
  const plain = code ^ 0x55;
  const exponent = (plain & 0x70) >> 4;
  const mantissa = ((plain & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return plain & 0x80 ? magnitude : -magnitude;
}

/** Which of these tones make up more than a tenth of what was heard in the last half second (Goertzel). */
export function heardTones(heard: Buffer, tones: readonly number[]): number[] {
  const count = rate / 2;
  if (heard.length < count) return [];
  const samples = Array.from(heard.subarray(-count), linear);
  const power = samples.reduce((sum, value) => sum + value * value, 0);
  return tones.filter((hertz) => {
    const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
    let [one, two] = [0, 0];
    for (const value of samples) [one, two] = [value + turn * one - two, one];
    return power > 0 && (one * one + two * two - turn * one * two) / ((count / 2) * power) > 0.1;
  });
}
