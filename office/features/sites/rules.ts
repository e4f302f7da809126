/**
 * Emergency numbers of the countries in which the office has sites, also behind a site's digit for an outside line: no other
 * number may be one of them.
 */
import { emergencyForms } from '../../core/emergency/profiles.ts';
import { shadowsEmergency } from '../../core/numbering.ts';
import { refuse } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { outboundSites } from '../outbound/table.ts';
import { sites } from './table.ts';

export function countriesOf(read: Read): string[] {
  return [...new Set(read.all(sites).map((site) => site.country))];
}

type Place = Pick<Row<typeof sites>, 'id' | 'country'>;

const lineOf = (read: Read, { id }: Place): string => read.get(outboundSites, id)?.line ?? '';

/** Every dialled string that reaches help in a site, and the number it stands for. */
export const helpFormsOf = (read: Read, site: Place): ReadonlyMap<string, string> =>
  emergencyForms(site.country, lineOf(read, site));

/** The same for the whole office: where sites differ, the first by id counts, as in the projected rows. */
export const helpForms = (read: Read): ReadonlyMap<string, string> =>
  new Map(
    read
      .all(sites)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .flatMap((site) => [...helpFormsOf(read, site)]),
  );

/** Why this cannot be a number inside the office, or undefined. */
export function emergencyMeaning(read: Read, number: string): string | undefined {
  for (const site of read.all(sites)) {
    const message = shadowsEmergency(number, site.country, lineOf(read, site));
    if (message !== undefined) return message;
  }
  return undefined;
}

/** To be checked for every row that claims a number. */
export function refuseEmergencyNumber(read: Read, number: string): void {
  const message = emergencyMeaning(read, number);
  if (message !== undefined) refuse({ kind: 'invalid', message, issues: [{ path: 'number', message }] });
}

/** A new country, or a digit for the outside line, may make a number that is in use one that means help there. */
export function refuseShadowedBy(read: Read, site: Place): void {
  const [hit, help] = [...helpFormsOf(read, site)].find(([number]) => read.holder(number) !== undefined) ?? [];
  if (hit === undefined || help === undefined) return;
  const calls =
    hit === help
      ? `calls for help in ${site.country}`
      : `calls the emergency number ${help} in ${site.country}, with ${hit.slice(0, -help.length)} for an outside line`;
  refuse({
    kind: 'rule',
    rule: 'emergency-number',
    message: `${hit} ${calls}, but somebody in the office has it. Give them another number first.`,
  });
}

/** The site for whatever is made without naming one: the first alphabetically (spec N1). */
export function defaultSite(read: Read) {
  const [first] = read.all(sites).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (!first) throw new Error('an office always has a site');
  return first;
}
