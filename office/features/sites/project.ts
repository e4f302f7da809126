/** The emergency numbers of a site as numbers that phones can dial; 112 and 911 are in the fixed program too. */
import { emergencyProfile } from '../../core/emergency/profiles.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { outboundSites } from '../outbound/table.ts';
import { helpFormsOf } from './rules.ts';
import { sites } from './table.ts';

const allSites = (_row: unknown, read: Read) => read.all(sites).map(({ id }) => id);

export const siteProjector = projector({
  owner: sites,
  rows(read, site) {
    // A number is there once: of several sites that have it, the first by id owns the row.
    const earlier = read.all(sites).filter((other) => other.id < site.id);
    const theirs = new Set(earlier.flatMap((other) => [...helpFormsOf(read, other).keys()]));
    const tests = earlier.map((other) => emergencyProfile(other.country)?.test);
    const test = emergencyProfile(site.country)?.test;
    return [
      ...[...helpFormsOf(read, site)]
        // An office of before may have an extension behind the site's digit for an outside line. It stays until it gets another.
        .filter(([form]) => !theirs.has(form) && read.holder(form) === undefined)
        .map(([form, number]) => projected('dial', { number: form, target: `emergency,${number},1` })),
      ...(test === undefined || tests.includes(test)
        ? []
        : [projected('dial', { number: test, target: `emergency-test,${test},1` })]),
    ];
  },
  affectedBy: [affected(sites, allSites), affected(outboundSites, allSites)],
});
