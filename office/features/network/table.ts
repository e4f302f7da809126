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
  /** Settings of phones also over HTTPS, with a certificate of the office. */
  https: integer({ mode: 'boolean' }).notNull().default(false),
  httpsPort: integer('https_port').notNull().default(8481),
  /** Settings of phones also over TFTP, for old ones that know nothing else. */
  tftp: integer({ mode: 'boolean' }).notNull().default(false),
  /** This computer tells phones the time (SNTP). */
  clock: integer({ mode: 'boolean' }).notNull().default(true),
});
