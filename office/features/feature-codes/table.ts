import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What phones can switch by dialling (the dialplan context `code-<what>` carries it out). Some take digits after the
 * code: the number to forward to, or that of the group.
 */
export const featureCodeKinds = [
  'dnd-on', 'dnd-off', 'dnd-toggle',
  'forward-always-on', 'forward-always-off', 'forward-busy-on', 'forward-busy-off',
  'forward-no-answer-on', 'forward-no-answer-off', 'forward-unreachable-on', 'forward-unreachable-off',
  'call-waiting-on', 'call-waiting-off', 'group-sign-in', 'group-sign-out', 'voicemail-own', 'voicemail-any', 'echo-test',
] as const; // prettier-ignore

/** Id: one of `featureCodeKinds`. */
export const featureCodes = sqliteTable('feature_codes', {
  id: text().primaryKey(),
  code: text().notNull(),
});
