/** After a change: says what it did and when it went live, with Undo beside it. Every screen that changes something ends here. */
import { api, type Outcome } from '../api/client.svelte.ts';
import { toast } from '../ui/toast.ts';
import { t } from '../i18n/index.svelte.ts';

export function announce(outcome: Outcome<unknown>): void {
  if (!outcome.ok) {
    toast.problem(outcome.error.message);
    return;
  }
  const { entry } = outcome;
  if (entry) toast.done(t('change.live', { words: entry.words, ms: entry.ms }), () => void undo(entry.id));
}

/** Undoes one change, or the last one. */
export async function undo(entry?: string): Promise<void> {
  const outcome = await api.do('journal.undo', { entry });
  if (outcome.ok) toast.done(t('change.undone', { words: outcome.value.words }));
  else toast.problem(t('change.not-undone', { why: outcome.error.message }));
}
