import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const ruleActions = ['dial', 'refuse'] as const;
export const ruleWho = ['everybody', 'chosen'] as const;
export const passcodeKinds = ['none', 'rule', 'extension'] as const;
export const scheduleSides = ['open', 'closed'] as const;
export const patternKinds = ['pattern', 'prefix', 'class'] as const;

/** One line of the list that decides about calls to the outside; the first one that fits a call wins (spec X14). */
export const outboundRules = sqliteTable('outbound_rules', {
  id: text().primaryKey(),
  position: integer().notNull(),
  name: text().notNull(),
  enabled: integer({ mode: 'boolean' }).notNull().default(true),
  action: text({ enum: ruleActions }).notNull().default('dial'),
  who: text({ enum: ruleWho }).notNull().default('everybody'),
  /** With `chosen`: everybody with one of these plans, separated by commas. */
  plans: text().notNull().default(''),
  /** Digits taken off the front of the number, and digits put there then. */
  strip: integer().notNull().default(0),
  add: text('add_digits').notNull().default(''),
  passcodeFrom: text('passcode_from', { enum: passcodeKinds }).notNull().default('none'),
  passcode: text().notNull().default(''),
  scheduleId: text('schedule_id'),
  scheduleSide: text('schedule_side', { enum: scheduleSides }).notNull().default('open'),
});

/** Which numbers a rule is for. `text`: a pattern, the beginning of a number, or a sort of numbers. */
export const outboundPatterns = sqliteTable(
  'outbound_patterns',
  {
    id: text().primaryKey(),
    ruleId: text('rule_id').notNull(),
    position: integer().notNull(),
    kind: text({ enum: patternKinds }).notNull(),
    text: text().notNull(),
  },
  (table) => [index('outbound_patterns_rule').on(table.ruleId)],
);

/** Who may use a rule that is for chosen people. */
export const outboundPeople = sqliteTable(
  'outbound_people',
  {
    id: text().primaryKey(),
    ruleId: text('rule_id').notNull(),
    extensionId: text('extension_id').notNull(),
  },
  (table) => [index('outbound_people_rule').on(table.ruleId), index('outbound_people_extension').on(table.extensionId)],
);

/** The trunks of a rule in the order in which they are tried; a rule without any uses all, in their own order. */
export const outboundTrunks = sqliteTable(
  'outbound_trunks',
  {
    id: text().primaryKey(),
    ruleId: text('rule_id').notNull(),
    trunkId: text('trunk_id').notNull(),
    position: integer().notNull(),
  },
  (table) => [index('outbound_trunks_rule').on(table.ruleId), index('outbound_trunks_trunk').on(table.trunkId)],
);

/** How a site dials out. Id: the site's. */
export const outboundSites = sqliteTable('outbound_sites', {
  id: text().primaryKey(),
  /** Digit for an outside line, or empty. */
  line: text().notNull().default(''),
  lineNeeded: integer('line_needed', { mode: 'boolean' }).notNull().default(false),
});

/** What an extension dials after a number whose rule wants its own passcode (spec X2). Id: the extension's. */
export const outboundPasscodes = sqliteTable('outbound_passcodes', {
  id: text().primaryKey(),
  passcode: text().notNull(),
});
