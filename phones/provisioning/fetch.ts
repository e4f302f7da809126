/** What a request for a phone's file looks like to the rest of the product, and what strangers may ask of us. */

import type { NeighbourOf } from '../discovery/neighbours.ts';
import type { Mac } from '../mac.ts';
import type { PhoneProfile } from '../vendors/define.ts';
import type { PhoneFiles } from './files.ts';
import type { Other } from './other.ts';

export type PhoneFetch = {
  at: number;
  via: 'http' | 'https' | 'tftp';
  /** The phone whose file was served; for a refusal the MAC that the request names, if any. */
  mac: Mac | undefined;
  /** With the token blotted out: this goes to logs and screens. */
  path: string;
  file: string | undefined;
  address: string;
  userAgent: string | undefined;
  /** As HTTP has it, also for TFTP: 200 got it whole, 404 refused, 429 too many, 499 broke off. */
  status: number;
  etag?: string;
  /** SHA-256 of the file served. */
  hash?: string;
  isSecret: boolean;
  by: 'token' | 'first-fetch' | 'other' | 'nobody';
  /** What was asked for when it was no phone file: an invitation, a phone book, firmware. */
  what?: string;
  /** Why it got nothing, and what to do, in words for the administrator. */
  problem?: string;
  /** The device that really stands behind the address, when it is not the phone whose MAC it named. */
  impostor?: Mac;
};

export type ProvisioningLimits = {
  /** Requests of one address, served or not. */
  perSource: { perSecond: number; burst: number };
  /** Requests of one address that found nothing: guessing ends soon. */
  missesPerSource: { perSecond: number; burst: number };
  connectionsPerSource: number;
};

export const LIMITS: ProvisioningLimits = {
  perSource: { perSecond: 50, burst: 200 },
  missesPerSource: { perSecond: 1, burst: 60 },
  connectionsPerSource: 16,
};

/** What HTTP, HTTPS and TFTP have in common. */
export type ServeDeps = {
  profileOf: (mac: Mac) => PhoneProfile | undefined;
  byToken: (token: string) => Mac | undefined;
  filesFor: (profile: PhoneProfile) => PhoneFiles | undefined;
  /** A phone that cannot know its folder (never fetched, or the folder is new): it gets its files without, if the wire says it is there. */
  awaits?: (mac: Mac) => boolean;
  neighbourOf?: NeighbourOf;
  onFetch: (fetch: PhoneFetch) => void;
  /** Answers what is no phone file: `/<owner>/…`. */
  other?: Other;
  onError?: (error: unknown) => void;
  /** Milliseconds since 1970. */
  now: () => number;
  limits?: Partial<ProvisioningLimits>;
};
