import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** How phones reach this computer (spec X13); one row with the id `network`. */
export const network = sqliteTable('network', {
  id: text().primaryKey(),
  /** Name of the network interface, or empty: the product chooses. */
  interface: text().notNull().default(''),
  /** Address that phones and apps are told, or empty: the address of the interface. */
  fixedAddress: text('fixed_address').notNull().default(''),
  sipPort: integer('sip_port').notNull().default(5060),
  httpPort: integer('http_port').notNull().default(8480),
  /** Phones that are plugged in for the first time are offered their set-up without a click. */
  plugAndPlay: integer('plug_and_play', { mode: 'boolean' }).notNull().default(true),
});
