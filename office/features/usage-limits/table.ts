import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const limitKinds = ['none', 'money', 'minutes'] as const;

/** What an extension may spend on outside calls in a calendar month (spec X12). Id: the extension's. */
export const usageLimits = sqliteTable('usage_limits', {
  id: text().primaryKey(),
  kind: text({ enum: limitKinds }).notNull().default('none'),
  /** Minutes, or ten-thousandths of the currency. */
  amount: integer().notNull().default(0),
});

/** What a trunk's carrier charges, by the beginning of the number; the longest one that fits counts. */
export const trunkRates = sqliteTable(
  'trunk_rates',
  {
    id: text().primaryKey(),
    trunkId: text('trunk_id').notNull(),
    /** Beginning of the E.164 number without its plus; empty for all other numbers. */
    prefix: text().notNull(),
    name: text().notNull().default(''),
    /** Ten-thousandths of the currency, for a minute and for each call. */
    perMinute: integer('per_minute').notNull(),
    perCall: integer('per_call').notNull().default(0),
    /** Seconds that are charged at least, and the steps after them: 60/60, 30/6, 1/1. */
    firstStep: integer('first_step').notNull().default(60),
    nextStep: integer('next_step').notNull().default(60),
  },
  (table) => [index('trunk_rates_trunk').on(table.trunkId)],
);
