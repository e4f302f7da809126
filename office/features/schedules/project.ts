/** A schedule as Asterisk reads it. */
import { affected, projector } from '../../core/feature.ts';
import { scheduleRows } from '../../core/schedule/projected.ts';
import { sites } from '../sites/table.ts';
import { exceptionsOf, scheduleFrom } from './read.ts';
import { scheduleExceptions, schedules } from './table.ts';

export const scheduleProjector = projector({
  owner: schedules,
  rows: (read, row) =>
    scheduleRows(scheduleFrom(read, row, exceptionsOf(read, row.id)), { number: row.number, lasts: row.phoneLasts }),
  affectedBy: [
    affected(scheduleExceptions, (exception) => [exception.scheduleId]),
    affected(sites, (site, read) => read.all(schedules, { siteId: site.id }).map((row) => row.id)),
  ],
});
