/** After a change: says what it did and when it went live, with Undo beside it. Every screen that changes something ends here. */
import { api } from '../api/client.svelte.ts';
import type { Entry, Outcome } from '../api/protocol.ts';
import { toast } from '../ui/toast.ts';
import { t } from '../i18n/index.svelte.ts';

export function announce(outcome: Outcome): void {
  if (!outcome.ok) {
    toast.problem(outcome.error.message);
    return;
  }
  const { entry } = outcome;
  if (!entry) return;
  const words =
    entry.ms === null
      ? t('change.stored', { words: entry.words })
      : t('change.live', { words: entry.words, ms: entry.ms });
  toast.done(words, () => void undo(entry.id));
}

/** Undoes one change, or the last one. */
export async function undo(entry?: Entry['id']): Promise<void> {
  const outcome = await api.do('journal.undo', { entry });
  if (outcome.ok) toast.done(t('change.undone', { words: outcome.value.words }));
  else toast.problem(t('change.not-undone', { why: outcome.error.message }));
}
