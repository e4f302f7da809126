/**
 * Expected failures are values: a command either happens whole or is refused with one of these. Each says in plain
 * words what is wrong and what to do, so that the screen, the command line and a phone can show the same sentence.
 */

/** One field that cannot be stored; `path` names the input field, `ring.0.seconds` for nested ones. */
export interface Issue {
  path: string;
  message: string;
}

/** Something in the office that has a page: used wherever a message has to name it. */
export interface Owner {
  table: string;
  id: string;
  label: string;
  /** Route of its page, without the leading `#`. */
  route?: string;
}

/** What the user can do about it at once; a button on the screen. */
export interface Remedy {
  label: string;
  command?: string;
  input?: unknown;
  route?: string;
}

export type Refusal = { message: string; remedy?: Remedy } & (
  | { kind: 'invalid'; issues: Issue[] }
  | { kind: 'number-taken'; number: string; owner?: Owner }
  | { kind: 'in-use'; by: Owner[] }
  | { kind: 'stale' }
  | { kind: 'not-found' }
  | { kind: 'rule'; rule: string; issues?: Issue[] }
  | { kind: 'unavailable' }
);

/** Thrown inside a command to roll its transaction back; turned into a value at the edge, never shown as a crash. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

export function refuse(refusal: Refusal): never {
  throw new Refused(refusal);
}

/** One field is wrong: the most common refusal, shown beside that field. */
export function refuseField(path: string, message: string, remedy?: Remedy): never {
  throw new Refused({ kind: 'invalid', message, issues: [{ path, message }], ...(remedy ? { remedy } : {}) });
}

/** The row that a command names, or a refusal: it may have been removed on another screen a moment ago. */
export function found<T>(row: T | undefined, what: string): T {
  return row ?? refuse({ kind: 'not-found', message: `${what} is no longer there. Look at the list again.` });
}
