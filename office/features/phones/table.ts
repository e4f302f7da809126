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

/**
 * More lines of a phone, from the second on: a shared number, or a second one of the same person (spec P2, I1). An identity
 * is on one line of one phone, because it is one set of credentials. Id: `<phone id>-<position>`.
 */
export const phoneLines = sqliteTable(
  'phone_lines',
  {
    id: text().primaryKey(),
    phoneId: text('phone_id').notNull(),
    position: integer().notNull(),
    identityId: text('identity_id').notNull(),
  },
  (table) => [index('phone_lines_phone').on(table.phoneId), index('phone_lines_identity').on(table.identityId)],
);

/**
 * The line of a phone that is nobody's yet: it reaches helpers, and the code by which somebody makes the phone theirs,
 * and nothing else. The id is the phone's.
 */
export const phoneClaims = sqliteTable('phone_claims', {
  id: text().primaryKey(),
  secret: text().notNull(),
});

export const formerEnds = ['replaced', 'retired'] as const;

/** Phones that have left the office, so that one that turns up again is known. The id is that of the phone it was. */
export const formerPhones = sqliteTable('former_phones', {
  id: text().primaryKey(),
  mac: text().notNull(),
  vendor: text().notNull(),
  model: text().notNull(),
  label: text().notNull().default(''),
  end: text({ enum: formerEnds }).notNull(),
  /** The phone that took its place. */
  byId: text('by_id'),
  at: integer().notNull(),
});
