/**
 * What many vendors say in words of their own: languages, tones, passwords, networks. Where a phone has no word for what the
 * office wants, the nearest is taken and the reason returned, so that the administrator sees it.
 */

import { checkedInteger } from './checked.ts';
import { CannotRender, type PhoneKey, type PhoneLine, type PhoneProfile } from './define.ts';
import type { ClockChange, ZoneRule } from './summer-time.ts';

export type Said = { value: string; note?: string };

export const notesOf = (...said: readonly Said[]): string[] =>
  said.flatMap(({ note }) => (note === undefined ? [] : [note]));

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** By the whole tag (`fr-ca`) before the language alone. */
export function languageFor(table: Readonly<Record<string, string>>, language: string, english: string): Said {
  const tag = language.toLowerCase();
  const value = own(table, tag) ?? own(table, tag.split('-')[0] ?? '');
  return value === undefined
    ? { value: english, note: `This phone does not speak "${language}"; it speaks English.` }
    : { value };
}

export function tonesFor(table: Readonly<Record<string, string>>, country: string, instead: string): Said {
  const value = own(table, country.toUpperCase());
  return value === undefined
    ? { value: instead, note: `This phone has no tones for "${country}"; it plays others.` }
    : { value };
}

/** ASCII from `!` to `~`, as most phones want their web password. */
export function checkedPassword(text: string, max: number, field: string, forbidden = ''): string {
  const isPlain = /^[!-~]+$/.test(text) && !Array.from(forbidden).some((char) => text.includes(char));
  if (!isPlain || text.length > max) {
    const but = forbidden === '' ? '' : ` other than ${Array.from(forbidden).join(' ')}`;
    throw new CannotRender(field, `this phone takes 1 to ${max} Latin letters, digits and signs${but}, without blanks`);
  }
  return text;
}

export type Vlan = NonNullable<PhoneProfile['vlan']>;

/** IEEE 802.1Q: 0 and 4095 are reserved; priorities have three bits. */
export const checkedVlan = ({ id, priority, computerId }: Vlan): Vlan => ({
  id: checkedInteger(id, 'vlan.id', 1, 4094),
  priority: checkedInteger(priority, 'vlan.priority', 0, 7),
  ...(computerId === undefined ? {} : { computerId: checkedInteger(computerId, 'vlan.computerId', 1, 4094) }),
});

export const checkedQos = ({ signaling, media }: NonNullable<PhoneProfile['qos']>) => ({
  signaling: checkedInteger(signaling, 'qos.signaling', 0, 63),
  media: checkedInteger(media, 'qos.media', 0, 63),
});

/** Formats with one server for all lines can only say a profile whose lines agree. */
export function sharedServer(lines: readonly PhoneLine[]): PhoneLine | undefined {
  const [first, ...others] = lines;
  for (const line of others) {
    for (const field of ['server', 'port', 'transport', 'srtp'] as const) {
      if (line[field] !== first?.[field])
        throw new CannotRender(field, 'all lines of this phone have to use the same server in the same way');
    }
  }
  return first;
}

/** A place given twice would be settled by the order in the file; it is refused instead. */
export function withoutDoubles(profile: PhoneProfile): void {
  for (const [list, entries] of [
    ['keys', profile.keys],
    ['lines', profile.lines],
  ] as const) {
    const places = new Set<number>();
    for (const { position } of entries) {
      if (places.has(position)) throw new CannotRender(`${list}.${position}`, 'this place is taken twice');
      places.add(position);
    }
  }
}

/** `+1`, `-3:30`: hours from UTC as many phones write them. */
export function hoursText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** POSIX TZ (IEEE 1003.1, chapter 8): hours count westwards, so that Prague is `-1`. */
export function posixZone({ standardMinutes, summer }: ZoneRule): string {
  const west = (minutes: number): string => hoursText(-minutes).replace('+', '').replace(/^-0$/, '0');
  const at = ({ month, week, weekday, minutesOfDay }: ClockChange): string => {
    const minute = minutesOfDay % 60;
    const hour = Math.floor(minutesOfDay / 60);
    return `M${month}.${week}.${weekday}/${hour}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}`;
  };
  const standard = `STD${west(standardMinutes)}`;
  return summer === undefined
    ? standard
    : `${standard}DST${west(standardMinutes + summer.saveMinutes)},${at(summer.start)},${at(summer.end)}`;
}

/** Regions that write the month first and count hours to twelve. */
export const usesUsDates = (language: string): boolean => ['en-us', 'en-ph', 'es-pr'].includes(language.toLowerCase());

/** A ring tone beyond those of the phone is no reason to leave it without its other settings. */
export function ringToneUpTo(profile: PhoneProfile, highest: number): { tone?: number; notes: string[] } {
  if (profile.ringTone === undefined) return { notes: [] };
  const tone = checkedInteger(profile.ringTone, 'ringTone', 1, 99);
  return tone <= highest
    ? { tone, notes: [] }
    : { notes: [`This phone has ${highest} ring tones of its own; it keeps its own choice.`] };
}

/** For each line key the line that it is for: the one it names, else the phone's lines one after the other. */
export function linesOfKeys(keys: readonly PhoneKey[], lines: readonly PhoneLine[]): ReadonlyMap<number, number> {
  const known = lines.map(({ position }) => position);
  return new Map(
    keys
      .filter((key) => key.kind === 'line')
      .map((key, index) => [key.position, key.line ?? known[Math.min(index, known.length - 1)] ?? 1] as const),
  );
}

/** Whether keys are wanted that a phone without settable keys will not have; its lines it has in any case. */
export const wantsKeys = ({ keys }: PhoneProfile): boolean =>
  keys.some(({ kind }) => kind === 'blf' || kind === 'speed');
