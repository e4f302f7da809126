/** Hours that are open, closed or switched by hand at the moment at which every run begins, a Wednesday at noon. */
import { schedules } from '../../../../office/features/schedules/table.ts';
import type { DrawPart } from './draw.ts';
import { siteOf } from './site.ts';

export const drawSchedules: DrawPart = {
  id: 'schedules',
  plan(draw) {
    for (let index = 0; index < draw.between(0, 2); index++) draw.scheduleIds.push(`sch-${draw.prefix}h${index}`);
  },
  fill(draw) {
    for (const id of draw.scheduleIds)
      draw.office.add(schedules, {
        id,
        name: 'Hours',
        siteId: siteOf(draw.prefix),
        wednesday: draw.pick(['', '00:00-24:00', '08:00-11:00, 11:30-17:00', '13:00-18:00']),
        override: draw.pick(['', '', 'open', 'closed'] as const),
      });
  },
};
