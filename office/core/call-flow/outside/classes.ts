/**
 * Sorts of numbers by country, so that a rule can say "mobile phones" where a pattern would be guessed: international and
 * national follow from the dial plan, mobile and service numbers from the countries' numbering plans (ITU-T E.129).
 */
import type { DialPlan } from './dial-plan.ts';
import { compilePattern, type Pattern } from './pattern.ts';

export const numberClasses = ['any', 'international', 'national', 'mobile', 'service', 'free'] as const;
export type NumberClass = (typeof numberClasses)[number];

export const classWords: Readonly<Record<NumberClass, string>> = {
  any: 'all numbers',
  international: 'numbers abroad',
  national: 'numbers in the country',
  mobile: 'mobile phones',
  service: 'service numbers that cost extra',
  free: 'free numbers',
};

/** What follows the trunk prefix. */
const byCountry: Readonly<Record<string, { mobile: string[]; service: string[]; free: string[] }>> = {
  AT: { mobile: ['6[5-9].', '64[0-9].', '66.'], service: ['9[0-3].', '8[2-3]0.', '81.', '82.'], free: ['800.'] },
  AU: { mobile: ['4XXXXXXXX'], service: ['190.', '13XXXX', '1300XXXXXX'], free: ['1800XXXXXX'] },
  BE: { mobile: ['4[5-9]XXXXXXX'], service: ['90[0-9]XXXXX', '70XXXXXX'], free: ['800XXXXX'] },
  CH: { mobile: ['7[4-9]XXXXXXX'], service: ['90[016]XXXXXX', '84[0248]XXXXXX'], free: ['800XXXXXX'] },
  CZ: { mobile: ['60[1-8]XXXXXX', '7[02379]XXXXXXX'], service: ['90XXXXXXX'], free: ['800XXXXXX'] },
  DE: { mobile: ['15.', '16[023].', '17.'], service: ['900.', '137.', '180.', '118.'], free: ['800.'] },
  DK: { mobile: ['[2-4]XXXXXXX', '5[0-3]XXXXXX', '[6-7]1XXXXXX'], service: ['90XXXXXX'], free: ['80XXXXXX'] },
  ES: { mobile: ['[67]XXXXXXXX'], service: ['80[3-7]XXXXXX', '90[25]XXXXXX', '118.'], free: ['900XXXXXX', '800XXXXXX'] },
  FI: { mobile: ['4.', '50.'], service: ['600.', '700.'], free: ['800.'] },
  FR: { mobile: ['[67]XXXXXXXX'], service: ['89XXXXXXX', '81XXXXXXX', '82XXXXXXX'], free: ['80[0-5]XXXXXX'] },
  GB: { mobile: ['7[1-57-9]XXXXXXXX'], service: ['9.', '87XXXXXXXX', '84XXXXXXXX', '118XXX'], free: ['80.'] },
  GR: { mobile: ['69XXXXXXXX'], service: ['90[19]XXXXXXX'], free: ['800XXXXXXX'] },
  HU: { mobile: ['[237]0XXXXXXX', '31XXXXXXX', '50XXXXXXX'], service: ['90XXXXXX'], free: ['80XXXXXX'] },
  IE: { mobile: ['8[35679]XXXXXXX'], service: ['15.', '18[59].'], free: ['1800XXXXXX'] },
  IT: { mobile: ['3.'], service: ['89.', '199.', '178.'], free: ['80[03].'] },
  LU: { mobile: ['6[269]1XXXXXX'], service: ['90[015]XXXXX'], free: ['800XXXXX'] },
  NL: { mobile: ['6[1-58]XXXXXXX'], service: ['90[069].', '18.'], free: ['800.'] },
  NO: { mobile: ['[49]XXXXXXX'], service: ['82XXXXXX'], free: ['80XXXXXX'] },
  NZ: { mobile: ['2.'], service: ['900.'], free: ['800.', '508.'] },
  PL: { mobile: ['4[5-7]XXXXXXX', '5[0-9]XXXXXXX', '6[069]XXXXXXX', '7[2389]XXXXXXX', '88XXXXXXX'], service: ['70XXXXXXX'], free: ['800XXXXXX'] },
  PT: { mobile: ['9[1236]XXXXXXX'], service: ['6[0-9].', '7[06].', '8[0-2]8.'], free: ['800XXXXXX'] },
  RO: { mobile: ['7XXXXXXXX'], service: ['90XXXXXXX'], free: ['800XXXXXX'] },
  SE: { mobile: ['7[02369]XXXXXXX'], service: ['900.', '939.', '944.', '99.'], free: ['20.'] },
  SG: { mobile: ['8XXXXXXX', '9[0-8]XXXXXX'], service: ['1900.'], free: ['1800XXXXXXX', '800.'] },
  SK: { mobile: ['9[0-5]XXXXXXX'], service: ['90[0-9].'], free: ['800XXXXXX'] },
  US: { mobile: [], service: ['900NXXXXXX', '976NXXXXXX'], free: ['800NXXXXXX', '8[3-8][3-8]NXXXXXX'] },
  CA: { mobile: [], service: ['900NXXXXXX', '976NXXXXXX'], free: ['800NXXXXXX', '8[3-8][3-8]NXXXXXX'] },
}; // prettier-ignore

const made = (text: string): Pattern => {
  const compiled = compilePattern(text);
  if (!compiled.ok) throw new Error(`number class ${text}: ${compiled.why}`);
  return compiled.pattern;
};

/** Empty when it is not known, or not to be told from other numbers, as mobile phones of North America. */
export function classPatterns(sort: NumberClass, { country, international, trunk, code }: DialPlan): Pattern[] {
  switch (sort) {
    case 'any':
      return [made('X.')];
    case 'international':
      return [made(`${international}Z.`)];
    case 'national':
      if (code === '1') return [made('1NXXNXXXXXX'), made('NXXNXXXXXX')];
      // Where long-distance numbers begin with 0, a second 0 begins a call abroad.
      return [made(`${trunk}${trunk === '' || trunk === '0' ? 'Z' : 'X'}XXXX.`)];
    default: {
      const parts = byCountry[country]?.[sort] ?? [];
      return parts.flatMap((part) => (code === '1' ? [made(`1${part}`), made(part)] : [made(`${trunk}${part}`)]));
    }
  }
}
