import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const keyKinds = ['lamp', 'parking', 'hours', 'speed'] as const;

/** A key beside the line key of an extension's desk phone (spec G4): the lamp of something, or a speed dial. */
export const phoneKeys = sqliteTable(
  'phone_keys',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    /** From 0 in the order of the phone's own keys, without gaps. */
    position: integer().notNull(),
    kind: text({ enum: keyKinds }).notNull(),
    /** Id of an extension (lamp), of a schedule (hours) or of a speed dial; the number of a parking place. */
    target: text().notNull(),
  },
  (table) => [index('phone_keys_extension').on(table.extensionId, table.position)],
);
