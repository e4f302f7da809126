/** Who a call is from and to, in words; numbers that belong to nobody here are shown as they came. */
import type { Queries } from '../../api/contract.ts';
import { t } from '../../i18n/index.svelte.ts';

export type LiveCall = Queries['calls.live']['value']['calls'][number];
export type PastCall = Queries['calls.history']['value']['calls'][number];
type Device = LiveCall['ringing'][number];

/** "Anna Berg 101"; a label that is the number already is not said twice. */
export function party({ number, name }: { number: string; name: string }): string {
  if (name === '' || name === number) return number || t('live.unknown-number');
  return `${name} ${number}`.trim();
}

export const device = ({ label, number, device: id }: Device): string => party({ number: number || id, name: label });

/** Several devices of one person are one name. */
export const devices = (list: readonly Device[]): string => [...new Set(list.map(device))].join(', ');
