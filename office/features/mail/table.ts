import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const mailSecurities = ['tls', 'starttls', 'none'] as const;

/** How mail leaves the office; one row with the id `mail`. Without a host nothing is ever sent. */
export const mail = sqliteTable('mail', {
  id: text().primaryKey(),
  host: text().notNull().default(''),
  port: integer().notNull().default(587),
  security: text({ enum: mailSecurities }).notNull().default('starttls'),
  user: text().notNull().default(''),
  password: text().notNull().default(''),
  fromAddress: text('from_address').notNull().default(''),
  fromName: text('from_name').notNull().default(''),
  /** PEM of the authority that signed the mail server's certificate, for a server of the office's own; else empty. */
  authority: text().notNull().default(''),
  /** Who is told of emergency calls and of faults: addresses, one a line. */
  alertRecipients: text('alert_recipients').notNull().default(''),
});
