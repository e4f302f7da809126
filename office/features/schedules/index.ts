/** Hours of the office: weekly hours, holidays, exceptional days, and the switch by hand (spec G3, U1). */
import { defineFeature, entity } from '../../core/feature.ts';
import { fullName } from '../users/commands.ts';
import { users } from '../users/table.ts';
import { scheduleCodes, schedulePhoneChanges } from './phone-change.ts';
import { refuseBadException, refuseBadSchedule, refuseRuleWithoutHours, scheduleCommands } from './commands.ts';
import { scheduleQueries } from './queries.ts';
import { scheduleProjector } from './project.ts';
import { scheduleExceptions, schedules, workingHours } from './table.ts';
import { schedulesPlain } from './plain.ts';

export const schedulesFeature = defineFeature({
  id: 'schedules',
  plain: schedulesPlain,
  entities: [
    entity({
      table: schedules,
      label: (row) => row.name,
      route: (row) => `/hours/${row.id}`,
      uses: (row) => [{ table: 'sites', id: row.siteId }],
      check: (row, read) => refuseBadSchedule(read, row),
    }),
    entity({
      table: scheduleExceptions,
      label: (row) => row.name,
      partOf: (row) => ({ table: 'schedules', id: row.scheduleId }),
      uses: (row) => [{ table: 'schedules', id: row.scheduleId }],
      check: (row, read) => refuseBadException(read, row),
    }),
    entity({
      table: workingHours,
      label: (row, read) => {
        const user = read.get(users, row.id);
        return `Working hours of ${user ? fullName(user) : 'somebody'}`;
      },
      checkGone: (row, read) => refuseRuleWithoutHours(read, row.id),
      partOf: (row) => ({ table: 'users', id: row.id }),
      uses: (row) => [
        { table: 'users', id: row.id },
        { table: 'schedules', id: row.scheduleId },
      ],
    }),
  ],
  commands: scheduleCommands,
  codes: scheduleCodes,
  phoneChanges: schedulePhoneChanges,
  queries: scheduleQueries,
  projectors: [scheduleProjector],
});
