import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const unavailableWhen = ['outside', 'during'] as const;
export const unavailableActions = ['voicemail', 'busy', 'forward'] as const;

/** What happens to an extension's calls while a schedule says that it is not available (spec X15). The id is the extension's. */
export const unavailable = sqliteTable(
  'unavailable',
  {
    id: text().primaryKey(),
    enabled: integer({ mode: 'boolean' }).notNull().default(false),
    /** Outside the hours of the schedule, or during them. */
    when: text({ enum: unavailableWhen }).notNull().default('outside'),
    /** Empty: the working hours of the extension's user. */
    scheduleId: text('schedule_id').notNull().default(''),
    action: text({ enum: unavailableActions }).notNull().default('voicemail'),
    /** Where calls are forwarded, see core/destination.ts. */
    destination: text().notNull().default(''),
  },
  (table) => [index('unavailable_schedule').on(table.scheduleId)],
);
