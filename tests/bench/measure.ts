/** What a measure is, and the few statistics that the figures need. */

export interface Result {
  /** null: it could not be measured here; `note` says why. */
  value: number | null;
  /** The same done the usual way, in the same run; its unit is that of the value unless the note says otherwise. */
  baseline?: number;
  /** How many times it was measured. */
  n: number;
  note?: string;
}

export interface Measure {
  id: string;
  unit: string;
  bar: number;
  /** Whether the bar is a least value; all others are at most. */
  isLeast?: boolean;
  run(): Promise<Result>;
}

export function isOk({ bar, isLeast }: Measure, { value }: Result): boolean {
  return value !== null && (isLeast ? value >= bar : value <= bar);
}

/** Nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Three significant digits say all that a shared computer can. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** Progress, on standard error; standard output is for the figures. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Computes once and is shared by the measures that come from the same run. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
