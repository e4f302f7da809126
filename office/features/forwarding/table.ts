import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const forwardKinds = ['always', 'busy', 'no-answer', 'unreachable'] as const;

/** Forwarding of one extension for one circumstance (spec N8, X5). Id: `<extension id>-<kind>`. */
export const forwards = sqliteTable(
  'forwards',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    kind: text({ enum: forwardKinds }).notNull(),
    enabled: integer({ mode: 'boolean' }).notNull().default(false),
    /** A number of the office, or empty when calls go to extensions only. */
    number: text().notNull().default(''),
  },
  (table) => [index('forwards_extension').on(table.extensionId), index('forwards_number').on(table.number)],
);

/** Extensions that ring together instead of this one while all its calls are forwarded (spec X5). */
export const forwardTargets = sqliteTable(
  'forward_targets',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    targetExtensionId: text('target_extension_id').notNull(),
    position: integer().notNull(),
  },
  (table) => [
    index('forward_targets_extension').on(table.extensionId),
    index('forward_targets_target').on(table.targetExtensionId),
  ],
);

/** Callers who reach the extension's own devices although its calls are forwarded (spec X5). */
export const vipCallers = sqliteTable(
  'vip_callers',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    number: text().notNull(),
  },
  (table) => [index('vip_callers_extension').on(table.extensionId)],
);
