import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** `main`: the main number of the site. `fixed`: one of the extension's numbers. `random`: one of them by chance for each call. */
export const callerIdModes = ['main', 'fixed', 'random'] as const;
/** What the called side sees when this extension's calls are passed on to the outside (spec X11). */
export const forwardShows = ['own', 'caller'] as const;
export const requestStates = ['pending', 'approved', 'refused'] as const;

/** Which number an extension shows outside (spec X10, X11, N9). Id: the extension's. */
export const callerIds = sqliteTable('caller_ids', {
  id: text().primaryKey(),
  mode: text({ enum: callerIdModes }).notNull().default('main'),
  /** The choice of `fixed`, E.164. */
  number: text().notNull().default(''),
  /** Shows no number at all; wins over everything else. */
  hidden: integer({ mode: 'boolean' }).notNull().default(false),
  forwardShows: text('forward_shows', { enum: forwardShows }).notNull().default('own'),
  /** The mobile phone that is registered for this extension, E.164 or empty. */
  mobile: text().notNull().default(''),
  /** What colleagues see instead of the extension's number and name; empty: those. */
  internalNumber: text('internal_number').notNull().default(''),
  internalName: text('internal_name').notNull().default(''),
});

/** The list from which the extension may choose; without any, it may choose every active number of its site. */
export const callerIdChoices = sqliteTable(
  'caller_id_choices',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    /** One of the office's numbers. */
    numberId: text('number_id').notNull(),
  },
  (table) => [
    index('caller_id_choices_extension').on(table.extensionId),
    index('caller_id_choices_number').on(table.numberId),
  ],
);

/** A number that somebody would like to show; once approved, the extension may choose it. */
export const callerIdRequests = sqliteTable(
  'caller_id_requests',
  {
    id: text().primaryKey(),
    extensionId: text('extension_id').notNull(),
    number: text().notNull(),
    reason: text().notNull().default(''),
    status: text({ enum: requestStates }).notNull().default('pending'),
    answer: text().notNull().default(''),
    /** Milliseconds since 1970. */
    at: integer().notNull(),
  },
  (table) => [index('caller_id_requests_extension').on(table.extensionId)],
);
