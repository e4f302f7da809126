/**
 * What a virtual phone understood of the files it fetched. Each vendor's reader stands in `readers/`, written from the
 * vendor's grammar and apart from our renderer: it refuses what the phone would refuse, so that a test which compares what
 * went in with what comes out here can fail.
 */

export type VirtualAccount = {
  /** From 1; of a DECT base the handset. */
  position: number;
  displayName: string;
  user: string;
  authUser: string;
  secret: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  srtp: boolean;
  /** The number that the message key dials; empty: none. */
  mailbox: string;
  codecs: readonly string[];
};

/** `position` from 1 in the vendor's order, whatever the file counts from. */
export type VirtualKey = {
  position: number;
  label: string;
  kind: 'line' | 'blf' | 'speed' | 'none';
  number?: string;
  pickup?: string;
};

export type ReadSettings = {
  /** Every setting of the files by the name that stands there (`account.1.label`, `user_name.1`, `P47`), for the vocabulary test. */
  values: ReadonlyMap<string, string>;
  accounts: readonly VirtualAccount[];
  keys: readonly VirtualKey[];
  /** What stands on the idle screen, as far as the vendor has such a thing. */
  label: string;
  adminPassword: string;
  /** Where the phone asks next time; absent: where it asked. */
  settingServer?: string;
  ntpServer: string;
};

/** A file that this phone would not take, or of which it would take something else than was meant. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** `files`: what was fetched with 200, by the name asked for, in that order. Throws `SettingsError`. */
export type SettingsReader = (files: ReadonlyMap<string, string>) => ReadSettings;
