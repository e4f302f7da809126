/** How a found device is shown. Everything that a device says is text and nothing more. */
import type { Queries } from '../../api/contract.ts';
import { t } from '../../i18n/index.svelte.ts';
import type { Tone } from '../../ui/status.ts';

export type Found = Queries['discovery.devices']['value']['rows'][number];
export type State = Queries['discovery.state']['value'];
export type Method = State['methods'][number];

export const tabs = ['phones', 'maybe', 'others', 'tried'] as const;
export type Tab = (typeof tabs)[number];

export const shownMac = (mac: string | null): string =>
  mac?.toUpperCase().replace(/(..)(?=.)/g, '$1:') ?? t('find.no-mac');

export const deviceTitle = ({ title }: Pick<Found, 'title'>): string => title || t('find.unknown-maker');

export const canAdopt = (device: Found): boolean =>
  device.kind === 'phone' && device.mac !== null && device.isModelKnown && !device.adopted;

/** Why a phone cannot be adopted from the list, or nothing when it can or has been. */
export function whyNotAdoptable(device: Found): string | undefined {
  if (device.kind !== 'phone' || device.adopted) return undefined;
  if (device.mac === null) return t('find.no-adopt-mac');
  return device.isModelKnown ? undefined : t('find.no-adopt-model');
}

export function stateOf(device: Found): { tone: Tone; words: string } {
  if (device.adopted) return { tone: 'ok', words: t('find.state.adopted') };
  if (device.isIgnored) return { tone: 'off', words: t('find.state.ignored') };
  if (whyNotAdoptable(device) !== undefined) return { tone: 'warn', words: t('find.state.unsupported') };
  return { tone: 'info', words: t('find.state.new') };
}

export const sureTones: Record<Found['confidence'], Tone> = { certain: 'ok', likely: 'info', possible: 'unknown' };
export const outcomeTones: Record<Method['outcome'], Tone> = {
  found: 'ok',
  nothing: 'off',
  trouble: 'bad',
  listening: 'info',
  off: 'unknown',
};

/** Each way once; the network table has everybody, so it is named only where nothing else is. */
export function knownBy({ evidence }: Pick<Found, 'evidence'>): string {
  const ways = [...new Set(evidence.map(({ via }) => via))];
  const telling = ways.filter((via) => via !== 'arp');
  return (telling.length > 0 ? telling : ways).map((via) => t(`find.via.${via}`)).join(', ') || '–';
}

/** Its own words, the latest first. */
export const says = ({ evidence }: Pick<Found, 'evidence'>): string =>
  evidence.filter(({ via }) => via !== 'arp').at(-1)?.text ?? '–';
