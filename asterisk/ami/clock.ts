/** The only notion of time in the AMI port and the supervisor, so that tests can own it. `after` returns a cancel. */
export interface Clock {
  after(ms: number, run: () => void): () => void;
  /** Milliseconds that never jump. */
  now(): number;
}

export const systemClock: Clock = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
};
