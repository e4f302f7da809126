/** Numbers of the public network, dialled inside in any way: with a place of their own, without one, reserved. */
import { publicNumbers } from '../../../../office/features/public-numbers/table.ts';
import { sites } from '../../../../office/features/sites/table.ts';
import type { DrawPart } from './draw.ts';
import { dialledForms } from './outside.ts';
import { siteOf } from './site.ts';

/** After the call: some calls are for such a number instead of the one that was drawn. */
export const drawPublicNumbers: DrawPart = {
  id: 'public-numbers',
  fill(draw) {
    const { office, prefix, between, chance, pick, block } = draw;
    const siteId = siteOf(prefix);
    const e164 = (index: number) => `+1212${String(5_000_000 + block * 10 + index)}`;
    const count = between(0, 3);
    for (let index = 0; index < count; index++)
      office.add(publicNumbers, {
        id: `num-${prefix}n${index}`,
        number: e164(index),
        siteId,
        trunkId: null,
        destination: chance(0.25)
          ? ''
          : chance(0.15)
            ? pick(['end:busy', 'end:no-answer', 'end:unreachable'])
            : pick(draw.destinations),
        status: index > 0 && chance(0.25) ? 'reserved' : 'active',
        name1: '',
        name2: '',
      });
    if (count > 0 && chance(0.5)) {
      const site = office.get(sites, siteId);
      if (site) office.add(sites, { ...site, mainNumberId: `num-${prefix}n0` });
    }
    if (count > 0 && chance(0.3)) draw.call.to = pick(dialledForms(draw, e164(between(0, count - 1))));
  },
};
