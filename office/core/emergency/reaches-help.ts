/**
 * Whether calling a number could reach helpers, in whatever form it is written: a test never calls them. Asked of all
 * countries, because a line may lead into another one than the office is in, and a refusal costs less than an ambulance.
 */
import { diallingOf } from '../phone-number.ts';
import { emergencyForms, emergencyProfiles, helpNumbers } from './profiles.ts';

/** The emergency number behind what was typed, or undefined. `own`: what reaches help when it is dialled in the office. */
export function reachesHelp(typed: string, own: ReadonlyMap<string, string> = new Map()): string | undefined {
  const text = typed.replace(/[^0-9*#+]/g, '');
  // A service code such as *31# or *67 may stand in front, and a # ends a number on many gateways.
  const groups = text.split(/[*#+]/).filter((group) => group !== '');
  const numbers = text.startsWith('*') ? groups.flatMap((group) => [group, group.slice(2)]) : groups;
  for (const { country } of emergencyProfiles) {
    const forms = emergencyForms(country);
    const { countryCode, international } = diallingOf(country);
    const abroad = ['00', '011', international, ...(text.startsWith('+') ? [''] : [])];
    for (const number of numbers) {
      const help =
        own.get(number) ??
        forms.get(number) ??
        helpNumbers(country).find((one) => abroad.some((prefix) => number === `${prefix}${countryCode}${one}`));
      if (help !== undefined) return help;
    }
  }
  return undefined;
}
