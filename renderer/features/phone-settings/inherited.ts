/** How a setting of phones says where it comes from. */
import type { Queries } from '../../api/contract.ts';
import { t } from '../../i18n/index.svelte.ts';

export type PhoneSettings = Queries['phone-settings.get']['value'];
export type Shown = PhoneSettings['settings'];
export type Level = PhoneSettings['level'];

/** "from Berlin", "from the office", "usual", "set here". */
export function fromWords(from: Level, isOwn: boolean): string {
  if (isOwn) return t('pset.own');
  if (from.kind === 'default') return t('pset.from-default');
  return from.kind === 'office' ? t('pset.from-office') : t('pset.from-site', { name: from.name });
}

export const codecWords = (codecs: Shown['codecs']['value']): string =>
  codecs.map((codec) => t(`pset.codec.${codec}`).replace(/ \(.*/, '')).join(', ');

export const ringWords = (tone: number): string => (tone === 0 ? t('pset.ring-own') : t('pset.ring-n', { n: tone }));

export function vlanWords(vlan: Shown['vlan']['value']): string {
  if (!vlan) return t('pset.vlan-off');
  const own = t('pset.vlan-shown', { id: vlan.id, priority: vlan.priority });
  return vlan.computerId === 0 ? own : `${own}, ${t('pset.vlan-computer', { id: vlan.computerId })}`;
}

export const qosWords = (qos: Shown['qos']['value']): string =>
  qos ? t('pset.qos-shown', { media: qos.media, signaling: qos.signaling }) : t('pset.qos-off');

export const onWords = (isOn: boolean): string => (isOn ? t('pset.on') : t('pset.off'));
