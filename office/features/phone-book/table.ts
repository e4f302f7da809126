import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The phone book that desk phones fetch (spec G4); one row with the id `phone-book`. */
export const phoneBook = sqliteTable('phone_book', {
  id: text().primaryKey(),
  isServed: integer('is_served', { mode: 'boolean' }).notNull().default(true),
  people: integer({ mode: 'boolean' }).notNull().default(true),
  groups: integer({ mode: 'boolean' }).notNull().default(true),
  publicNumbers: integer('public_numbers', { mode: 'boolean' }).notNull().default(true),
  /** Secret part of the address from which phones fetch it; at least 128 bits. Another one than that of their settings. */
  token: text().notNull(),
});

/** Somebody outside the office, added by hand or from a file. */
export const bookEntries = sqliteTable(
  'phone_book_entries',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    company: text().notNull().default(''),
    /** E.164, or a number of the office. */
    number: text().notNull(),
  },
  (table) => [index('phone_book_entries_number').on(table.number)],
);

/** An extension, group, queue or public number that is not in the phone book; `id` is its id. */
export const bookHidden = sqliteTable('phone_book_hidden', { id: text().primaryKey() });
