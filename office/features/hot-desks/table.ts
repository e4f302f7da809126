import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A phone at which other numbers may log in; its id is that of the phone's identity (spec N7, X3). */
export const handsets = sqliteTable('handsets', {
  id: text().primaryKey(),
  /** Digits on the phone's screen, by which people name it. */
  phoneId: text('phone_id').notNull(),
  /** `19:00` on the clock of the site: whoever is logged in then is logged out. Empty: nobody is. */
  logOutAt: text('log_out_at').notNull().default(''),
});

/** A number that is logged in at a handset; the id is the handset's device, so there is one for each. */
export const hotDesks = sqliteTable(
  'hot_desks',
  {
    id: text().primaryKey(),
    /** The handset. */
    identityId: text('identity_id').notNull(),
    /** The number. */
    extensionId: text('extension_id').notNull(),
    since: integer().notNull(),
    /** Milliseconds since 1970; from then on the log-in is over, whether somebody notices or not. */
    until: integer(),
  },
  (table) => [index('hot_desks_extension').on(table.extensionId), index('hot_desks_identity').on(table.identityId)],
);

/** The two-part name of a number; overrides its user's name on the screen of its phone (spec N5). */
export const displayNames = sqliteTable('display_names', {
  id: text().primaryKey(),
  name1: text().notNull().default(''),
  name2: text().notNull().default(''),
});
