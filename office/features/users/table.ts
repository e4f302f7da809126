import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const userRoles = ['user', 'administrator'] as const;
export const userPlans = ['basic', 'plus', 'pro'] as const;

/** A person of the office (spec U1, U2). */
export const users = sqliteTable('users', {
  id: text().primaryKey(),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull().default(''),
  email: text().notNull().default(''),
  department: text().notNull().default(''),
  jobTitle: text('job_title').notNull().default(''),
  language: text().notNull().default('en'),
  role: text({ enum: userRoles }).notNull().default('user'),
  plan: text({ enum: userPlans }).notNull().default('plus'),
  /** How many identities the user may have; two unless the administrator grants more (spec I2). */
  identitySlots: integer('identity_slots').notNull().default(2),
});
