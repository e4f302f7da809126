import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { appIds } from './apps.ts';

/**
 * An invitation to set up one identity in an app (spec I7): a link that works once, and a code for typing. How far it came
 * (opened, used, registered) is observed and kept by service/softphones/, so that no undo makes a used link work again.
 */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text().primaryKey(),
    identityId: text('identity_id').notNull(),
    app: text({ enum: appIds }).notNull(),
    /** In the link: 24 random characters, 142 bits. */
    token: text().notNull(),
    /** Eight letters without vowels and look-alikes. */
    typedCode: text('typed_code').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** When it was withdrawn, or lapsed because nobody registered with the password that it gave away. */
    endedAt: integer('ended_at'),
    ended: text({ enum: ['withdrawn', 'lapsed'] }),
  },
  (table) => [index('invitations_identity').on(table.identityId)],
);

/** One row with the id `softphones`. */
export const softphoneSettings = sqliteTable('softphone_settings', {
  id: text().primaryKey(),
  /** Name of the Wi-Fi from which this computer is reached; empty while nobody has written it. */
  wifi: text().notNull().default(''),
});
