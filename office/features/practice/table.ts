import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A phone that exists only in this program, for people to learn with. Id: `mac-<12 hex digits>`, as of the phone it becomes. */
export const practicePhones = sqliteTable('practice_phones', {
  id: text().primaryKey(),
  mac: text().notNull(),
  vendor: text().notNull(),
  model: text().notNull(),
  addedAt: integer('added_at').notNull(),
});
