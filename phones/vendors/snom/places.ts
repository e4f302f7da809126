/**
 * Snom's own words for where a phone stands: time-zone codes (country and hours, each with its summer time built in),
 * tone schemes and language names. Facts from the phones' web page lists; where a place has no word of its own the
 * nearest is taken and the reason is returned, so that the administrator sees it.
 */

type Said = { value: string; note?: string };

/** Zones whose Snom code carries the right summer-time rule. */
// prettier-ignore
const ZONES: Readonly<Record<string, string>> = {
  'Europe/Tirane': 'ALB+1', 'Europe/Vienna': 'AUT+1', 'Europe/Brussels': 'BEL+1', 'Europe/Zagreb': 'HRV+1',
  'Europe/Prague': 'CZE+1', 'Europe/Copenhagen': 'DNK+1', 'Europe/Paris': 'FRA+1', 'Europe/Monaco': 'FRA+1',
  'Europe/Berlin': 'GER+1', 'Europe/Busingen': 'GER+1', 'Europe/Budapest': 'HUN+1', 'Europe/Rome': 'ITA+1',
  'Europe/San_Marino': 'ITA+1', 'Europe/Vatican': 'ITA+1', 'Europe/Malta': 'ITA+1', 'Europe/Luxembourg': 'LUX+1',
  'Europe/Skopje': 'MAK+1', 'Europe/Amsterdam': 'NLD+1', 'Europe/Oslo': 'NOR+1', 'Arctic/Longyearbyen': 'NOR+1',
  'Europe/Warsaw': 'POL+1', 'Europe/Bratislava': 'SVK+1', 'Europe/Ljubljana': 'AUT+1', 'Europe/Sarajevo': 'HRV+1',
  'Europe/Madrid': 'ESP+1', 'Europe/Andorra': 'ESP+1', 'Africa/Ceuta': 'ESP+1', 'Atlantic/Canary': 'ESP-0',
  'Europe/Stockholm': 'SWE+1', 'Europe/Zurich': 'CHE+1', 'Europe/Vaduz': 'CHE+1', 'Europe/Gibraltar': 'GIB+1',
  'Europe/Belgrade': 'YUG+1', 'Europe/Podgorica': 'YUG+1', 'Europe/Lisbon': 'PRT-0', 'Atlantic/Madeira': 'PRT-0',
  'Atlantic/Azores': 'PRT-1', 'Europe/London': 'GBR-0', 'Europe/Dublin': 'IRL-0', 'Europe/Jersey': 'GBR-0',
  'Europe/Guernsey': 'GBR-0', 'Europe/Isle_of_Man': 'GBR-0', 'Atlantic/Faroe': 'FRO-0', 'Europe/Sofia': 'BGR+2',
  'Asia/Nicosia': 'CYP+2', 'Europe/Tallinn': 'EST+2', 'Europe/Helsinki': 'FIN+2', 'Europe/Mariehamn': 'FIN+2',
  'Europe/Athens': 'GRC+2', 'Asia/Jerusalem': 'ISR+2', 'Europe/Riga': 'LVA+2', 'Asia/Beirut': 'LBN+2',
  'Europe/Vilnius': 'EST+2', 'Europe/Chisinau': 'MDA+2', 'Europe/Kaliningrad': 'RUS+2', 'Europe/Bucharest': 'ROU+2',
  'Europe/Kyiv': 'UKR+2', 'Europe/Kiev': 'UKR+2',
  'Pacific/Honolulu': 'USA-10', 'America/Anchorage': 'USA-9', 'America/Juneau': 'USA-9', 'America/Los_Angeles': 'USA-8',
  'America/Vancouver': 'CAN-8', 'America/Tijuana': 'MEX-8', 'America/Denver': 'USA-7', 'America/Boise': 'USA-7',
  'America/Phoenix': 'USA2-7', 'America/Edmonton': 'CAN-7', 'America/Chicago': 'USA-6', 'America/Winnipeg': 'CAN-6',
  'America/New_York': 'USA-5', 'America/Detroit': 'USA-5', 'America/Indiana/Indianapolis': 'USA-5',
  'America/Kentucky/Louisville': 'USA-5', 'America/Toronto': 'CAN-5', 'America/Montreal': 'CAN-5',
  'America/Nassau': 'BHS-5', 'America/Havana': 'CUB-5', 'America/Halifax': 'CAN-4', 'America/Santiago': 'CHL-4',
  'Atlantic/Bermuda': 'BMU-4', 'America/St_Johns': 'CAN-3.5', 'America/Nuuk': 'GRL-3',
  'Australia/Perth': 'AUS+8', 'Australia/Adelaide': 'AUS+9.5', 'Australia/Darwin': 'AUS2+9.5',
  'Australia/Sydney': 'AUS+10', 'Australia/Melbourne': 'AUS+10', 'Australia/Canberra': 'AUS+10',
  'Australia/Brisbane': 'AUS2+10', 'Australia/Hobart': 'AUS3+10', 'Australia/Lord_Howe': 'AUS+10.5',
  'Pacific/Auckland': 'NZL+12', 'Pacific/Chatham': 'NZL+12.75',
  'Asia/Kolkata': 'IND+5.5', 'Asia/Calcutta': 'IND+5.5', 'Asia/Karachi': 'PAK+5', 'Asia/Bangkok': 'THA+7',
  'Asia/Singapore': 'SGP+8', 'Asia/Seoul': 'KOR+8', 'Asia/Tokyo': 'JPN+9', 'Asia/Tehran': 'IRN+3.5',
  'America/Argentina/Buenos_Aires': 'ARG-3', 'America/Sao_Paulo': 'BRA2-3',
};

/** Codes without summer time, by minutes from UTC: right for zones that have none. */
const BY_OFFSET: Readonly<Record<number, string>> = {
  [-600]: 'USA-10',
  [-420]: 'USA2-7',
  [-180]: 'BRA2-3',
  [-120]: 'BRA-2',
  0: 'GBR-0',
  60: 'WAT+1',
  120: 'CAT+2',
  180: 'EAT+3',
  240: 'ARM+4',
  300: 'PAK+5',
  330: 'IND+5.5',
  360: 'KAZ+6',
  420: 'THA+7',
  480: 'SGP+8',
  540: 'JPN+9',
  570: 'AUS2+9.5',
  600: 'AUS2+10',
};

const minutesAt = (timeZone: string, at: Date): number => {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

export function snomTimeZone(timeZone: string): Said {
  const known = ZONES[timeZone];
  if (known !== undefined) return { value: known };
  let january: number;
  let july: number;
  try {
    january = minutesAt(timeZone, new Date(Date.UTC(2026, 0, 15)));
    july = minutesAt(timeZone, new Date(Date.UTC(2026, 6, 15)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { value: 'GBR-0', note: `Time zone "${timeZone}" is unknown; the phone shows UTC.` };
  }
  const nearest = BY_OFFSET[Math.min(january, july)];
  if (january === july && nearest !== undefined) return { value: nearest };
  return nearest === undefined
    ? { value: 'GBR-0', note: `Snom phones have no word for ${timeZone}; the phone shows the time of London.` }
    : {
        value: nearest,
        note: `Snom phones have no word for ${timeZone}; the phone's clock will not follow its summer time.`,
      };
}

/** All schemes the phones have; neighbours whose tones are alike share one. */
// prettier-ignore
const TONES: Readonly<Record<string, string>> = {
  AU: 'AUS', AT: 'AUT', CN: 'CHN', DK: 'DNK', ES: 'ESP', FR: 'FRA', GB: 'GBR', DE: 'GER', GR: 'GRE', IN: 'IND', IT: 'ITA',
  JP: 'JPN', MX: 'MEX', NL: 'NLD', NO: 'NOR', NZ: 'NZL', SE: 'SWE', CH: 'SWI', US: 'USA', CA: 'USA', BE: 'FRA', IE: 'GBR',
  SG: 'GBR', HK: 'GBR', MY: 'GBR', ZA: 'GBR', PT: 'ESP', CZ: 'AUT', HU: 'AUT', PL: 'GER', FI: 'SWE', LU: 'GER', LI: 'SWI',
};

export function snomTones(country: string): Said {
  const scheme = TONES[country.toUpperCase()];
  return scheme === undefined
    ? { value: 'GBR', note: `Snom phones have no tones for "${country}"; they play British ones.` }
    : { value: scheme };
}

// prettier-ignore
const LANGUAGES: Readonly<Record<string, string>> = {
  bs: 'Bosanski', cs: 'Čeština', da: 'Dansk', de: 'Deutsch', en: 'English', es: 'Español', fi: 'Suomi', fr: 'Français',
  hu: 'Magyar', it: 'Italiano', lt: 'Lietuvių', nl: 'Nederlands', nb: 'Norsk', no: 'Norsk', pl: 'Polski', pt: 'Português',
  ru: 'Русский', sl: 'Slovenščina', sv: 'Svenska', tr: 'Türkçe',
};

export function snomLanguage(language: string): Said {
  const name = LANGUAGES[language.toLowerCase().split('-')[0] ?? ''];
  return name === undefined
    ? { value: 'English', note: `Snom phones do not speak "${language}"; the phone speaks English.` }
    : { value: name };
}

/** Only these regions write month first, and only these count hours to twelve on office phones. */
export const usesUsDates = (language: string): boolean => ['en-us', 'en-ph', 'es-pr'].includes(language.toLowerCase());
