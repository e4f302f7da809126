import { t } from '../../i18n/index.svelte.ts';
import type { Entry } from './pages.svelte.ts';

/** Who changed it, and from where when it was not in this window. */
export function actorWords({ actor: { kind, name } }: Pick<Entry, 'actor'>): string {
  switch (kind) {
    case 'person':
      return t('history.by.person', { name });
    case 'phone':
      return t('history.by.phone', { name });
    case 'command-line':
      return t('history.by.command-line', { name });
    case 'system':
      return t('history.by.system');
  }
}
