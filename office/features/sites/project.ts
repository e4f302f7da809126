/** The national emergency numbers of a site as numbers that phones can dial; 112 and 911 are in the fixed program too. */
import { affected, projector } from '../../core/feature.ts';
import { emergencyNumbers } from '../../core/numbering.ts';
import { projected } from '../../core/projection.ts';
import { sites } from './table.ts';

export const siteProjector = projector({
  owner: sites,
  rows(read, site) {
    // A number is there once: of several sites that have it, the first by id owns the row.
    const earlier = read.all(sites).filter((other) => other.id < site.id);
    const theirs = new Set(earlier.flatMap((other) => emergencyNumbers(other.country)));
    return emergencyNumbers(site.country)
      .filter((number, at, all) => !theirs.has(number) && all.indexOf(number) === at)
      .map((number) => projected('dial', { number, target: `emergency,${number},1` }));
  },
  affectedBy: [affected(sites, (_site, read) => read.all(sites).map((site) => site.id))],
});
