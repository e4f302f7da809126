/** Short notices at the corner. A change always brings its Undo, for ten seconds; a problem stays until it is closed. */
import { toast as sonner } from 'svelte-sonner';
import { t } from '../i18n/index.svelte.ts';

export const toast = {
  done(words: string, undo?: () => void): void {
    sonner.success(
      words,
      undo ? { duration: 10_000, action: { label: t('ui.undo'), onClick: undo } } : { duration: 4_000 },
    );
  },
  problem(words: string, remedy?: { label: string; run: () => void }): void {
    sonner.error(words, { duration: Infinity, action: remedy && { label: remedy.label, onClick: remedy.run } });
  },
};
