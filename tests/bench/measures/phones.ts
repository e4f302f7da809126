/** A virtual desk phone on a network of its own: plugged in until listed, adopted until registered. See tests/lan/measure.ts. */
import { whyNoNamespaces } from '../../lan/namespaces.ts';
import { measurePhones, type PhoneFigures } from '../../lan/measure.ts';
import { once, percentile, type Measure } from '../measure.ts';

const count = 5;
const measured = once(() => measurePhones(count));

const measure = (id: string, bar: number, of: (figures: PhoneFigures) => number): Measure => ({
  id,
  unit: 'ms',
  bar,
  async run() {
    const obstacle = whyNoNamespaces();
    if (obstacle !== undefined) return { value: null, n: 0, note: obstacle };
    const figures = await measured();
    return {
      value: Math.round(percentile(figures.map(of), 95)),
      n: figures.length,
      note: 'slowest; no baseline: the usual way is by hand',
    };
  },
});

export const measures: readonly Measure[] = [
  measure('pnp-listed', 1000, ({ listedMs }) => listedMs),
  measure('adopt-registered', 3000, ({ registeredMs }) => registeredMs),
];
