import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const queueStrategies = [
  'ring-all',
  'in-order',
  'round-robin',
  'fewest-calls',
  'longest-idle',
  'random',
] as const;

/** A number whose callers wait in line until an agent is free (spec G2). */
export const queues = sqliteTable(
  'queues',
  {
    id: text().primaryKey(),
    number: text().notNull(),
    name: text().notNull(),
    strategy: text({ enum: queueStrategies }).notNull().default('ring-all'),
    /** How long an agent rings before the next attempt. */
    ringSeconds: integer('ring_seconds').notNull().default(20),
    /** Rest for an agent after a call. */
    wrapUpSeconds: integer('wrap_up_seconds').notNull().default(0),
    /** Most callers that wait at once; 0: no limit. */
    maxWaiting: integer('max_waiting').notNull().default(0),
    /** Longest wait of a caller; 0: no limit. */
    maxWaitSeconds: integer('max_wait_seconds').notNull().default(300),
    /** What the caller hears while waiting. */
    hold: text({ enum: ['music', 'ringing'] })
      .notNull()
      .default('music'),
    sayPosition: integer('say_position', { mode: 'boolean' }).notNull().default(true),
    /** The estimated wait, from how long callers waited before. */
    sayWait: integer('say_wait', { mode: 'boolean' }).notNull().default(false),
    /** Seconds between two announcements. */
    sayEvery: integer('say_every').notNull().default(45),
    /** What happens when no agent is signed in and connected: callers wait all the same, or go elsewhere, also those who wait. */
    whenEmpty: text('when_empty', { enum: ['leave', 'wait'] })
      .notNull()
      .default('leave'),
    /** Show the queue's name on the ringing phones, before the caller's. */
    showName: integer('show_name', { mode: 'boolean' }).notNull().default(true),
    /** Where callers go, see core/destination.ts: when the queue is full, when they waited too long, when nobody is there. */
    whenFullTo: text('when_full_to').notNull().default('end:busy'),
    whenLateTo: text('when_late_to').notNull().default('end:no-answer'),
    whenEmptyTo: text('when_empty_to').notNull().default('end:unreachable'),
  },
  (table) => [index('queues_number').on(table.number)],
);

/** An agent of a queue: all phones of an extension, or one identity of it. */
export const queueAgents = sqliteTable(
  'queue_agents',
  {
    id: text().primaryKey(),
    queueId: text('queue_id').notNull(),
    extensionId: text('extension_id').notNull(),
    /** Only this identity rings; null: all of the extension that ring on incoming calls. */
    identityId: text('identity_id'),
    position: integer().notNull(),
    signedIn: integer('signed_in', { mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    index('queue_agents_queue').on(table.queueId),
    index('queue_agents_extension').on(table.extensionId),
    index('queue_agents_identity').on(table.identityId),
  ],
);
