/**
 * Emergency numbers by country: which are dialled, whom they reach, and how the carrier there wants them. Data, checked by
 * profiles.test.ts. 112 and 911 are understood everywhere (ITU-T E.161.1); where the fixed network of a country knows only
 * one of its own, that is sent instead. Numbers change: the carrier's word counts, which is why trunks are tested.
 */

export type EmergencyService =
  'all' | 'police' | 'ambulance' | 'fire' | 'sea' | 'gas' | 'text-relay' | 'poison' | 'mountain';

export interface EmergencyProfile {
  /** ISO 3166 alpha-2. */
  country: string;
  /** Sent for 112 and 911 when the country's fixed network does not know the dialled one itself. */
  main: string;
  numbers: Readonly<Record<string, readonly EmergencyService[]>>;
  /** Reads back the caller's number and place instead of calling anybody. */
  test?: string;
  /** Digits that people are used to dial for an outside line; with them in front help is reached too. */
  prefixes: readonly string[];
  source: string;
}

const p = ['police'] as const;
const a = ['ambulance'] as const;
const f = ['fire'] as const;
const fa = ['fire', 'ambulance'] as const;
const all = ['all'] as const;
const eecc = 'EU Directive 2018/1972 article 109; national numbering plan notified to the ITU (E.129)';
const plan = 'National numbering plan notified to the ITU (E.129)';

const zero = ['0', '9'] as const;
const nine = ['9', '0'] as const;

type Line = [
  country: string,
  main: string,
  numbers: EmergencyProfile['numbers'],
  source: string,
  prefixes?: readonly string[],
  test?: string,
];

const lines: readonly Line[] = [
  ['AE', '999', { 999: p, 998: a, 997: f, 112: all, 911: all }, plan, nine],
  ['AL', '112', { 112: all, 127: a, 128: f, 129: p }, plan],
  ['AR', '911', { 911: all, 100: f, 101: p, 107: a, 106: ['sea'] }, plan, nine],
  ['AT', '112', { 112: all, 122: f, 133: p, 144: a, 140: ['mountain'], 141: a, 128: ['gas'] }, eecc],
  ['AU', '000', { '000': all, 106: ['text-relay'] }, 'ACMA, Telecommunications Numbering Plan; 112 on mobiles only', zero],
  ['BA', '112', { 112: all, 122: p, 123: f, 124: a }, plan],
  ['BE', '112', { 112: all, 100: fa, 101: p }, eecc],
  ['BG', '112', { 112: all, 150: a, 160: f, 166: p }, eecc],
  ['BR', '190', { 190: p, 192: a, 193: f, 112: all, 911: all }, 'ANATEL, serviços de utilidade pública', zero],
  ['CA', '911', { 911: all }, 'CRTC 9-1-1 services', nine],
  ['CH', '112', { 112: all, 117: p, 118: f, 144: a, 145: ['poison'], 1414: ['mountain'] }, 'OFCOM, E.164 short numbers'],
  ['CL', '133', { 131: a, 132: f, 133: p, 137: ['sea'] }, plan, nine],
  ['CN', '110', { 110: p, 119: f, 120: a, 122: p }, plan, zero],
  ['CO', '123', { 123: all, 112: p, 119: f, 125: a }, plan, nine],
  ['CR', '911', { 911: all, 112: all }, plan, nine],
  ['CY', '112', { 112: all, 199: all }, eecc],
  ['CZ', '112', { 112: all, 150: f, 155: a, 156: p, 158: p }, eecc],
  ['DE', '112', { 112: fa, 110: p }, 'BNetzA, Verordnung über Notrufverbindungen (NotrufV)', zero],
  ['DK', '112', { 112: all, 114: p }, eecc],
  ['DO', '911', { 911: all, 112: all }, plan, nine],
  ['EC', '911', { 911: all }, plan, nine],
  ['EE', '112', { 112: all }, eecc],
  ['EG', '122', { 122: p, 123: a, 180: f }, plan],
  ['ES', '112', { 112: all, '061': a, '062': p, '080': f, '085': f, '091': p, '092': p }, eecc],
  ['FI', '112', { 112: all }, eecc],
  ['FR', '112', { 112: all, 15: a, 17: p, 18: f, 114: ['text-relay'], 115: all, 119: all, 191: all, 196: ['sea'] }, 'ARCEP, plan national de numérotation; EU Directive 2018/1972 article 109', ['0']],
  ['GB', '999', { 999: all, 112: all, 18000: ['text-relay'] }, 'Ofcom, National Telephone Numbering Plan', nine],
  ['GR', '112', { 112: all, 100: p, 108: ['sea'], 166: a, 199: f }, eecc],
  ['HK', '999', { 999: all, 992: ['text-relay'] }, 'OFCA numbering plan; 112 on mobiles only', nine],
  ['HR', '112', { 112: all, 192: p, 193: f, 194: a, 195: ['sea'] }, eecc],
  ['HU', '112', { 112: all, 104: a, 105: f, 107: p }, eecc],
  ['ID', '112', { 112: all, 110: p, 113: f, 118: a, 119: a }, plan, nine],
  ['IE', '112', { 112: all, 999: all }, eecc, nine],
  ['IL', '100', { 100: p, 101: a, 102: f, 112: p }, plan, nine],
  ['IN', '112', { 112: all, 100: p, 101: f, 102: a, 108: a }, 'DoT, National Numbering Plan', zero],
  ['IS', '112', { 112: all }, plan],
  ['IT', '112', { 112: all, 113: p, 115: f, 118: a, 1530: ['sea'] }, eecc],
  ['JP', '110', { 110: p, 118: ['sea'], 119: fa }, 'MIC, telecommunications number plan', zero],
  ['KE', '999', { 999: all, 112: all, 911: all }, plan, nine],
  ['KR', '112', { 112: p, 119: fa, 122: ['sea'] }, plan, nine],
  ['LI', '112', { 112: all, 117: p, 118: f, 144: a }, plan],
  ['LT', '112', { 112: all }, eecc],
  ['LU', '112', { 112: fa, 113: p }, eecc],
  ['LV', '112', { 112: all, 110: p, 113: a, 114: ['gas'] }, eecc],
  ['MA', '19', { 19: p, 15: fa, 177: p }, plan, ['0']],
  ['ME', '112', { 112: all, 122: p, 123: f, 124: a }, plan],
  ['MK', '112', { 112: all, 192: p, 193: f, 194: a }, plan],
  ['MT', '112', { 112: all }, eecc],
  ['MX', '911', { 911: all }, 'IFT, Plan Técnico Fundamental de Numeración', nine],
  ['MY', '999', { 999: all, 112: all }, 'MCMC numbering plan', nine],
  ['NG', '112', { 112: all, 199: p }, plan],
  ['NL', '112', { 112: all }, eecc],
  ['NO', '112', { 112: p, 110: f, 113: a }, 'Nkom numbering plan'],
  ['NZ', '111', { 111: all }, 'NAD numbering plan', ['1', '9', '0']],
  ['PE', '105', { 105: p, 106: a, 116: f, 911: all }, plan, nine],
  ['PH', '911', { 911: all, 117: p }, plan, nine],
  ['PK', '15', { 15: p, 16: f, 115: a, 1122: fa, 911: all }, plan, nine],
  ['PL', '112', { 112: all, 997: p, 998: f, 999: a }, eecc],
  ['PT', '112', { 112: all }, eecc],
  ['RO', '112', { 112: all }, eecc],
  ['RS', '112', { 112: all, 192: p, 193: f, 194: a }, plan],
  ['RU', '112', { 112: all, 101: f, 102: p, 103: a, 104: ['gas'] }, plan, nine],
  ['SA', '999', { 999: p, 997: a, 998: f, 911: all, 112: all }, plan, nine],
  ['SE', '112', { 112: all, 90000: all }, 'PTS, Swedish numbering plan; EU Directive 2018/1972 article 109'],
  ['SG', '995', { 995: fa, 999: p }, 'IMDA, National Numbering Plan', nine],
  ['SI', '112', { 112: fa, 113: p }, eecc],
  ['SK', '112', { 112: all, 150: f, 155: a, 158: p, 159: p }, eecc],
  ['TH', '191', { 191: p, 199: f, 1669: a, 1155: p }, plan, nine],
  ['TN', '197', { 197: p, 198: f, 190: a, 193: p }, plan],
  ['TR', '112', { 112: all, 110: f, 155: p, 156: p, 158: ['sea'] }, plan],
  ['TW', '119', { 110: p, 119: fa, 112: all }, plan, zero],
  ['UA', '112', { 112: all, 101: f, 102: p, 103: a, 104: ['gas'] }, plan],
  ['US', '911', { 911: all }, 'FCC, 47 CFR 9.4; 47 USC 623 (Kari’s Law)', nine, '933'],
  ['UY', '911', { 911: all, 104: f, 105: a, 109: p }, plan, nine],
  ['VN', '113', { 113: p, 114: f, 115: a }, plan, nine],
  ['ZA', '112', { 112: all, 10111: p, 10177: fa }, plan],
]; // prettier-ignore

export const emergencyProfiles: readonly EmergencyProfile[] = lines.map(
  ([country, main, numbers, source, prefixes = zero, test]) => ({
    country,
    main,
    numbers,
    prefixes,
    source,
    ...(test === undefined ? {} : { test }),
  }),
);

const byCountry = new Map(emergencyProfiles.map((profile) => [profile.country, profile]));

export function emergencyProfile(country: string): EmergencyProfile | undefined {
  return byCountry.get(country);
}

/** Understood in every office. */
export const universalNumbers = ['112', '911'] as const;

/** Numbers that mean help in an office of this country, without prefixed forms. */
export function helpNumbers(country: string): readonly string[] {
  const profile = emergencyProfile(country);
  // An unknown country keeps the widely used 999 and 000 free as well.
  const national = profile ? Object.keys(profile.numbers) : ['999', '000'];
  return [...new Set([...universalNumbers, ...national])];
}

/** What the carrier is asked for when an emergency number is dialled in this country. */
export function sentNumber(country: string, dialled: string): string {
  const profile = emergencyProfile(country);
  if (!profile || Object.hasOwn(profile.numbers, dialled)) return dialled;
  return (universalNumbers as readonly string[]).includes(dialled) ? profile.main : dialled;
}

/**
 * Every dialled string that reaches help in this country, and the number it stands for: with a digit for an outside line
 * in front as well, since whoever is used to it dials it in an emergency too. `line`: the digit of the site itself.
 */
export function emergencyForms(country: string, line = ''): ReadonlyMap<string, string> {
  const numbers = helpNumbers(country);
  const own = line === '' ? [] : [line];
  const national = new Set([...own, ...(emergencyProfile(country)?.prefixes ?? ['0', '9'])]);
  const prefixes = new Set([...national, '0', '9']);
  const forms = new Map(numbers.map((number) => [number, number]));
  for (const number of numbers) {
    const isUniversal = (universalNumbers as readonly string[]).includes(number);
    for (const prefix of isUniversal ? prefixes : national) {
      const form = `${prefix}${number}`;
      // A two-digit number with a prefix has the length of an ordinary extension: 015 is not one, 915 is, unless 9 is the
      // site's own digit.
      const isShort = number.length === 2 && prefix !== '0' && prefix !== line;
      if (!forms.has(form) && !isShort) forms.set(form, number);
    }
  }
  return forms;
}

/** Whom a number reaches, for people: "police", "fire and ambulance". */
export function servicesOf(country: string, number: string): readonly EmergencyService[] {
  return emergencyProfile(country)?.numbers[sentNumber(country, number)] ?? all;
}
