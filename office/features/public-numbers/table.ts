import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** `reserved`: ours, but not in use yet; who calls it is told so. */
export const numberStates = ['reserved', 'active'] as const;

/** A number of the public network that is the office's (spec N1, N2). */
export const publicNumbers = sqliteTable(
  'public_numbers',
  {
    id: text().primaryKey(),
    /** E.164 with its plus. */
    number: text().notNull(),
    siteId: text('site_id').notNull(),
    /** The trunk it belongs to; null: it may come in by any. */
    trunkId: text('trunk_id'),
    /** See core/destination.ts. */
    destination: text().notNull().default(''),
    status: text({ enum: numberStates }).notNull().default('active'),
    /** The two-part display name (spec N5). */
    name1: text().notNull().default(''),
    name2: text().notNull().default(''),
  },
  (table) => [
    index('public_numbers_number').on(table.number),
    index('public_numbers_site').on(table.siteId),
    index('public_numbers_trunk').on(table.trunkId),
  ],
);
