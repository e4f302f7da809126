import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The PIN of a number; its id is the extension's (spec N6). Opens voicemail, the log-in at a handset and the phone menu.
 * The default one is shown to administrators. The one that its user chose is only ever stored as `<salt>.<SHA-1>`.
 */
export const pins = sqliteTable('pins', {
  id: text().primaryKey(),
  defaultPin: text('default_pin').notNull(),
  /** Empty: the default one opens, and a new one is asked for. */
  customHash: text('custom_hash').notNull().default(''),
  locked: integer({ mode: 'boolean' }).notNull().default(false),
  /** How often it was reset: wrong tries count from the last reset on. */
  resets: integer().notNull().default(0),
});
