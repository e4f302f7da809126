/** Why the engine does not run, as values that a screen and the command line can show: each says what to do. */
export type EngineFailure =
  | { kind: 'missing-bundle'; dir: string; message: string }
  | { kind: 'unwritable-folder'; path: string; message: string }
  | { kind: 'path-too-long'; path: string; message: string }
  | { kind: 'address-not-here'; address: string; message: string }
  | { kind: 'port-in-use'; protocol: 'udp' | 'tcp'; address: string; port: number; program?: string; message: string }
  | { kind: 'port-forbidden'; address: string; port: number; message: string }
  | { kind: 'bad-settings'; message: string }
  /** It ended or never answered. `log` is what it said last. */
  | { kind: 'crashed'; log: readonly string[]; message: string }
  | { kind: 'not-booting'; log: readonly string[]; message: string };

export class EngineError extends Error {
  override name = 'EngineError';
  readonly failure: EngineFailure;
  constructor(failure: EngineFailure, cause?: unknown) {
    super(failure.message, cause === undefined ? undefined : { cause });
    this.failure = failure;
  }
}
