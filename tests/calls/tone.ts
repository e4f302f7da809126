/** What a calling phone says. */

/** One second of a 440 Hz tone in G.711 A-law (ITU-T G.711), which a calling phone repeats as its voice. */
export function tone(): Buffer {
  return Buffer.from(
    Array.from({ length: 8000 }, (_, index) => alaw(Math.round(8000 * Math.sin((2 * Math.PI * 440 * index) / 8000)))),
  );
}

export function alaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const magnitude = Math.min(Math.abs(sample), 32_635);
  const exponent = magnitude < 256 ? 0 : Math.floor(Math.log2(magnitude)) - 7;
  const code = exponent === 0 ? magnitude >> 4 : (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f);
  return code ^ sign ^ 0x55;
}
