import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const overrideKinds = ['', 'open', 'closed'] as const;
/** How long a switch by phone lasts. */
export const phoneLasts = ['next-change', 'no-end'] as const;

/**
 * Hours that many numbers, people and flows share (spec G3). Hours of a day are text as people read it, `09:00-12:00,
 * 13:00-17:00`, see core/schedule/hours.ts; empty is closed.
 */
export const schedules = sqliteTable(
  'schedules',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Two digits that phones dial after the code, or empty: then no phone switches it. */
    number: text().notNull().default(''),
    siteId: text('site_id').notNull(),
    /** IANA zone when it is another than the site's. */
    timeZone: text('time_zone').notNull().default(''),
    monday: text().notNull().default(''),
    tuesday: text().notNull().default(''),
    wednesday: text().notNull().default(''),
    thursday: text().notNull().default(''),
    friday: text().notNull().default(''),
    saturday: text().notNull().default(''),
    sunday: text().notNull().default(''),
    /** Switched by hand, until then in seconds since 1970; null is until somebody switches back. */
    override: text({ enum: overrideKinds }).notNull().default(''),
    overrideUntil: integer('override_until'),
    phoneLasts: text('phone_lasts', { enum: phoneLasts }).notNull().default('next-change'),
  },
  (table) => [index('schedules_site').on(table.siteId)],
);

/**
 * Days on which the hours are others (spec G3): a public holiday whose dates come from the product's list (`holiday` names
 * it), or days from first to last, `2026-12-24` once or `12-24` every year.
 */
export const scheduleExceptions = sqliteTable(
  'schedule_exceptions',
  {
    id: text().primaryKey(),
    scheduleId: text('schedule_id').notNull(),
    name: text().notNull(),
    holiday: text().notNull().default(''),
    firstDay: text('first_day').notNull().default(''),
    lastDay: text('last_day').notNull().default(''),
    hours: text().notNull().default(''),
  },
  (table) => [index('schedule_exceptions_schedule').on(table.scheduleId)],
);

/** The working hours of a person (spec U1); the id is the user's. */
export const workingHours = sqliteTable(
  'working_hours',
  { id: text().primaryKey(), scheduleId: text('schedule_id').notNull() },
  (table) => [index('working_hours_schedule').on(table.scheduleId)],
);
