/**
 * What the rest of the product decides about the engine, as plain data. Everything that Asterisk needs beyond it (paths,
 * AMI port and secret) is the engine's own. All ids and codes are checked where they are written.
 */
import type { CountryCode } from './indications.ts';
import type { EnginePaths } from './paths.ts';

export type SipTransport = 'udp' | 'tcp' | 'tls';

export interface TransportSettings {
  protocol: SipTransport;
  /** An address of this machine, never 0.0.0.0: else our PnP listener cannot have 224.0.1.75:5060 beside it. */
  address: string;
  port: number;
}

/** A login of ours at a carrier; `id` is that of its endpoint and credentials. */
export interface TrunkRegistration {
  id: string;
  serverUri: string;
  clientUri: string;
  contactUser: string;
  outboundProxy: string;
  expiry: number;
}

/** Where a trunk is reached, and asked every 15 s whether it is there; without a contact it registers here. */
export interface TrunkAor {
  id: string;
  contact: string;
  outboundProxy: string;
}

/** Addresses and networks whose calls belong to an endpoint. Never names: Asterisk would wait for DNS while it reads them. */
export interface TrunkIdentify {
  id: string;
  match: readonly string[];
}

export interface EngineSettings {
  /** Prefix of Uniqueid and SystemName in AMI: the office's id, a-z 0-9 - _. */
  systemName: string;
  transports: readonly TransportSettings[];
  /** Needed when a transport says tls. */
  tls?: { certificateFile: string; keyFile: string };
  rtp: { first: number; last: number };
  country: CountryCode;
  /** IANA name. */
  timezone: string;
  /** Realtime families of the dialplan and of sorcery: family -> table in the runtime database. */
  realtime: Readonly<Record<string, string>>;
  /** extensions.conf: the fixed program. */
  dialplan: string;
  /** Numbers of the places to park calls, and how long one stays there. */
  parking?: { first: number; last: number; seconds: number };
  /** Messages a mailbox keeps. */
  maxMessages?: number;
  /** Also VarSet, Newexten and RTCP events: for measuring and for the technician, dozens per call. */
  hasVerboseEvents?: boolean;
  trunks?: {
    /** Told instead of our own address to whoever is in none of our networks. */
    externalAddress?: string | null;
    aors: readonly TrunkAor[];
    registrations: readonly TrunkRegistration[];
    identifies: readonly TrunkIdentify[];
  };
  /** More sections for files that this folder writes, made with `section()` by a feature's projection (trunks, queues). */
  extra?: Readonly<Record<string, string>>;
}

/** The parts of the bundle that the files name. A `Bundle` of asterisk/bundle/find.ts is one. */
export interface EngineBundle {
  readonly run: string;
  readonly modules: string;
  readonly share: string;
  readonly bin: string;
  readonly moh: string;
}

export interface FileInput {
  settings: EngineSettings;
  bundle: EngineBundle;
  paths: EnginePaths;
  ami: { port: number; username: string; secret: string };
}
