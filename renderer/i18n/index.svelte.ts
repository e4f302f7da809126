/**
 * Words on the screen. `t('people.count', { n })` is checked by the compiler and follows a change of language at once,
 * because the language is reactive. A missing translation falls back to English, never to a key.
 */
import { en } from './en.ts';
import { fill, type Arguments, type HolesOf, type Message } from './catalogue.ts';
import { formatNumber } from './format.svelte.ts';
import { locale } from './locale.svelte.ts';

export type Key = keyof typeof en;
/** Keys of messages without holes: what a list of links or columns may hold. */
export type PlainKey = { [K in Key]: [HolesOf<(typeof en)[K]>] extends [never] ? K : never }[Key];
export type Translation = Partial<Record<Key, Message>>;

const translations: Record<string, Translation> = { en };

export function t<K extends Key>(key: K, ...[values]: Arguments<(typeof en)[K]>): string {
  const entry: Message = translations[locale.language]?.[key] ?? en[key];
  const given: Record<string, string | number> = values ?? {};
  const words = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'number' ? formatNumber(value) : value]),
  );
  if (typeof entry === 'string') return fill(entry, words);
  const form = new Intl.PluralRules(locale.tag).select(Number(given.n));
  return fill(entry[form] ?? entry.other, words);
}

/** True for keys that exist; for words that come from data, such as the name of a state. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}
