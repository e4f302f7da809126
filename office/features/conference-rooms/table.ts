import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const joinSounds = ['tone', 'names', 'quiet'] as const;

/** A number whose callers all talk with one another (spec G4). */
export const conferenceRooms = sqliteTable('conference_rooms', {
  id: text().primaryKey(),
  number: text().notNull(),
  name: text().notNull(),
  /** Digits that members are asked for, or empty. */
  pin: text().notNull().default(''),
  /** Digits that make somebody a leader, or empty: nobody leads then. */
  leaderPin: text('leader_pin').notNull().default(''),
  /** What is heard when somebody comes or goes. */
  joinSound: text('join_sound', { enum: joinSounds }).notNull().default('tone'),
  /** At most this many at once; 0 is without limit. */
  most: integer().notNull().default(0),
  waitsForLeader: integer('waits_for_leader', { mode: 'boolean' }).notNull().default(false),
});
