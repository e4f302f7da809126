/**
 * How people of a country dial: the prefix of calls abroad and of long-distance calls. A dialled number is read into one
 * form before any rule sees it, the same here and in asterisk/program/outside.conf: national numbers as they are dialled
 * at home, all others with the country's own international prefix.
 */
import { diallingOf } from '../../phone-number.ts';

export interface DialPlan {
  country: string;
  /** "49" */
  code: string;
  /** What is dialled before a country code: "00", "011". */
  international: string;
  /** What is dialled before a national number: "0", "1", or nothing. */
  trunk: string;
  /** Digit that gets an outside line, or empty. */
  line: string;
  /** Without that digit nothing goes outside; else it is only tolerated. */
  isLineNeeded: boolean;
}

export function dialPlanOf(country: string, line = '', isLineNeeded = false): DialPlan {
  const { countryCode: code, international, national: trunk } = diallingOf(country);
  return { country, code, international, trunk, line, isLineNeeded };
}

/** Anchored, without groups: Asterisk's `=~` gives the first group instead of yes or no when there is one. */
export function lineRegex(plan: DialPlan): string {
  if (plan.line === '') return '';
  if (plan.isLineNeeded) return `^${plan.line}[0-9]`;
  const { line, international, trunk, code } = plan;
  // Ten digits may begin with a 9 and a 1 themselves (area code 914), so only a whole long-distance number counts.
  const national = code === '1' ? `^${line}1[2-9][0-9]{9}$` : `^${line}${trunk}[0-9]{6}`;
  return [`^${line}${international}[0-9]{5}`, national].join('|');
}

export interface ReadNumber {
  /** The form that rules see. */
  digits: string;
  /** E.164 without its plus, empty when the number has no such form: a short service number. */
  e164: string;
}

/** Whether the digit for the outside line stands before what a phone dialled. */
export const beginsWithLine = (digits: string, plan: DialPlan): boolean =>
  plan.line !== '' && new RegExp(lineRegex(plan)).test(digits);

/**
 * `isDialled`: by a phone, so that a digit for the outside line may stand before it. Never before a plus: such a number comes
 * from an address book or a list of calls. Undefined: that digit is missing.
 */
export function readNumber(text: string, plan: DialPlan, isDialled: boolean): ReadNumber | undefined {
  let digits = text.replace(/^\+/, '00');
  if (isDialled && !text.startsWith('+')) {
    if (beginsWithLine(digits, plan)) digits = digits.slice(1);
    else if (plan.line !== '' && plan.isLineNeeded) return undefined;
  }
  const { international, trunk, code } = plan;
  let e164 = '';
  // 00 is understood everywhere: numbers that the office stores are written so.
  if (digits.startsWith('00') && digits.length > 6) e164 = digits.slice(2);
  else if (digits.startsWith(international) && digits.length > international.length + 4)
    e164 = digits.slice(international.length);
  else if (code !== '' && digits.startsWith(trunk) && digits.length > trunk.length + 5)
    return { digits, e164: `${code}${digits.slice(trunk.length)}` };
  // North America leaves out the 1 as well (NANP, ten digits).
  else if (code === '1' && /^[2-9][0-9]{9}$/.test(digits)) return { digits, e164: `1${digits}` };
  if (e164 === '') return { digits, e164 };
  // Countries that share a code (+1, +7) count as one here: they dial each other as long-distance calls.
  if (code !== '' && e164.startsWith(code) && e164.length > code.length + 3)
    return { digits: `${trunk}${e164.slice(code.length)}`, e164 };
  return { digits: `${international}${e164}`, e164 };
}
