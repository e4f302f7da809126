/**
 * The one error that the AMI port throws. `kind` is a closed union so that a caller can tell "I sent nonsense" from
 * "Asterisk said no" from "nobody answered", and the message says what to do.
 */
export type AmiFailure =
  /** A key or value that must not go on the wire. Nothing was sent. */
  | 'bad-header'
  /** There is no ready connection. Nothing was sent. */
  | 'not-ready'
  /** The connection went away after sending: the action may or may not have been done. */
  | 'closed'
  /** No answer in time: the action may or may not have been done. */
  | 'timeout'
  /** Asterisk answered `Response: Error`. */
  | 'refused'
  /** User name or secret not accepted. */
  | 'login'
  /** A bound was reached (pending actions, bytes, list items). */
  | 'too-much';

export class AmiError extends Error {
  readonly kind: AmiFailure;
  readonly action: string | undefined;

  constructor(kind: AmiFailure, message: string, options: { action?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AmiError';
    this.kind = kind;
    this.action = options.action;
  }
}

export const isAmiError = (value: unknown, kind?: AmiFailure): value is AmiError =>
  value instanceof AmiError && (kind === undefined || value.kind === kind);
