/** After a change: says what it did and when it went live, with Undo beside it. Every screen that changes something ends here. */
import { api, type InputOf } from '../api/client.svelte.ts';
import type { Commands } from '../api/contract.ts';
import type { Entry, Failure, Outcome, Remedy } from '../api/protocol.ts';
import type { Saved } from '../ui/form.svelte.ts';
import { toast } from '../ui/toast.ts';
import { t } from '../i18n/index.svelte.ts';
import { router } from './router.svelte.ts';

export function announce(outcome: Outcome): void {
  if (!outcome.ok) {
    toast.problem(outcome.error.message, offered(outcome.error));
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

/** Does something at once and says how it went: for switches and buttons, which have no form to show a problem in. */
export async function act<N extends keyof Commands>(name: N, input: InputOf<Commands, N>): Promise<boolean> {
  const outcome = await api.do(name, input);
  announce(outcome);
  return outcome.ok;
}

/** The same for a form: a refusal goes back to it, beside the field that it is about. */
export async function save<N extends keyof Commands>(name: N, input: InputOf<Commands, N>): Promise<Saved> {
  const outcome = await api.do(name, input);
  if (outcome.ok) {
    announce(outcome);
    return { ok: true };
  }
  const { error } = outcome;
  const issues = error.kind === 'number-taken' ? [{ path: 'number', message: error.message }] : error.issues;
  return { ok: false, error: { ...error, issues } };
}

/** Undoes one change, or the last one. */
export async function undo(entry?: Entry['id']): Promise<void> {
  const outcome = await api.do('journal.undo', { entry });
  if (outcome.ok) toast.done(t('change.undone', { words: outcome.value.words }));
  else toast.problem(t('change.not-undone', { why: outcome.error.message }));
}

/** What a refusal offers as the way out: a page to look at, or a command. True when a command was carried out. */
export async function applyRemedy({ command, input, route }: Remedy): Promise<boolean> {
  if (route !== undefined) router.visit(`#${route}`);
  if (command === undefined) return false;
  // The service made this pair itself, and parses it again when it comes back.
  return act(command as keyof Commands, input as never);
}

function offered({ remedy }: Failure): { label: string; run: () => void } | undefined {
  return remedy && { label: remedy.label, run: () => void applyRemedy(remedy) };
}
