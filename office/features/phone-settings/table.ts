import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What phones are told beside their lines and keys, at one level: the office (id `office`), a site (its id) or a phone (its
 * id). A column that is null is inherited: the phone's own, else its site's, else the office's, else the product's default.
 */
export const phoneSettings = sqliteTable('phone_settings', {
  id: text().primaryKey(),
  /** In order, with commas, as in `codecNames`. */
  codecs: text(),
  /** 0: the phone's own choice. */
  ringTone: integer('ring_tone'),
  /** IEEE 802.1Q; 0: nothing is said about VLANs. The two beside it belong to this one, so they are inherited with it. */
  vlan: integer(),
  vlanPriority: integer('vlan_priority').notNull().default(0),
  /** VLAN of the computer behind the phone; 0: untagged. */
  computerVlan: integer('computer_vlan').notNull().default(0),
  /** DSCP (RFC 2474) of speech; -1: the phone's own for both. The next belongs to it. */
  mediaDscp: integer('media_dscp'),
  signalingDscp: integer('signaling_dscp').notNull().default(24),
  pnpAfterSetup: integer('pnp_after_setup', { mode: 'boolean' }),
  /** Until when phones send their log there (milliseconds since 1970); the two beside it belong to it. */
  syslogUntil: integer('syslog_until'),
  syslogHost: text('syslog_host').notNull().default(''),
  syslogPort: integer('syslog_port').notNull().default(514),
});
