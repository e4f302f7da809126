/** When something that ended is started again: soon at first, then more and more rarely; after a good while, soon again. */
const firstMs = 250;
const lastMs = 5000;
const goodMs = 10_000;

export interface BackOff {
  /** It has ended after living this long; returns how long to wait. */
  ended(livedMs: number): number;
}

export function backOff(): BackOff {
  let failures = 0;
  return {
    ended(livedMs) {
      if (livedMs >= goodMs) failures = 0;
      return Math.min(firstMs * 2 ** failures++, lastMs);
    },
  };
}
