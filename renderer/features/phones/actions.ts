/** What is done to phones, to one or to many: each by its own command, the outcome said once. */
import { announce, undo } from '../../app/changes.ts';
import { api } from '../../api/client.svelte.ts';
import type { Outcome } from '../../api/protocol.ts';
import { t } from '../../i18n/index.svelte.ts';
import { toast } from '../../ui/toast.ts';
import type { PhoneLine } from './state.ts';

type Counted = 'phones.adopted-n' | 'phones.ignored' | 'phones.forgotten';

async function each(
  phones: readonly PhoneLine[],
  words: Counted,
  run: (phone: PhoneLine) => Promise<Outcome>,
): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const phone of phones) outcomes.push(await run(phone));
  const entries = outcomes.flatMap((outcome) => (outcome.ok && outcome.entry ? [outcome.entry.id] : []));
  const done = outcomes.filter((outcome) => outcome.ok).length;
  const undoAll = async () => {
    for (const entry of entries.reverse()) await undo(entry);
  };
  if (done > 0) toast.done(t(words, { n: done }), entries.length === 0 ? undefined : () => void undoAll());
  const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.message]));
  if (failed.length > 0) toast.problem(t('phones.some-failed', { n: failed.length, why: failed[0] ?? '' }));
}

export const canAdopt = (phone: Pick<PhoneLine, 'adopted' | 'vendor' | 'model'>): boolean =>
  !phone.adopted && phone.vendor !== null && phone.model !== null;

export const adoptAll = (phones: readonly PhoneLine[]): Promise<void> =>
  each(phones.filter(canAdopt), 'phones.adopted-n', ({ mac, vendor, model }) =>
    api.do('phone.adopt', { mac, vendor: vendor ?? '', model: model ?? '' }),
  );

export const ignoreAll = (phones: readonly PhoneLine[]): Promise<void> =>
  each(phones, 'phones.ignored', ({ mac }) => api.do('phone.ignore', { mac }));

export const forgetAll = (phones: readonly PhoneLine[]): Promise<void> =>
  each(phones, 'phones.forgotten', ({ id }) => api.do('phone.forget', { phoneId: id }));

/** What becomes of it is shown where the phones are: RolloutBar for many, AskedLine for one. */
export async function askAll(phones: readonly PhoneLine[], action: 'resync' | 'reboot'): Promise<void> {
  const [one] = phones;
  if (!one) return;
  announce(
    phones.length === 1
      ? await api.do('phone.resync', { mac: one.mac, reboot: action === 'reboot' })
      : await api.do('phones.ask', { macs: phones.map(({ mac }) => mac), action }),
  );
}
