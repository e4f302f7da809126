import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Two digits for a number: everybody's, or one person's (spec G4). */
export const speedDials = sqliteTable(
  'speed_dials',
  {
    id: text().primaryKey(),
    /** Whose it is; empty for everybody's. */
    extensionId: text('extension_id').notNull().default(''),
    /** Two digits. */
    place: text().notNull(),
    name: text().notNull(),
    /** An internal number, or E.164. */
    number: text().notNull(),
  },
  (table) => [index('speed_dials_extension').on(table.extensionId, table.place)],
);
