/**
 * What can be seen of an address without asking anybody: whether helpers would know where to go. Whether it exists only
 * the carrier or the post knows. Postal code forms: Universal Postal Union, addressing systems by country.
 */
export interface StreetAddress {
  street: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
}

export interface AddressProblem {
  field: keyof StreetAddress;
  message: string;
}

const postalCodes: Readonly<Record<string, readonly [RegExp, string]>> = {
  AT: [/^\d{4}$/, '1010'], AU: [/^\d{4}$/, '2000'], BE: [/^\d{4}$/, '1000'], BR: [/^\d{5}-?\d{3}$/, '01310-100'],
  CA: [/^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/i, 'K1A 0B1'], CH: [/^\d{4}$/, '8001'], CZ: [/^\d{3} ?\d{2}$/, '110 00'],
  DE: [/^\d{5}$/, '10115'], DK: [/^\d{4}$/, '1050'], ES: [/^\d{5}$/, '28001'], FI: [/^\d{5}$/, '00100'],
  FR: [/^\d{5}$/, '75001'], GB: [/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, 'SW1A 1AA'], IN: [/^\d{6}$/, '110001'],
  IT: [/^\d{5}$/, '00118'], JP: [/^\d{3}-?\d{4}$/, '100-0001'], MX: [/^\d{5}$/, '06000'], NL: [/^\d{4} ?[A-Z]{2}$/i, '1012 AB'],
  NO: [/^\d{4}$/, '0150'], PL: [/^\d{2}-\d{3}$/, '00-001'], PT: [/^\d{4}-\d{3}$/, '1000-001'], SE: [/^\d{3} ?\d{2}$/, '111 22'],
  SG: [/^\d{6}$/, '018956'], US: [/^\d{5}(-\d{4})?$/, '10001'], ZA: [/^\d{4}$/, '0001'],
}; // prettier-ignore

/** No postal codes there (UPU). */
const without = new Set(['AE', 'HK']);

const usStates = new Set(
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP'.split(' '),
); // prettier-ignore
const caProvinces = new Set('AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '));

/** Empty: helpers can be sent there. */
export function addressProblems({ street, postalCode, city, region, country }: StreetAddress): AddressProblem[] {
  const problems: AddressProblem[] = [];
  const say = (field: AddressProblem['field'], message: string) => problems.push({ field, message });
  if (street === '') say('street', 'The street with the house number is missing.');
  else if (!/\p{N}/u.test(street))
    say('street', 'The house number is missing. Without a number write for example "Main Street, opposite 12".');
  else if (/^(p\.? ?o\.? box|postfach|apartado|bo[iî]te postale)\b/i.test(street))
    say('street', 'Nobody can be sent to a post-office box. Write the street.');
  if (city === '') say('city', 'The city is missing.');
  if (!without.has(country)) {
    const form = postalCodes[country];
    if (postalCode === '') say('postalCode', `The postal code is missing${form ? `, for example ${form[1]}` : ''}.`);
    else if (form && !form[0].test(postalCode.trim()))
      say('postalCode', `A postal code in ${country} looks like ${form[1]}.`);
  }
  const states = { US: usStates, CA: caProvinces }[country];
  if (states && !states.has(region.trim().toUpperCase()))
    say(
      'region',
      region === ''
        ? 'The state is missing: two letters, for example ' + (country === 'US' ? 'NY.' : 'ON.')
        : `${region} is no ${country === 'US' ? 'state' : 'province'}: write its two letters, for example ${country === 'US' ? 'NY' : 'ON'}.`,
    );
  return problems;
}
