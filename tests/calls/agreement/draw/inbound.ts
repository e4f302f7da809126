/**
 * Calls from outside: a trunk of the office's own brings a call for one of its public numbers, both numbers written in any of
 * the ways in which carriers write them. The trunk is a gateway that logs in, so that one sipp can be the trunks of all offices.
 */
import { publicNumbers } from '../../../../office/features/public-numbers/table.ts';
import { trunks } from '../../../../office/features/trunks/table.ts';
import type { DrawPart } from './draw.ts';
import { siteOf } from './site.ts';

/** After the public numbers: some calls are for such a number from outside instead. */
export const drawInbound: DrawPart = {
  id: 'inbound',
  fill(draw) {
    const { office, prefix, block, pick, chance, between } = draw;
    const numbers = office.all(publicNumbers);
    if (!draw.hasLines || numbers.length === 0 || !chance(0.5)) return;
    const trunk = `trk-${prefix}t`;
    const secret = `line${draw.seed}`;
    const arrival = pick(['automatic', 'automatic', 'international', 'national'] as const);
    office.add(trunks, {
      id: trunk,
      name: 'Gateway',
      kind: 'gateway',
      siteId: siteOf(prefix),
      registersHere: true,
      username: 'gateway',
      password: secret,
      arrival,
    });
    const to = pick(numbers).number;
    const from = `+1646${String(1_000_000 + block * 10 + between(0, 9))}`;
    // In the United States: 1 is the prefix of national calls and the country's code in one.
    const written = (number: string) =>
      pick([
        number,
        `011${number.slice(1)}`,
        number.slice(1),
        ...(arrival === 'international' ? [] : [number.slice(2)]),
      ]);
    draw.secrets.set(trunk, secret);
    draw.call = { device: trunk, from, to, trunk, sent: { from: written(from), to: written(to) } };
  },
};
