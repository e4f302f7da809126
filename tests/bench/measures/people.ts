/** Search in the list of 10,000 people through the service's socket, every fifth right after a change of a person. */
import { newSite, startOffice } from '../../faults/service-process.ts';
import { median, percentile, rounded, type Measure } from '../measure.ts';
import { likeSearch } from '../like-search.ts';
import { seededFolder } from '../seed.ts';

const searches = ['a', 'anna', 'weber', 'anna weber', '2123', 'sales', 'example.com', 'zzz', 'person', 'felix garcia'];
const rounds = 10;

export const measures: readonly Measure[] = [
  {
    id: 'person-list-10000',
    unit: 'ms',
    bar: 100,
    async run() {
      const office = await startOffice(await newSite(seededFolder(10_000)));
      try {
        const { rows } = await office.ask<{ rows: { id: string }[] }>('people.list', { limit: 100 });
        const times: number[] = [];
        for (let n = 0; n < rounds * searches.length; n++) {
          if (n % 5 === 0) await office.run('user.update', { id: rows[n]?.id, jobTitle: `Job ${n}` });
          const began = performance.now();
          await office.ask('people.list', { search: searches[n % searches.length] });
          times.push(performance.now() - began);
        }
        return {
          value: rounded(percentile(times, 95)),
          baseline: rounded(likeSearch(office.dataDir, searches, rounds)),
          n: times.length,
          note: `p95; median ${rounded(median(times))}; every fifth after a change; baseline: median of LIKE over the tables, without the socket`,
        };
      } finally {
        await office.close();
      }
    },
  },
];
