/** What a line of the phone book can be. Apart, because screens need it and nothing else of it. */
export const bookKinds = ['person', 'group', 'queue', 'public', 'outside'] as const;
export type BookKind = (typeof bookKinds)[number];
