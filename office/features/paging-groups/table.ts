import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const pagingModes = ['one-way', 'two-way'] as const;

/** A number that speaks out of the phones of several people at once (spec G4). */
export const pagingGroups = sqliteTable('paging_groups', {
  id: text().primaryKey(),
  number: text().notNull(),
  name: text().notNull(),
  mode: text({ enum: pagingModes }).notNull().default('one-way'),
});

export const pagingMembers = sqliteTable(
  'paging_members',
  {
    id: text().primaryKey(),
    groupId: text('group_id').notNull(),
    extensionId: text('extension_id').notNull(),
  },
  (table) => [index('paging_members_group').on(table.groupId), index('paging_members_extension').on(table.extensionId)],
);
