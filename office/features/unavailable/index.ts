/** "When unavailable": what happens to an extension's calls by schedule (spec X15). */
import { z } from 'zod';
import { destinationUses } from '../../core/destination.ts';
import { defineFeature, entity, query } from '../../core/feature.ts';
import { found } from '../../core/refusal.ts';
import { id } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { schedules } from '../schedules/table.ts';
import { refuseBadRule, unavailableCommands } from './commands.ts';
import { unavailableProjector } from './project.ts';
import { scheduleIdOf } from './read.ts';
import { unavailable } from './table.ts';

export const unavailableFeature = defineFeature({
  id: 'unavailable',
  entities: [
    entity({
      table: unavailable,
      label: () => 'When unavailable',
      partOf: (row) => ({ table: 'extensions', id: row.id }),
      uses: (row) => [
        { table: 'extensions', id: row.id },
        ...(row.scheduleId === '' ? [] : [{ table: 'schedules', id: row.scheduleId }]),
        ...(row.action === 'forward' ? destinationUses(row.destination) : []),
      ],
      check: (row, read) => refuseBadRule(read, row),
    }),
  ],
  commands: unavailableCommands,
  queries: {
    'unavailable.get': query({
      input: z.strictObject({ extensionId: id }),
      topics: ['unavailable', 'schedules', 'working_hours', 'extensions'],
      run({ read }, { extensionId }) {
        const extension = found(read.get(extensions, extensionId), 'This extension');
        const row = read.get(unavailable, extensionId);
        const scheduleId = scheduleIdOf(read, extension);
        return {
          enabled: row?.enabled ?? false,
          when: row?.when ?? ('outside' as const),
          scheduleId: row?.scheduleId ?? '',
          action: row?.action ?? ('voicemail' as const),
          destination: row?.destination ?? '',
          /** The schedule in force, by name. */
          goesBy: scheduleId === undefined ? null : (read.get(schedules, scheduleId)?.name ?? null),
        };
      },
    }),
  },
  projectors: [unavailableProjector],
});
