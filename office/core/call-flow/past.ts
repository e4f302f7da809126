/**
 * A call that was, as the engine's own records tell it: the nodes it came to, what decided there, which phones rang. Each
 * kind of node says in `past` what that meant, in a clause without a full stop, so that clauses make one sentence.
 */

/** A phone that rang at a node. */
export interface PastLeg {
  label: string;
  seconds: number;
  end: 'answered' | 'busy' | 'unanswered';
}

export interface PastStep {
  node: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Until the call went on or ended. */
  seconds: number;
  /** What decided when the call came to the node, e.g. the `gate` of an extension; empty when nothing is to be decided. */
  decided: string;
  /** What the node said when the call left it: `key 1`, `closed exc-..`, a word and maybe what it is about. */
  exits: string[];
  legs: PastLeg[];
  /** What a row was called then, also one that is gone since; the id itself when nobody knows. */
  called(id: string): string;
}

/** "Anna Weber - Deskphone and Bert Klein - Mobile". */
export function listed(names: readonly string[]): string {
  const each = [...new Set(names)];
  return each.length < 2 ? (each[0] ?? '') : `${each.slice(0, -1).join(', ')} and ${each.at(-1) ?? ''}`;
}

/** What ringing phones came to: who answered, who was busy, or that nobody answered. */
export function legsInWords(label: string, { legs, seconds }: PastStep): string {
  const answered = legs.find((leg) => leg.end === 'answered');
  if (answered) return `${answered.label} answered after ${answered.seconds} s`;
  if (legs.length === 0) return `no phone of ${label} was free and connected`;
  if (legs.every((leg) => leg.end === 'busy')) return `${listed(legs.map((leg) => leg.label))} declined or was busy`;
  return `nobody answered at ${label} within ${seconds} s`;
}

/** The last thing that the node said: its word, and what it is about. */
export function lastExit({ exits }: PastStep): { word: string; about: string } {
  const [word = '', about = ''] = (exits.at(-1) ?? '').split(' ');
  return { word, about };
}

/** Why hours were open or closed, from what Asterisk wrote then: `hand`, the rule of a day, or nothing for a day without one. */
export function reasonInWords(isOpen: boolean, reason: string, called: (id: string) => string): string {
  if (reason === 'hand') return isOpen ? 'opened by hand' : 'closed by hand';
  if (reason === '') return 'no hours are set for that day';
  const [, day] = reason.split('.');
  if (day === undefined) return `“${called(reason)}”`;
  const name = weekdays[Number(day) - 1] ?? 'that day';
  return isOpen ? `the hours of ${name}` : `outside the hours of ${name}`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
