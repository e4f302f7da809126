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
  /** What the node said when the call left it: a key, a result. */
  exits: string[];
  legs: PastLeg[];
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
