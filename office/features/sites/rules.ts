/** Emergency numbers of the countries in which the office has sites: no other number may be one of them. */
import { emergencyForms } from '../../core/emergency/profiles.ts';
import { shadowsEmergency } from '../../core/numbering.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { sites } from './table.ts';

export function countriesOf(read: Read): string[] {
  return [...new Set(read.all(sites).map((site) => site.country))];
}

/** To be checked for every row that claims a number. */
export function refuseEmergencyNumber(read: Read, number: string): void {
  for (const country of countriesOf(read)) {
    const message = shadowsEmergency(number, country);
    if (message) refuse({ kind: 'invalid', message, issues: [{ path: 'number', message }] });
  }
}

/** A new country may make a number that is in use one that means help there. */
export function refuseShadowedBy(read: Read, country: string): void {
  const hit = [...emergencyForms(country).keys()].find((number) => read.holder(number) !== undefined);
  if (hit === undefined) return;
  refuse({
    kind: 'rule',
    rule: 'emergency-number',
    message: `${hit} calls for help in ${country}, but somebody in the office has it. Give them another number first.`,
  });
}

/** The site for whatever is made without naming one: the first alphabetically (spec N1). */
export function defaultSite(read: Read) {
  const [first] = read.all(sites).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (!first) throw new Error('an office always has a site');
  return first;
}
