import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { found, refuse } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line, requiredLine } from '../../core/text.ts';
import { defaultSite } from './rules.ts';
import { sites } from './table.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'Choose a country from the list.');

const timeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_/+-]{1,63}$/, 'Choose a time zone from the list, for example Europe/Berlin.')
  .refine(isTimeZone, 'This time zone is not known. Choose one from the list, for example Europe/Berlin.');

export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Choose a language from the list, for example en or pt-BR.');

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    // The only reason for an exception here is a zone that does not exist (ECMA-402, IsValidTimeZoneName).
    return false;
  }
}

const address = {
  street: line(120, 'The street'),
  postalCode: line(20, 'The postal code'),
  city: line(80, 'The city'),
  region: line(80, 'The state or region'),
};

const newSite = z.strictObject({
  name: requiredLine(60, 'The name of the site'),
  country,
  timeZone,
  language: language.default('en'),
  street: address.street.default(''),
  postalCode: address.postalCode.default(''),
  city: address.city.default(''),
  region: address.region.default(''),
});

const sitePatch = z.strictObject({
  id,
  name: requiredLine(60, 'The name of the site').optional(),
  country: country.optional(),
  timeZone: timeZone.optional(),
  language: language.optional(),
  street: address.street.optional(),
  postalCode: address.postalCode.optional(),
  city: address.city.optional(),
  region: address.region.optional(),
});

const nameOf = (read: Read, siteId: string) => read.get(sites, siteId)?.name ?? siteId;

export const siteCommands = {
  'site.create': command({
    input: newSite,
    words: (site) => `Added the site ${site.name}.`,
    run: (tx, site) => ({ id: tx.insert(sites, { id: tx.newId('site'), ...site }).id }),
  }),

  'site.update': command({
    input: sitePatch,
    words: (patch, read) => `Changed the site ${nameOf(read, patch.id)}.`,
    run(tx, { id: siteId, ...patch }) {
      tx.update(sites, siteId, patch);
      return { id: siteId };
    },
  }),

  'site.delete': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Removed the site ${nameOf(read, input.id)}.`,
    run(tx, input) {
      found(tx.get(sites, input.id), 'This site');
      tx.run('phone-settings.forget', { level: input.id });
      tx.run('common-key.forget', { siteId: input.id });
      tx.remove(sites, input.id);
      refuseNoSite(tx);
    },
  }),

  /** The first answers of a new office: where it is decides emergency numbers, tones and clocks. */
  'office.set-up': command({
    input: z.strictObject({ siteName: requiredLine(60, 'The name of the site'), country, timeZone, language }),
    words: (input) => `Set up the office ${input.siteName} (${input.country}).`,
    run(tx, { siteName, ...place }) {
      return { id: tx.update(sites, defaultSite(tx).id, { name: siteName, ...place }).id };
    },
  }),
};

/** Also after an undo: everything else stands in a site. */
export function refuseNoSite(read: Read): void {
  if (read.count(sites) === 0)
    refuse({ kind: 'rule', rule: 'last-site', message: 'An office has at least one site. Add another one first.' });
}
