import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Calls to an extension that nobody took are written down and mailed (spec X7). Id: the extension's. The other choices
 * for when nobody answers are forwarding and voicemail, which have tables of their own.
 */
export const noAnswers = sqliteTable('no_answers', {
  id: text().primaryKey(),
  note: integer({ mode: 'boolean' }).notNull().default(false),
  /** Who is told, with commas between them. */
  addresses: text().notNull().default(''),
});
