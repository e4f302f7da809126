/** How a person and a device are doing, as a tone and in words. What is not known is said as unknown, never as offline. */
import type { Registration } from '../../../office/core/observed.ts';
import { formatDateTime } from '../../i18n/format.svelte.ts';
import { t } from '../../i18n/index.svelte.ts';
import type { Tone } from '../../ui/status.ts';
import type { Person, PersonLine } from './types.ts';

export type Status = { tone: Tone; words: string };

type Line = Pick<PersonLine, 'extensionId' | 'doNotDisturb' | 'forwarded' | 'registration'>;

export function statusOf({ extensionId, doNotDisturb, forwarded, registration }: Line): Status {
  const { registered, unknown, total } = registration;
  if (extensionId === null) return { tone: 'off', words: t('state.none') };
  if (doNotDisturb) return { tone: 'info', words: t('state.dnd') };
  if (forwarded) return { tone: 'info', words: t('state.forwarded') };
  if (total === 0) return { tone: 'off', words: t('state.no-device') };
  if (registered === total) return { tone: 'ok', words: t('state.connected') };
  if (registered > 0) return { tone: 'ok', words: t('state.connected-some', { some: registered, all: total }) };
  if (unknown > 0) return { tone: 'unknown', words: t('state.unknown') };
  return { tone: 'off', words: t('state.offline') };
}

export function deviceStatus(registration: Registration, inUse: boolean | null): Status & { detail?: string } {
  switch (registration.status) {
    case 'unknown':
      return { tone: 'unknown', words: t('state.unknown') };
    case 'never':
      return { tone: 'off', words: t('state.never') };
    case 'registered': {
      const { address, since, roundTripMs } = registration;
      const when = formatDateTime(since);
      const age = roundTripMs === null ? '' : `, ${t('state.registered-ms', { ms: roundTripMs })}`;
      return {
        tone: inUse ? 'info' : 'ok',
        words: inUse ? t('state.in-call') : t('state.registered'),
        detail: `${t('state.registered-since', { when, address })}${age}`,
      };
    }
    case 'unregistered': {
      const { since, reason } = registration;
      if (reason) return { tone: 'warn', words: t(`state.${reason.kind}`, { address: reason.address }) };
      return {
        tone: 'off',
        words: t('state.offline'),
        detail: t('state.unregistered', { when: formatDateTime(since) }),
      };
    }
  }
}

/** A person's page says the same as their line in the list. */
export function personStatus({ extension }: Pick<Person, 'extension'>): Status {
  const states = (extension?.identities ?? []).map(({ registration }) => registration.status);
  return statusOf({
    extensionId: extension?.id ?? null,
    doNotDisturb: extension?.doNotDisturb ?? false,
    forwarded: extension?.forwards.some(({ kind, enabled }) => kind === 'always' && enabled) ?? false,
    registration: {
      registered: states.filter((state) => state === 'registered').length,
      unknown: states.filter((state) => state === 'unknown').length,
      total: states.length,
    },
  });
}
