/** How many models of desk phones get files that they can boot from: rendered, fetched, read back, every name known. */
import { phoneVendors } from '../../../phones/vendors/index.ts';
import { problemWith } from '../../../phones/virtual/readback.ts';
import { say, type Measure } from '../measure.ts';

const mostSaid = 10;
const vendorsWanted = 19;

export const measures: readonly Measure[] = [
  {
    id: 'models',
    unit: 'models',
    bar: 420,
    isLeast: true,
    run() {
      const tried = phoneVendors.flatMap((vendor) =>
        vendor.models.map((model) => ({ vendor, model, problem: problemWith(vendor, model) })),
      );
      const bad = tried.filter(({ problem }) => problem !== undefined);
      for (const { vendor, model, problem } of bad.slice(0, mostSaid)) say(`${vendor.id} ${model.model}: ${problem}`);
      const vendors = new Set(tried.flatMap(({ vendor, problem }) => (problem === undefined ? [vendor.id] : [])));
      return Promise.resolve({
        value: tried.length - bad.length,
        n: tried.length,
        note: `${vendors.size} vendors (at least ${vendorsWanted} wanted); the largest open set has 405 models`,
      });
    },
  },
];
