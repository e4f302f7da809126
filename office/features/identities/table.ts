import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const identityTypes = ['deskphone', 'desktop-softphone', 'mobile-softphone', 'browser-phone'] as const;
export const sipTransports = ['udp', 'tcp', 'tls'] as const;

/** Slots of an extension's identities: at most three activated devices (spec I5). */
export const identitySlotNumbers = [1, 2, 3] as const;

/**
 * One set of SIP credentials for one phone or app (spec I1, I3, I6). The SIP user name and the PJSIP endpoint are
 * `<extension id>-<slot>`, so lamps keep their devices when identities come and go.
 */
export const identities = sqliteTable(
  'identities',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    slot: integer().notNull(),
    label: text().notNull(),
    type: text({ enum: identityTypes }).notNull().default('deskphone'),
    transport: text({ enum: sipTransports }).notNull().default('udp'),
    secret: text().notNull(),
    /** Rings when its extension is called (spec X4). */
    ringsOnIncoming: integer('rings_on_incoming', { mode: 'boolean' }).notNull().default(true),
  },
  (table) => [index('identities_extension').on(table.extensionId), index('identities_label').on(table.label)],
);

/** Name of the identity's PJSIP endpoint, its SIP user name and its device. */
export function deviceOf(identity: { extensionId: string; slot: number }): string {
  return `${identity.extensionId}-${identity.slot}`;
}
