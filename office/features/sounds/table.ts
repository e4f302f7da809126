import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const soundOrigins = ['upload', 'recorded', 'spoken'] as const;

/**
 * A sound of the office: a greeting, an announcement. Its audio is a file that is named by its content and never
 * changed, so a row that comes back by undo finds what it had.
 */
export const sounds = sqliteTable(
  'sounds',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Name of the files in the data folder, without folder and ending: the beginning of the SHA-256 of the audio. */
    file: text().notNull(),
    milliseconds: integer().notNull(),
    origin: text({ enum: soundOrigins }).notNull().default('upload'),
  },
  (table) => [index('sounds_file').on(table.file)],
);
