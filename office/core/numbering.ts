/**
 * What may be a number inside the office, and what may never be: nothing may shadow an emergency number. 112 and 911
 * are kept free everywhere (ITU-T E.161.1), the national numbers by the country of the office.
 */
import { z } from 'zod';
import type { Read } from './store.ts';

/** National emergency numbers beside 112 and 911, by ISO 3166 country. Source: the countries' numbering plans (ITU). */
const nationalEmergencyNumbers: Readonly<Record<string, readonly string[]>> = {
  AE: ['999', '998', '997'], AR: ['100', '101', '107'], AT: ['122', '133', '144', '140', '141'], AU: ['000', '106'],
  BE: ['100', '101'], BR: ['190', '192', '193'], CA: [], CH: ['117', '118', '144', '1414'], CL: ['131', '132', '133'],
  CN: ['110', '119', '120', '122'], CZ: ['150', '155', '156', '158'], DE: ['110'], DK: [], EE: [], ES: ['061', '062', '080', '091'],
  FI: [], FR: ['15', '17', '18', '114', '115', '119'], GB: ['999', '18000'], GR: ['100', '166', '199'], HK: ['999'],
  HR: ['192', '193', '194'], HU: ['104', '105', '107'], IE: ['999'], IL: ['100', '101', '102'], IN: ['100', '101', '102', '108'],
  IT: ['113', '115', '118'], JP: ['110', '118', '119'], KR: ['112', '119'], LU: ['113'], MX: [], MY: ['999'], NL: [],
  NO: ['110', '113'], NZ: ['111'], PL: ['997', '998', '999'], PT: [], RO: [], SE: ['90000'], SG: ['995', '999'],
  SI: ['113'], SK: ['150', '155', '158'], TH: ['191', '199', '1669'], TR: ['110', '155', '156'], TW: ['110', '119'],
  UA: ['101', '102', '103'], US: ['933'], ZA: ['10111', '10177'],
}; // prettier-ignore

export const countries: readonly string[] = Object.keys(nationalEmergencyNumbers);

/** `country`: ISO 3166 alpha-2. An unknown country keeps the widely used 999 and 000 free as well. */
export function emergencyNumbers(country: string): readonly string[] {
  return ['112', '911', ...(nationalEmergencyNumbers[country] ?? ['999', '000'])];
}

/** An internal number: two to eight digits. Leading zeros count, so numbers are text everywhere. */
export const internalNumber = z
  .string()
  .trim()
  .regex(/^[0-9]{2,8}$/, 'Use 2 to 8 digits, for example 101.');

/** A feature code: a star and two digits, as on most phone systems. What a code needs is dialled after it. */
export const featureCode = z.string().regex(/^\*[0-9]{2}$/, 'Use a star and two digits, for example *78.');

/** A number as a caller shows it: an internal number or an international one with a plus. */
export const callerNumber = z
  .string()
  .transform((text) => text.replace(/[\s().\u00a0-]/g, ''))
  .pipe(
    z.string().regex(/^\+?[0-9]{2,15}$/, 'Use digits, with + and country code for outside numbers, like +6531234567.'),
  );

/** Why an internal number cannot be used in an office of this country, or undefined. */
export function shadowsEmergency(number: string, country: string): string | undefined {
  const hit = emergencyNumbers(country).find((emergency) => number === emergency);
  if (hit === undefined) return undefined;
  return `${number} is an emergency number${country ? ` in your country (${country})` : ''}. Choose another number, so that a call for help can never ring a desk.`;
}

/** Where the office's numbers begin unless somebody chooses otherwise. */
const firstNumber = 101;

/** The lowest number that nobody holds and that means help in none of these countries. */
export function nextFreeNumber(read: Pick<Read, 'holder'>, inCountries: readonly string[], from = firstNumber): string {
  for (let number = from; ; number += 1) {
    const text = String(number);
    if (!inCountries.some((country) => shadowsEmergency(text, country)) && !read.holder(text)) return text;
  }
}
