import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** `registration`: we log in at a carrier. `address`: both sides know each other's address. `gateway`: a box on the LAN. */
export const trunkKinds = ['registration', 'address', 'gateway'] as const;
export const trunkTransports = ['udp', 'tcp', 'tls'] as const;
export const dtmfModes = ['rfc4733', 'inband', 'info', 'auto'] as const;
/** How a public number is written to the carrier: +4930..., 004930..., 4930..., 030... */
export const numberFormats = ['plus', 'prefix', 'bare', 'national'] as const;
/** How a number without a prefix is read when a call comes in; `automatic` tells by its length and beginning. */
export const arrivals = ['automatic', 'international', 'national'] as const;
/** Header that tells the carrier who calls (RFC 3261 From, RFC 3325 P-Asserted-Identity). */
export const callerHeaders = ['from', 'asserted', 'both'] as const;
/** Whether answers and speech go where the other side's come from, and not where it says; `automatic`: as `always` today. */
export const natModes = ['automatic', 'always', 'never'] as const;

/** A line to the outside (spec G5). */
export const trunks = sqliteTable('trunks', {
  id: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: trunkKinds }).notNull(),
  enabled: integer({ mode: 'boolean' }).notNull().default(true),
  /** Order in which trunks are tried where no rule says otherwise. */
  position: integer().notNull().default(0),
  /** Its country is the one in which numbers without a country code are read and written. */
  siteId: text('site_id').notNull(),
  /** Name or address of the other side; empty for a gateway that registers here. */
  host: text().notNull().default(''),
  /** 0: the usual one of the transport. */
  port: integer().notNull().default(0),
  transport: text({ enum: trunkTransports }).notNull().default('udp'),
  /** Only with TLS: calls without SRTP are refused. */
  encryptsMedia: integer('encrypts_media', { mode: 'boolean' }).notNull().default(false),
  username: text().notNull().default(''),
  password: text().notNull().default(''),
  /** Name in the digest when it differs from the user name. */
  authUser: text('auth_user').notNull().default(''),
  fromUser: text('from_user').notNull().default(''),
  fromDomain: text('from_domain').notNull().default(''),
  outboundProxy: text('outbound_proxy').notNull().default(''),
  /** Further addresses or networks from which calls come, separated by blanks. */
  addresses: text().notNull().default(''),
  /** The gateway logs in here with the user name and password of this trunk. */
  registersHere: integer('registers_here', { mode: 'boolean' }).notNull().default(false),
  /** Seconds between two logins. */
  expiry: integer().notNull().default(300),
  codecs: text().notNull().default('alaw,ulaw'),
  dtmf: text({ enum: dtmfModes }).notNull().default('rfc4733'),
  t38: integer({ mode: 'boolean' }).notNull().default(true),
  nat: text({ enum: natModes }).notNull().default('automatic'),
  /** Our own address on the internet, told only to the outside; empty: the router or the carrier find out. */
  externalAddress: text('external_address').notNull().default(''),
  /** Calls at once, both ways together; 0: as many as come. */
  maxCalls: integer('max_calls').notNull().default(0),
  numberFormat: text('number_format', { enum: numberFormats }).notNull().default('plus'),
  arrival: text({ enum: arrivals }).notNull().default('automatic'),
  callerHeader: text('caller_header', { enum: callerHeaders }).notNull().default('both'),
  /** Where calls go whose number is none of ours; empty: to the main number of the site. */
  destination: text().notNull().default(''),
});
