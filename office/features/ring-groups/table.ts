import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const ringStrategies = ['all-at-once', 'one-after-another', 'escalating', 'rotating', 'random'] as const;
export const overflowKinds = ['end', 'extension', 'ring-group', 'voicemail', 'destination'] as const;

/** A number that rings several identities (spec G1). */
export const ringGroups = sqliteTable(
  'ring_groups',
  {
    id: text().primaryKey(),
    number: text().notNull(),
    name: text().notNull(),
    strategy: text({ enum: ringStrategies }).notNull().default('all-at-once'),
    /** How long all-at-once rings, and the ring time a new member starts with. */
    ringSeconds: integer('ring_seconds').notNull().default(20),
    skipBusy: integer('skip_busy', { mode: 'boolean' }).notNull().default(false),
    /** Show the group's name on the ringing phones, before the caller's. */
    showName: integer('show_name', { mode: 'boolean' }).notNull().default(true),
    /** What happens when nobody answers; the id of an extension (also for its voicemail) or of a ring group, or any destination as text. */
    overflowKind: text('overflow_kind', { enum: overflowKinds }).notNull().default('end'),
    overflowId: text('overflow_id'),
  },
  (table) => [index('ring_groups_number').on(table.number), index('ring_groups_overflow').on(table.overflowId)],
);

/** A member of a ring group: an identity with its own start delay and ring time. */
export const ringGroupMembers = sqliteTable(
  'ring_group_members',
  {
    id: text().primaryKey(),
    groupId: text('group_id').notNull(),
    identityId: text('identity_id').notNull(),
    position: integer().notNull(),
    /** Seconds after the call reaches the group; used by the escalating strategy. */
    startDelay: integer('start_delay').notNull().default(0),
    ringSeconds: integer('ring_seconds').notNull().default(20),
    signedOut: integer('signed_out', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    index('ring_group_members_group').on(table.groupId),
    index('ring_group_members_identity').on(table.identityId),
  ],
);
