import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The mailbox of an extension; its id is the extension's, so renumbering keeps messages (spec X1, N9). */
export const mailboxes = sqliteTable('mailboxes', {
  id: text().primaryKey(),
  enabled: integer({ mode: 'boolean' }).notNull().default(false),
  /** Addresses to which a message is sent as well, with commas between them, or empty (spec N9, X7). */
  email: text().notNull().default(''),
});
