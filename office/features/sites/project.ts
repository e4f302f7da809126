/** The emergency numbers of a site as numbers that phones can dial; 112 and 911 are in the fixed program too. */
import { emergencyForms, emergencyProfile } from '../../core/emergency/profiles.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import { sites } from './table.ts';

export const siteProjector = projector({
  owner: sites,
  rows(read, site) {
    // A number is there once: of several sites that have it, the first by id owns the row.
    const earlier = read.all(sites).filter((other) => other.id < site.id);
    const theirs = new Set(earlier.flatMap((other) => [...emergencyForms(other.country).keys()]));
    const tests = earlier.map((other) => emergencyProfile(other.country)?.test);
    const test = emergencyProfile(site.country)?.test;
    return [
      ...[...emergencyForms(site.country)]
        .filter(([form]) => !theirs.has(form))
        .map(([form, number]) => projected('dial', { number: form, target: `emergency,${number},1` })),
      ...(test === undefined || tests.includes(test)
        ? []
        : [projected('dial', { number: test, target: `emergency-test,${test},1` })]),
    ];
  },
  affectedBy: [affected(sites, (_site, read) => read.all(sites).map((site) => site.id))],
});
