/** Shapes that the numbers screens show, as the service's answers have them, and what may be done with a row. */
import type { Queries } from '../../api/contract.ts';
import { t } from '../../i18n/index.svelte.ts';

export type NumberLine = Queries['numbers.page']['value']['rows'][number];
export type NumberDetails = Queries['number.get']['value'];
export type Features = NonNullable<NumberDetails['features']>;

/** "(212) 555-0101 · 201", or the one there is. */
export const numberName = ({ number, extension }: Pick<NumberLine, 'number' | 'extension'>): string =>
  [number, extension].filter(Boolean).join(' · ');

export function assignedWords({ assigned }: Pick<NumberLine, 'assigned'>): string {
  switch (assigned.kind) {
    case 'main':
      return t('numbers.main');
    case 'unassigned':
      return t('numbers.unassigned');
    default:
      return assigned.label;
  }
}

/** Why nothing can be done with it, or undefined (spec N3). */
export function whyNot(row: Pick<NumberLine, 'assigned' | 'status'>): string | undefined {
  if (row.assigned.kind === 'main') return t('numbers.why-main');
  if (row.status === 'reserved') return t('numbers.why-reserved');
  return row.status === 'pending' ? t('numbers.why-pending') : undefined;
}

export const statusTone = ({ status, isProblem }: Pick<NumberLine, 'status' | 'isProblem'>) =>
  isProblem ? 'bad' : status === 'active' ? 'ok' : status === 'pending' ? 'info' : 'off';

export function loginWords({ login }: Pick<NumberLine, 'login'>): string {
  if (!login) return t('numbers.login-none');
  return login.kind === 'own' ? t('numbers.login-own') : t('numbers.login-handset', { id: login.phoneId });
}

/** What a row's actions open. */
export type Doing =
  { what: 'details' | 'assign' | 'unassign' | 'name' | 'log-in' | 'reset-pin'; row: NumberLine } | undefined;
