/** Countries, time zones and languages to choose from, named in the language of the screen, and a guess to begin with. */
const codes =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR ' +
  'CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN ' +
  'HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG ' +
  'MH MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO ' +
  'RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC ' +
  'VE VG VI VN VU WS YE ZA ZM ZW';

export type Named = { value: string; label: string };

const byLabel = (a: Named, b: Named): number => a.label.localeCompare(b.label);

export function countryName(code: string, tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'region' }).of(code) ?? code;
}

export function countries(tag: string): Named[] {
  const names = new Intl.DisplayNames([tag], { type: 'region' });
  return codes
    .split(' ')
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort(byLabel);
}

export function zones(): Named[] {
  // UTC is a zone like any other, but not on the list of places.
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }));
}

const spoken = ['cs', 'da', 'de', 'en', 'es', 'fi', 'fr', 'hu', 'it', 'ja', 'ko', 'nb', 'nl', 'pl', 'pt', 'pt-BR', 'sv', 'tr', 'uk', 'zh']; // prettier-ignore

export function languages(tag: string): Named[] {
  const names = new Intl.DisplayNames([tag], { type: 'language' });
  return spoken.map((value) => ({ value, label: names.of(value) ?? value })).sort(byLabel);
}

/** What this computer says of its own place; the owner only has to agree. */
export function guess(system: { language: string; timeZone: string }): {
  country: string | undefined;
  timeZone: string;
  language: string;
} {
  const { region, language } = new Intl.Locale(system.language);
  return {
    country: region && codes.split(' ').includes(region) ? region : undefined,
    timeZone: system.timeZone,
    language: spoken.includes(language) ? language : 'en',
  };
}
