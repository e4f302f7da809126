import { z } from 'zod';
import { query } from '../../core/feature.ts';
import { formatNumber } from '../../core/phone-number.ts';
import { id } from '../../core/text.ts';
import { sites } from '../sites/table.ts';
import { numberLabel } from './flow.ts';
import { publicNumbers } from './table.ts';

export const publicNumberQueries = {
  /** All, or those of one site or trunk, in order of number. Lists with people and phones are the numbers feature's. */
  'public-number.list': query({
    input: z.strictObject({ siteId: id.optional(), trunkId: id.optional() }),
    topics: ['public_numbers', 'sites'],
    run({ read }, { siteId, trunkId }) {
      const rows = read
        .all(publicNumbers, {
          ...(siteId === undefined ? {} : { siteId }),
          ...(trunkId === undefined ? {} : { trunkId }),
        })
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .map((number) => {
          const site = read.get(sites, number.siteId);
          return {
            ...number,
            shown: formatNumber(number.number, site?.country),
            label: numberLabel(read, number),
            isMain: site?.mainNumberId === number.id,
          };
        });
      return { rows };
    },
  }),
};
