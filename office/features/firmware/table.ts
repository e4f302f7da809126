import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A firmware file that is kept on this computer; the bytes are in the folder `firmware` of the data folder, by `sha256`. */
export const firmwareFiles = sqliteTable('firmware_files', {
  id: text().primaryKey(),
  /** As in phones/vendors/. */
  vendor: text().notNull(),
  /** Models as their vendor writes them, with commas. */
  models: text().notNull(),
  /** As the phone says it in its user agent: that it says so is the proof that it runs it. */
  version: text().notNull(),
  /** Some phones look at the name, so it stays what it was. */
  fileName: text('file_name').notNull(),
  bytes: integer().notNull(),
  sha256: text().notNull(),
  /** Secret part of the address from which phones fetch it. */
  token: text().notNull(),
  addedAt: integer('added_at').notNull(),
});

export const rolloutSteps = ['one', 'site', 'all'] as const;
export const rolloutStates = ['running', 'stopped', 'done'] as const;

/**
 * Brings a firmware to phones in steps: one phone, a site, all. While it runs and when it is done, the phones of its step are
 * told to have that version; stopped, none is.
 */
export const firmwareRollouts = sqliteTable(
  'firmware_rollouts',
  {
    id: text().primaryKey(),
    firmwareId: text('firmware_id').notNull(),
    step: text({ enum: rolloutSteps }).notNull().default('one'),
    /** The first phone. */
    phoneId: text('phone_id').notNull(),
    siteId: text('site_id').notNull(),
    state: text({ enum: rolloutStates }).notNull().default('running'),
    /** When this step began. */
    stepAt: integer('step_at').notNull(),
    /** Why it was stopped, in words. */
    problem: text().notNull().default(''),
  },
  (table) => [index('firmware_rollouts_firmware').on(table.firmwareId)],
);
