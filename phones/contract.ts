/** What a desk of phones needs and does, as types: who is expected comes in as functions, what was seen goes out as evidence. */

import type { NeighbourOf } from './discovery/neighbours.ts';
import type { PnpProblem, PnpStats } from './discovery/pnp.ts';
import type { Mac } from './mac.ts';
import type { AlsoState, AlsoWish } from './provisioning/also.ts';
import type { PhoneFetch, ProvisioningLimits } from './provisioning/fetch.ts';
import type { PhoneFiles } from './provisioning/files.ts';
import type { Other } from './provisioning/other.ts';
import type { PhoneProfile } from './vendors/define.ts';

export type PhoneSighting = {
  at: number;
  via: 'pnp' | 'http';
  mac: Mac | undefined;
  address: string;
  vendorId: string | undefined;
  /** In our spelling where we know the model, else as the phone wrote it. */
  model: string | undefined;
  isModelKnown: boolean;
  firmware: string | undefined;
  confidence: 'model' | 'vendor' | 'address' | 'none';
  userAgent: string | undefined;
  /** It surely is the phone with this MAC: the network says so, or it has its secret folder. Anybody can say the rest. */
  isProved: boolean;
  /** Our own address on the network that it was heard on; only of what came by PnP. */
  wire?: string;
};

/** What became of telling a phone its URL. `taken`: it confirmed; proof that it acted is the fetch. */
export type PhoneOffer = {
  at: number;
  mac: Mac;
  address: string;
  outcome: 'sent' | 'taken' | PnpProblem['code'];
  message?: string;
  /** What it said of itself, proved; only of `sent`. */
  said?: PhoneSighting;
};

export type PhonesDeps = {
  address: string;
  /** 0 takes any free port. */
  httpPort: number;
  sipPnp: { enabled: boolean; group?: string; port?: number };
  /** The settings of an adopted phone. The same object as long as nothing changed: rendered files are kept by it. */
  profileOf: (mac: Mac) => PhoneProfile | undefined;
  tokenOf: (mac: Mac) => string | undefined;
  byToken: (token: string) => Mac | undefined;
  /** Whether the office expects this phone: adopted, or new with its adoption waiting. */
  policy: (mac: Mac, sighting: PhoneSighting) => 'offer' | 'ignore';
  onSeen: (sighting: PhoneSighting) => void;
  onOffer: (offer: PhoneOffer) => void;
  onFetch: (fetch: PhoneFetch) => void;
  /** The administrator's password that the phone has: after a new one was made, the old one until it has fetched. */
  passwordOf?: (mac: Mac) => string | undefined;
  /**
   * An adopted phone that cannot know its folder: it never fetched, or was given a new one. With our bare address, or in its
   * old folder, it may have its files, from where the network itself says that it is.
   */
  awaits?: (mac: Mac) => boolean;
  /** Answers what is no phone file (`/join/…`, `/book/…`, `/firmware/…`); see provisioning/other.ts for the guards. */
  other?: Other;
  /** What went wrong on our side while a phone was listened to. */
  onError?: (error: unknown) => void;
  now: () => number;
  neighbourOf?: NeighbourOf;
  limits?: Partial<ProvisioningLimits>;
};

export type PhonesHandle = {
  address: string;
  httpPort: number;
  /** The folder a phone is told; undefined for a phone without a token. */
  urlOf: (mac: Mac) => string | undefined;
  /** What a phone gets now, to show or to compare hashes with its fetches. */
  filesOf: (mac: Mac) => PhoneFiles | undefined;
  /**
   * Lets a phone that knows only our address fetch once, from where it was seen. `isByHand`: a person said so, which counts
   * where the network cannot say which device is there.
   */
  allowFirstFetch: (window: { mac: Mac; address: string; minutes?: number; isByHand?: boolean }) => void;
  /** Tells a phone that is still asking. False: restart it, or use `act` with 'reboot'. */
  offer: (mac: Mac) => boolean;
  /**
   * Sends a vendor's action straight to a phone that is not registered; registered ones are told through the engine.
   * Without a port, to where the phone said at boot that it listens. A phone that has no URL of ours yet needs
   * 'reboot': only a boot makes it ask the network again.
   */
  act: (
    action: PhoneActionName,
    target: { mac: Mac; host: string; port?: number; text?: string },
  ) => Promise<{ status: number }>;
  /** HTTPS and TFTP beside HTTP, from now on. */
  also: (wish: AlsoWish) => Promise<AlsoState>;
  readonly pnp: PnpStats | undefined;
  /** Our addresses in the other networks where phones may boot; resolves to all that are heard. */
  hearOn: (addresses: readonly string[]) => Promise<readonly string[]>;
  close: () => Promise<void>;
};

export type PhoneActionName = 'resync' | 'reboot' | 'showText';
