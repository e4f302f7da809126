import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What a code does is its id, see `FeatureCode`; digits may be dialled after it: a number, a group. */
export const featureCodes = sqliteTable('feature_codes', {
  id: text().primaryKey(),
  code: text().notNull(),
});
