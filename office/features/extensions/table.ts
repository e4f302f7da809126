import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const extensionTypes = ['normal', 'common-area', 'gateway'] as const;

/** An internal number with its owner and rules (spec X1, X6, N9). The id never changes, the number may. */
export const extensions = sqliteTable(
  'extensions',
  {
    id: text().primaryKey(),
    number: text().notNull(),
    label: text().notNull().default(''),
    type: text({ enum: extensionTypes }).notNull().default('normal'),
    siteId: text('site_id').notNull(),
    userId: text('user_id'),
    /** How long its devices ring; three rings of six seconds unless set (spec N8). */
    ringSeconds: integer('ring_seconds').notNull().default(18),
    callWaiting: integer('call_waiting', { mode: 'boolean' }).notNull().default(true),
    doNotDisturb: integer('do_not_disturb', { mode: 'boolean' }).notNull().default(false),
    /** Address told to this extension's phones instead of the office's, or empty (spec X13). */
    localServerAddress: text('local_server_address').notNull().default(''),
  },
  (table) => [index('extensions_user').on(table.userId), index('extensions_number').on(table.number)],
);
