/** 25 boxed phones of many makers, prepared, plugged in at once on a network of their own: until the last one works. */
import { boxedPhones, plugAllIn, prepare, unpack } from '../../lan/boxed.ts';
import { whyNoNamespaces } from '../../lan/namespaces.ts';
import { openLanOffice } from '../../lan/office.ts';
import type { Measure } from '../measure.ts';

const count = 25;

export const measures: readonly Measure[] = [
  {
    id: 'plug-25',
    unit: 's',
    bar: 30,
    async run() {
      const obstacle = whyNoNamespaces();
      if (obstacle !== undefined) return { value: null, n: 0, note: obstacle };
      const office = await openLanOffice();
      try {
        const boxed = boxedPhones(count);
        await prepare(office, boxed);
        const ms = await plugAllIn(office, unpack(office, boxed), boxed, 60_000);
        const makers = new Set(boxed.map(({ vendor }) => vendor)).size;
        return {
          value: Math.round(ms / 100) / 10,
          n: count,
          note: `${makers} makers, 0 clicks, without the half minute in which real phones boot; no baseline: the usual way is by hand`,
        };
      } finally {
        await office.close();
      }
    },
  },
];
