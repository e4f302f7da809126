/**
 * Numbers of the public network: typed in any usual form, stored as E.164 (`+493012345678`), shown as people write them.
 * Facts about numbering plans come from libphonenumber-js; it is never used to match what a phone dials.
 */
import { isSupportedCountry, Metadata, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { z } from 'zod';

export type E164 = string;

/** What is stored: E.164 with its plus. For input typed by people use `publicNumber`, which knows the country. */
export const e164 = z
  .string()
  .regex(/^\+[1-9][0-9]{4,14}$/, 'Write the number with + and country code, for example +49 30 1234567.');

/** `country`: ISO 3166 alpha-2, in which a number without a country code is read. Undefined: not a possible number. */
export function toE164(text: string, country: string): E164 | undefined {
  // Extensions ("x12") and vanity letters are not numbers that a trunk can be asked for.
  if (/[a-z;=]/i.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(text.replace(/^\s*00(?=[1-9])/, '+'), country as CountryCode);
  return parsed?.isPossible() && e164.safeParse(parsed.number).success ? parsed.number : undefined;
}

/** International form with spaces, or the national one inside its own country. */
export function formatNumber(number: E164, country?: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return country !== undefined && parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
}

/** The national significant number: what follows the country code. */
export function nationalNumber(number: E164): { countryCode: string; national: string } | undefined {
  const parsed = parsePhoneNumberFromString(number);
  return parsed && { countryCode: parsed.countryCallingCode, national: parsed.nationalNumber };
}

/** How numbers are dialled in a country: its own code and the digits that stand before national and foreign numbers. */
export interface Dialling {
  countryCode: string;
  /** Empty where there is none, as in Spain. */
  national: string;
  international: string;
}

export function diallingOf(country: string): Dialling {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(isSupportedCountry(country) ? country : 'US');
  // Safe: these methods are part of the class, but not of its published types.
  const plan = metadata.numberingPlan as unknown as {
    callingCode(): string;
    nationalPrefix(): string | undefined;
    IDDPrefix(): string;
    defaultIDDPrefix(): string | undefined;
  };
  // A pattern where callers choose a carrier by it; what everybody may dial is the default, or 00 (ITU-T E.164).
  const digits = [plan.IDDPrefix(), plan.defaultIDDPrefix() ?? ''].find(
    (text) => /^[0-9]+$/.test(text) && text !== '0',
  );
  return { countryCode: plan.callingCode(), national: plan.nationalPrefix() ?? '', international: digits ?? '00' };
}
