import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** `line`: one more key of the phone's own line; `none`: a gap. */
export const keyKinds = ['lamp', 'parking', 'hours', 'speed', 'line', 'none'] as const;

/** A key beside the line key of an extension's desk phone (spec G4): the lamp of something, or a speed dial. */
export const phoneKeys = sqliteTable(
  'phone_keys',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    /** From 0 in the order of the phone's own keys, without gaps. */
    position: integer().notNull(),
    kind: text({ enum: keyKinds }).notNull(),
    /** Id of an extension (lamp), of a schedule (hours) or of a speed dial; the number of a parking place; else empty. */
    target: text().notNull(),
    /** What stands beside the key; empty: what it is for. */
    label: text().notNull().default(''),
  },
  (table) => [index('phone_keys_extension').on(table.extensionId, table.position)],
);

/** Keys that all phones of a site, or with `office` as `siteId` all of the office, have before their own (spec G4). */
export const commonKeys = sqliteTable(
  'common_keys',
  {
    id: text().primaryKey(),
    siteId: text('site_id').notNull(),
    position: integer().notNull(),
    kind: text({ enum: keyKinds }).notNull(),
    target: text().notNull(),
    label: text().notNull().default(''),
  },
  (table) => [index('common_keys_site').on(table.siteId, table.position)],
);
