import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** An adopted desk phone (spec P1, P3). Its line 1 carries one identity, or none. Id: `mac-<12 hex digits>`. */
export const phones = sqliteTable(
  'phones',
  {
    id: text().primaryKey(),
    mac: text().notNull(),
    vendor: text().notNull(),
    model: text().notNull(),
    label: text().notNull().default(''),
    siteId: text('site_id').notNull(),
    identityId: text('identity_id'),
    /** Secret part of the address from which the phone fetches its files; at least 128 bits. */
    provisioningToken: text('provisioning_token').notNull(),
    adminPassword: text('admin_password').notNull(),
    adoptedAt: integer('adopted_at').notNull(),
  },
  (table) => [index('phones_identity').on(table.identityId)],
);
