import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const locationKinds = ['site', 'floor', 'desk', 'phone'] as const;

/**
 * Where helpers have to go, and the number at which they can call back (spec P4). What is empty is inherited: a phone's
 * place from its desk, that of the desk from the floor, and so on up to the site, whose address is that of the table
 * `sites`. The id is the site's for a site, the phone's for a desk phone, the identity's for a softphone, else `loc-..`.
 */
export const emergencyLocations = sqliteTable(
  'emergency_locations',
  {
    id: text().primaryKey(),
    kind: text({ enum: locationKinds }).notNull(),
    siteId: text('site_id').notNull(),
    /** The floor or desk above it; null: directly in the site. */
    parentId: text('parent_id'),
    name: text().notNull().default(''),
    street: text().notNull().default(''),
    postalCode: text('postal_code').notNull().default(''),
    city: text().notNull().default(''),
    region: text().notNull().default(''),
    /** Building, floor, room: what a street address does not say. */
    detail: text().notNull().default(''),
    /** E.164: the number that emergency calls from here show. */
    callbackNumber: text('callback_number').notNull().default(''),
    /** Number under which the carrier knows this place (ELIN), where it wants one; shown instead of the call-back number. */
    elin: text().notNull().default(''),
  },
  (table) => [
    index('emergency_locations_site').on(table.siteId),
    index('emergency_locations_parent').on(table.parentId),
  ],
);

export const alarmWays = ['ring', 'speak'] as const;

/** Extensions whose phones tell of an emergency call at once; the id is the extension's. */
export const emergencyAlarmPhones = sqliteTable('emergency_alarm_phones', {
  id: text().primaryKey(),
  /** `ring`: like a call that says it. `speak`: answered by itself, aloud. */
  way: text({ enum: alarmWays }).notNull().default('ring'),
});

/** One row with the id `emergency`. */
export const emergencySettings = sqliteTable('emergency_settings', {
  id: text().primaryKey(),
  /** E.164 of a number that is called to test trunks in countries without a test number of their own. */
  testNumber: text('test_number').notNull().default(''),
  /** The limits of power and internet have been read, and the label stands at the phones. */
  limitsReadAt: integer('limits_read_at').notNull().default(0),
});
