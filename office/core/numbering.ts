/**
 * What may be a number inside the office, and what may never be: nothing may shadow an emergency number. 112 and 911
 * are kept free everywhere (ITU-T E.161.1), the national numbers by the country of the office.
 */
import { z } from 'zod';
import { emergencyForms, emergencyProfile, emergencyProfiles, helpNumbers } from './emergency/profiles.ts';
import type { Read } from './store.ts';

export const countries: readonly string[] = emergencyProfiles.map(({ country }) => country);

/** `country`: ISO 3166 alpha-2. */
export function emergencyNumbers(country: string): readonly string[] {
  return helpNumbers(country);
}

/** An internal number: two to eight digits. Leading zeros count, so numbers are text everywhere. */
export const internalNumber = z
  .string()
  .trim()
  .regex(/^[0-9]{2,8}$/, 'Use 2 to 8 digits, for example 101.');

/**
 * A feature code: a star and one or two digits, as on most phone systems. What a code needs is dialled after it, which
 * takes two digits: of more, only the first three characters are looked up.
 */
export const featureCode = z.string().regex(/^\*[0-9]{1,2}$/, 'Use a star and two digits, for example *78.');

/** A number as a caller shows it: an internal number or an international one with a plus. */
export const callerNumber = z
  .string()
  .transform((text) => text.replace(/[\s().\u00a0-]/g, ''))
  .pipe(
    z.string().regex(/^\+?[0-9]{2,15}$/, 'Use digits, with + and country code for outside numbers, like +6531234567.'),
  );

/** Why an internal number cannot be used in an office of this country, or undefined. `line`: its digit for an outside line. */
export function shadowsEmergency(number: string, country: string, line = ''): string | undefined {
  const place = country ? ` in your country (${country})` : '';
  if (number === emergencyProfile(country)?.test)
    return `${number} tests emergency calls${place}. Choose another number.`;
  const help = emergencyForms(country, line).get(number);
  if (help === undefined) return undefined;
  if (help === number)
    return `${number} is an emergency number${place}. Choose another number, so that a call for help can never ring a desk.`;
  return `${number} is what people dial for help who are used to a ${number.slice(0, -help.length)} for an outside line: it calls the emergency number ${help}${place}. Choose another number.`;
}

/** Where the office's numbers begin unless somebody chooses otherwise. */
const firstNumber = 101;

/** The lowest number that nobody holds and that may be one. */
export function nextFreeNumber(
  read: Pick<Read, 'holder'>,
  isTaken: (number: string) => boolean,
  from = firstNumber,
): string {
  for (let number = from; ; number += 1) {
    const text = String(number);
    if (!read.holder(text) && !isTaken(text)) return text;
  }
}
