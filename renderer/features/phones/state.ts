/** How the state of a phone is shown: one word with its shape. The cause, when there is one, says more than the state. */
import { isPracticeMac } from '../../../office/features/practice/mac.ts';
import type { Queries } from '../../api/contract.ts';
import { isKey, t } from '../../i18n/index.svelte.ts';
import type { Tone } from '../../ui/status.ts';

export type PhoneLine = Queries['phones.list']['value']['rows'][number];
export type Phone = Queries['phone.get']['value'];
export type PhoneChoice = Queries['phone.choices']['value'][number];

const tones: Record<string, Tone> = {
  discovered: 'unknown',
  identified: 'unknown',
  'awaiting-approval': 'info',
  adopted: 'off',
  assigned: 'info',
  offered: 'info',
  fetched: 'info',
  applying: 'info',
  registered: 'ok',
  'in-service': 'ok',
  attention: 'warn',
  replaced: 'off',
  retired: 'off',
};
const badCauses = new Set(['offline', 'registration-failing', 'config-impossible', 'conflict', 'unsupported']);

type Stated = Pick<PhoneLine, 'life' | 'registration'>;

export function stateOf({ life, registration }: Stated): { tone: Tone; words: string } {
  // The engine's word on the registration is away: what was true a moment ago is not shown as true now.
  const isUnknown = registration?.status === 'unknown' && life?.state !== 'attention';
  if (!life || isUnknown) return { tone: 'unknown', words: t('phone.state.unknown') };
  if (life.cause) {
    const key = `phone.cause.${life.cause.code}`;
    return {
      tone: badCauses.has(life.cause.code) ? 'bad' : 'warn',
      words: isKey(key) ? plain(key) : life.cause.message,
    };
  }
  const key = `phone.state.${life.state}`;
  return { tone: tones[life.state] ?? 'off', words: isKey(key) ? plain(key) : life.state };
}

export const shownMac = (mac: string): string => mac.toUpperCase().replace(/(..)(?=.)/g, '$1:');

/** Words for a key that was put together: only messages without holes have such keys. */
export function plain(key: Parameters<typeof t>[0]): string {
  return t(key as 'phone.state.unknown');
}

export function heardBy(method: string): string {
  const key = `phone.heard.${method}`;
  return isKey(key) ? plain(key) : method;
}

export function deviceName({ vendor, model, mac }: Pick<PhoneLine, 'vendor' | 'model' | 'mac'>): string {
  const maker = vendor === null ? '' : vendor.charAt(0).toUpperCase() + vendor.slice(1);
  const known = vendor === 'generic' ? t('phone.generic') : `${maker} ${model ?? ''}`.trim();
  const name = known || t('phones.unknown-device');
  // First, so that a narrow column cuts off anything but this.
  return isPracticeMac(mac) ? `${t('practice.mark')} · ${name}` : name;
}

/** "Reception left", or the model and MAC that are printed on it: two of a model are never called alike (spec P3). */
export function phoneTitle(phone: Pick<PhoneLine, 'label' | 'vendor' | 'model' | 'mac' | 'shownMac'>): string {
  if (isPracticeMac(phone.mac)) return `${deviceName(phone)} ${phone.label || phone.shownMac}`;
  return phone.label || `${deviceName(phone)} ${phone.shownMac}`;
}

export function whose({ number, assignedTo }: Pick<PhoneLine, 'number' | 'assignedTo'>): string {
  // The name of an extension that is nobody's begins with its number.
  return assignedTo.startsWith(number) ? assignedTo : `${assignedTo} (${number})`;
}

export function choiceName({ name, number }: PhoneChoice): string {
  return name === '' ? number : `${name} (${number})`;
}
