/** What a command would do, found by doing it in a transaction that is rolled back. */
import type { Change } from '../office/core/history.ts';
import { Refused } from '../office/core/refusal.ts';
import type { Actor } from '../office/core/store.ts';
import { describe } from './describe.ts';
import type { Touched } from './journal.ts';
import type { Outcome, Parts } from './office-parts.ts';
import { asOutcome } from './run-command.ts';

export interface Preview {
  words: string;
  changes: Change[];
}

class RolledBack extends Error {
  readonly outcome: Outcome<Preview>;
  constructor(outcome: Outcome<Preview>) {
    super('preview');
    this.outcome = outcome;
  }
}

export function preview(parts: Parts, run: (actor: Actor) => Outcome, actor: Actor): Outcome<Preview> {
  try {
    return asOutcome(() =>
      parts.db
        .transaction((): Outcome => {
          const outcome = run(actor);
          if (!outcome.ok) throw new Refused(outcome.error);
          const touched: Touched[] = outcome.touched;
          const value = { words: outcome.entry?.words ?? 'Nothing changes.', changes: describe(parts, touched) };
          throw new RolledBack({ ok: true, value, touched });
        })
        .immediate(),
    ) as Outcome<Preview>; // Safe: every way out of the transaction is an exception, so only refusals get here.
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome;
    throw error;
  } finally {
    parts.rows.forget();
  }
}
