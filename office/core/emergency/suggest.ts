/**
 * What about an address looks unusual, as suggestions and never as refusals: only the carrier or the post knows whether it
 * exists. Forms of postal codes by the Universal Postal Union's addressing systems; ZIP prefixes by state as the USPS
 * publishes them (L002), first letters by province as Canada Post does; suffixes of USPS Publication 28, appendix C.
 */
import type { StreetAddress } from './address.ts';

export interface AddressSuggestion {
  field: keyof StreetAddress;
  message: string;
  /** What the field would be; absent where only a person knows. */
  value?: string;
}

/** How a postal code is written, from its characters without spaces and dashes. */
const written: Readonly<Record<string, readonly [RegExp, string]>> = {
  BR: [/^(\d{5})(\d{3})$/, '$1-$2'], CA: [/^([A-Z]\d[A-Z])(\d[A-Z]\d)$/, '$1 $2'], CZ: [/^(\d{3})(\d{2})$/, '$1 $2'],
  GB: [/^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/, '$1 $2'], JP: [/^(\d{3})(\d{4})$/, '$1-$2'], NL: [/^(\d{4})([A-Z]{2})$/, '$1 $2'],
  PL: [/^(\d{2})(\d{3})$/, '$1-$2'], PT: [/^(\d{4})(\d{3})$/, '$1-$2'], SE: [/^(\d{3})(\d{2})$/, '$1 $2'],
  US: [/^(\d{5})(\d{4})$/, '$1-$2'],
}; // prettier-ignore

const zips: Readonly<Record<string, string>> = {
  AL: '350-369', AK: '995-999', AZ: '850-865', AR: '716-729', CA: '900-961', CO: '800-816', CT: '060-069', DE: '197-199',
  DC: '200-205 569', FL: '320-349', GA: '300-319 398-399', HI: '967-968', ID: '832-838', IL: '600-629', IN: '460-479',
  IA: '500-528', KS: '660-679', KY: '400-427', LA: '700-714', ME: '039-049', MD: '206-219', MA: '010-027 055', MI: '480-499',
  MN: '550-567', MS: '386-397', MO: '630-658', MT: '590-599', NE: '680-693', NV: '889-898', NH: '030-038', NJ: '070-089',
  NM: '870-884', NY: '005 063 100-149', NC: '270-289', ND: '580-588', OH: '430-459', OK: '730-749', OR: '970-979',
  PA: '150-196', PR: '006-007 009', RI: '028-029', SC: '290-299', SD: '570-577', TN: '370-385', TX: '733 750-799 885',
  UT: '840-847', VT: '050-059', VA: '201 220-246', VI: '008', WA: '980-994', WV: '247-268', WI: '530-549', WY: '820-831',
}; // prettier-ignore

const provinceOf: Readonly<Record<string, string>> = {
  A: 'NL', B: 'NS', C: 'PE', E: 'NB', G: 'QC', H: 'QC', J: 'QC', K: 'ON', L: 'ON', M: 'ON', N: 'ON', P: 'ON', R: 'MB', S: 'SK',
  T: 'AB', V: 'BC', X: 'NT NU', Y: 'YT',
}; // prettier-ignore

const stateNames: Readonly<Record<string, string>> = {
  alabama: 'AL', alaska: 'AK', arizona: 'AZ', arkansas: 'AR', california: 'CA', colorado: 'CO', connecticut: 'CT', delaware: 'DE',
  'district of columbia': 'DC', florida: 'FL', georgia: 'GA', hawaii: 'HI', idaho: 'ID', illinois: 'IL', indiana: 'IN', iowa: 'IA',
  kansas: 'KS', kentucky: 'KY', louisiana: 'LA', maine: 'ME', maryland: 'MD', massachusetts: 'MA', michigan: 'MI', minnesota: 'MN',
  mississippi: 'MS', missouri: 'MO', montana: 'MT', nebraska: 'NE', nevada: 'NV', 'new hampshire': 'NH', 'new jersey': 'NJ',
  'new mexico': 'NM', 'new york': 'NY', 'north carolina': 'NC', 'north dakota': 'ND', ohio: 'OH', oklahoma: 'OK', oregon: 'OR',
  pennsylvania: 'PA', 'rhode island': 'RI', 'south carolina': 'SC', 'south dakota': 'SD', tennessee: 'TN', texas: 'TX', utah: 'UT',
  vermont: 'VT', virginia: 'VA', washington: 'WA', 'west virginia': 'WV', wisconsin: 'WI', wyoming: 'WY',
}; // prettier-ignore
const provinceNames: Readonly<Record<string, string>> = {
  alberta: 'AB', 'british columbia': 'BC', manitoba: 'MB', 'new brunswick': 'NB', 'newfoundland and labrador': 'NL',
  'nova scotia': 'NS', 'northwest territories': 'NT', nunavut: 'NU', ontario: 'ON', 'prince edward island': 'PE', quebec: 'QC',
  québec: 'QC', saskatchewan: 'SK', yukon: 'YT',
}; // prettier-ignore

const suffixes = new Set(
  ('alley aly avenue av ave boulevard blvd bypass byp causeway cswy center centre ctr circle cir court ct crescent cres cove cv drive dr expressway expy ' +
    'freeway fwy gardens gdns grove grv highway hwy hill hl island is junction jct lane ln landing lndg loop mall meadow park parkway pkwy pass path pike ' +
    'place pl plaza plz point pt ridge rdg road rd route rte row run square sq street st terrace ter trail trl turnpike tpke view vw village vlg walk way broadway chemin rue').split(' '),
); // prettier-ignore
const directions: Readonly<Record<string, string>> = {
  n: 'North', s: 'South', e: 'East', w: 'West', ne: 'Northeast', nw: 'Northwest', se: 'Southeast', sw: 'Southwest',
}; // prettier-ignore
const unit = /(?:^|[\s,])(?:#\s*|(?:apt|apartment|suite|ste|unit|floor|fl|room|rm)\.?\s+)[\w-]+\s*$/i;
/** Where the number stands behind the street. */
const numberLast = new Set(['AT', 'BE', 'CH', 'CZ', 'DE', 'DK', 'ES', 'FI', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE']);
const numberFirst = new Set(['AU', 'CA', 'FR', 'GB', 'IN', 'SG', 'US', 'ZA']);

export function addressSuggestions(address: StreetAddress): AddressSuggestion[] {
  const { postalCode, region, country } = address;
  const isAmerican = country === 'US' || country === 'CA';
  return [
    ...streetSuggestions(address, isAmerican),
    ...codeSuggestions(country, postalCode.trim()),
    ...(isAmerican ? regionSuggestions(country, postalCode.trim(), region.trim()) : []),
  ];
}

function streetSuggestions({ street, country }: StreetAddress, isAmerican: boolean): AddressSuggestion[] {
  const found: AddressSuggestion[] = [];
  const say = (message: string, value?: string) =>
    found.push({ field: 'street', message, ...(value === undefined ? {} : { value }) });
  const text = street.trim();
  if (text === '') return [];
  const first = /^(\d+\s?[a-z]?)[\s,]+(\p{L}.*)$/iu.exec(text);
  const last = /^(\p{L}.*?)[\s,]+(\d+\s?[a-z]?)$/iu.exec(text);
  if (numberLast.has(country) && first && !last)
    say('The house number stands behind the street in this country.', `${first[2] ?? ''} ${first[1] ?? ''}`);
  const isRoute = /\b(highway|hwy|route|rte|road|rd|county|state)\b/i.test(last?.[1] ?? '');
  if (numberFirst.has(country) && last && !first && !isRoute)
    say('The house number stands before the street in this country.', `${last[2] ?? ''} ${last[1] ?? ''}`);
  if (!isAmerican) return found;
  const bare = text.replace(unit, '').trim();
  if (bare !== text) say('Write suite, apartment and floor as description, where helpers look for them.');
  const words = bare.toLowerCase().replace(/[.,]/g, '').split(/\s+/).slice(1);
  if (words.length > 0 && !words.some((word) => suffixes.has(word)))
    say('A suffix such as Street, Boulevard or Place is missing. Without it helpers may be sent to another street.');
  const edges = [words[0], words.at(-1)].filter((word) => word !== undefined && word in directions);
  for (const word of new Set(edges)) {
    const whole = directions[word ?? ''] ?? '';
    say(
      `Write the direction in full: ${whole}.`,
      text.replace(new RegExp(`(?<=\\s)${word}\\.?(?=\\s|,|$)`, 'i'), whole),
    );
  }
  return found;
}

function codeSuggestions(country: string, postalCode: string): AddressSuggestion[] {
  const form = written[country];
  if (!form || postalCode === '') return [];
  const bare = postalCode.toUpperCase().replace(/[\s-]/g, '');
  const value = bare.replace(form[0], form[1]);
  if (!form[0].test(bare) || value === postalCode) return [];
  return [{ field: 'postalCode', message: `It is written ${value}.`, value }];
}

function regionSuggestions(country: string, postalCode: string, region: string): AddressSuggestion[] {
  const named = (country === 'US' ? stateNames : provinceNames)[region.toLowerCase()];
  const short = region.toUpperCase();
  if (named) return [{ field: 'region', message: `Its two letters are ${named}.`, value: named }];
  if (/^[a-z]{2}$/i.test(region) && region !== short)
    return [{ field: 'region', message: `It is written ${short}.`, value: short }];
  const fitting =
    country === 'US' ? statesOf(postalCode) : (provinceOf[postalCode.charAt(0).toUpperCase()] ?? '').split(' ');
  if (!/^[A-Z]{2}$/.test(region) || fitting.length === 0 || fitting[0] === '' || fitting.includes(region)) return [];
  const [only] = fitting;
  return [
    {
      field: 'region',
      message: `The postal code ${postalCode} belongs to ${fitting.join(' or ')}, not ${region}. One of the two is wrong.`,
      ...(fitting.length === 1 && only !== undefined ? { value: only } : {}),
    },
  ];
}

function statesOf(zip: string): string[] {
  if (!/^\d{5}/.test(zip)) return [];
  const prefix = Number(zip.slice(0, 3));
  return Object.entries(zips).flatMap(([state, ranges]) =>
    ranges.split(' ').some((range) => {
      const [from = '', to = from] = range.split('-');
      return prefix >= Number(from) && prefix <= Number(to);
    })
      ? [state]
      : [],
  );
}

/** What to try when an address was refused, as its owner would be told by a carrier. */
export const nextSteps = (country: string): string[] => [
  ...(country === 'US' || country === 'CA'
    ? [
        'Write directions such as North or South, and the suffix: Street, Boulevard, Place.',
        'Write the state as two letters.',
      ]
    : []),
  'Write apartment, suite and floor as description, not in the street.',
  'Ask somebody at that place whether this is its address today.',
];
