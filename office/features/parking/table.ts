import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row, `parking`, when calls can be parked: the lot's number, and as many places right after it. */
export const parking = sqliteTable('parking', {
  id: text().primaryKey(),
  number: text().notNull(),
  places: integer().notNull().default(10),
  /** Until a call comes back to the one who parked it. */
  seconds: integer().notNull().default(90),
});
