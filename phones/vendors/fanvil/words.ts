/** Fanvil's own words: languages, tones, codecs, key values, time. */

import type { PhoneCodec, PhoneKey, PhoneProfile } from '../define.ts';
import { CannotRender } from '../define.ts';
import { hoursText } from '../said.ts';
import { zoneRuleOrUtc, type ClockChange } from '../summer-time.ts';

// prettier-ignore
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'en', zh: 'cn', 'zh-tw': 'tc', ru: 'ru', it: 'it', fr: 'fr', de: 'de', he: 'he', es: 'es', ca: 'cat', eu: 'eus', tr: 'tr', hr: 'hr', sl: 'slo',
  cs: 'cz', nl: 'nl', ko: 'ko', uk: 'ua', pt: 'pt', pl: 'pl', ar: 'ar',
};

/** Older firmware numbers its languages. */
export const CLASSIC_LANGUAGES: Readonly<Record<string, string>> = { en: '0', nl: '3', fr: '4', it: '7', de: '16' };

// prettier-ignore
export const TONES: Readonly<Record<string, string>> = {
  AU: '15', AT: '22', BE: '0', BR: '16', CA: '18', CL: '20', CN: '1', TW: '10', CZ: '12', DK: '23', FI: '24', FR: '25', DE: '2', GR: '26', HU: '27',
  LT: '28', IN: '29', IT: '21', JP: '4', MX: '30', NZ: '31', NL: '5', NO: '6', PT: '32', RU: '19', ZA: '14', ES: '33', SE: '8', CH: '9', GB: '13',
  US: '11', SK: '12', IE: '13', LU: '2', LI: '9',
};

export const CODECS: Readonly<Record<PhoneCodec, string>> = {
  g722: 'G722',
  pcma: 'PCMA',
  pcmu: 'PCMU',
  opus: 'opus',
  g729: 'G729',
  'g726-32': 'G726-32',
  ilbc: 'iLBC',
  g723: 'G723',
};

/** 3 is TLS; 2 is not in use. */
export const TRANSPORTS = { udp: 0, tcp: 1, tls: 3 } as const;

/** Type 0 nothing, 1 memory key (`NUMBER@LINE/` and a letter: `ba` watched with its pick-up, `f` speed dial), 2 line. */
export function keyValue(key: PhoneKey, line: number): { type: number; value: string } {
  switch (key.kind) {
    case 'none':
      return { type: 0, value: '' };
    case 'line':
      return { type: 2, value: `SIP${line}` };
    case 'speed':
      return { type: 1, value: `${key.number}@1/f` };
    case 'blf':
      return { type: 1, value: `${key.number}@1/ba${key.pickup ?? ''}` };
  }
}

type ChangeWords = { Mon: number; Week: number; Wday: number; Hour: number; Min: number };

const change = ({ month, week, weekday, minutesOfDay }: ClockChange): ChangeWords => ({
  Mon: month,
  Week: week === 5 ? -1 : week,
  Wday: weekday,
  Hour: Math.floor(minutesOfDay / 60),
  Min: minutesOfDay % 60,
});

export type FanvilTime = {
  /** Quarters of an hour. */
  zone: number;
  name: string;
  summer?: { saves: number; start: ChangeWords; end: ChangeWords };
};

export function fanvilTime(profile: PhoneProfile): { time: FanvilTime; notes: readonly string[] } {
  const { rule, notes } = zoneRuleOrUtc(profile.timeZone);
  const { standardMinutes, summer } = rule;
  return {
    notes,
    time: {
      zone: Math.round(standardMinutes / 15),
      name: standardMinutes === 0 ? 'UTC' : `UTC${hoursText(standardMinutes)}`,
      ...(summer === undefined
        ? {}
        : { summer: { saves: summer.saveMinutes, start: change(summer.start), end: change(summer.end) } }),
    },
  };
}

/** The maker's form: `2.` and ten digits. Of the profile's revision, which rises; else a marker of the content. */
export function versionText(revision: number | undefined, marker: number): string {
  if (revision !== undefined && (!Number.isInteger(revision) || revision < 0 || revision >= 2 ** 31))
    throw new CannotRender('revision', 'a whole number below 2147483648 is needed');
  return `2.${String(revision ?? marker).padStart(10, '0')}`;
}
