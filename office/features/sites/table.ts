import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A place with an address (spec N1). Country and time zone decide emergency numbers, tones and clocks. */
export const sites = sqliteTable('sites', {
  id: text().primaryKey(),
  name: text().notNull(),
  street: text().notNull().default(''),
  postalCode: text('postal_code').notNull().default(''),
  city: text().notNull().default(''),
  region: text().notNull().default(''),
  /** ISO 3166 alpha-2. */
  country: text().notNull(),
  /** IANA zone. */
  timeZone: text('time_zone').notNull(),
  /** BCP 47: language of prompts and phones. */
  language: text().notNull().default('en'),
  /** The public number that stands for the site; calls to numbers that nobody has go where its calls go. */
  mainNumberId: text('main_number_id'),
});
