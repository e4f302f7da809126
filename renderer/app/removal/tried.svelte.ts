/** A change that is tried and rolled back each time that it would be another one: whether it works, and what is in its way. */
import type { Preview } from '../../api/client.svelte.ts';
import type { Failure, Outcome } from '../../api/protocol.ts';

export type Tried = {
  readonly works: boolean;
  readonly failure: Failure | undefined;
  readonly changes: Preview['changes'];
};

export function tried(ask: () => Promise<Outcome<Preview>> | undefined): Tried {
  let outcome = $state.raw<Outcome<Preview>>();
  $effect(() => {
    outcome = undefined;
    let isOld = false;
    void ask()?.then((answer) => {
      if (!isOld) outcome = answer;
    });
    return () => (isOld = true);
  });
  return {
    get works() {
      return outcome?.ok ?? false;
    },
    get failure() {
      return outcome && !outcome.ok ? outcome.error : undefined;
    },
    get changes() {
      return outcome?.ok ? outcome.value.changes : [];
    },
  };
}
