/** All configuration tables, for the migration generator and for opening the database. One line a feature. */
export * from '../office/features/sites/table.ts';
export * from '../office/features/network/table.ts';
export * from '../office/features/users/table.ts';
export * from '../office/features/extensions/table.ts';
export * from '../office/features/identities/table.ts';
export * from '../office/features/forwarding/table.ts';
export * from '../office/features/voicemail/table.ts';
export * from '../office/features/ring-groups/table.ts';
export * from '../office/features/feature-codes/table.ts';
export * from '../office/features/phones/table.ts';
