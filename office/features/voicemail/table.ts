import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The mailbox of an extension; its id is the extension's, so renumbering keeps messages (spec X1, N9). */
export const mailboxes = sqliteTable('mailboxes', {
  id: text().primaryKey(),
  enabled: integer({ mode: 'boolean' }).notNull().default(false),
  /** Where a message is sent as well, or empty (spec N9). */
  email: text().notNull().default(''),
});
