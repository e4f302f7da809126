/** What is found out about a device, and by what: the words of discovery. */

import type { Mac } from '../mac.ts';
import type { PhoneHints } from '../vendors/define.ts';

/**
 * `phone`: it named itself as a phone that we know. `maybe-phone`: it has a phone maker's address or speaks SIP, and said no
 * more; it is never shown as a phone.
 */
export type DeviceKind =
  'phone' | 'maybe-phone' | 'softphone' | 'adapter' | 'pbx' | 'router' | 'printer' | 'camera' | 'other';

export type Via = 'arp' | 'sip' | 'http' | 'snmp' | 'ssdp' | 'mdns' | 'pnp' | 'provisioning' | 'registration';

/** One thing that was seen of a device. Texts are made fit to show, and are bounded, before they get here. */
export type Sign = {
  at: number;
  via: Via;
  address: string;
  interface?: string;
  mac?: Mac;
  /** What it said, for people. */
  text?: string;
  /** What it said, for the vendors' rules. */
  hints?: Pick<PhoneHints, 'sipUserAgent' | 'httpUserAgent' | 'pnp' | 'file'>;
  web?: {
    server?: string | undefined;
    realm?: string | undefined;
    title?: string | undefined;
    model?: string | undefined;
  };
  /** From what kind of thing such an answer comes, where the protocol itself says so. */
  kind?: DeviceKind;
  /** It answers SIP, or registered. */
  isSip?: boolean;
};

export type Evidence = { at: number; via: Via; text: string };

export type Device = {
  /** The MAC, or the address where that is not known or not its own. */
  id: string;
  kind: DeviceKind;
  mac: Mac | null;
  address: string;
  interface: string | null;
  /** Of our vendors; null for others. */
  vendorId: string | null;
  /** Who made it: our vendor's name, else what it calls itself, else the owner of its address block. */
  maker: string | null;
  model: string | null;
  /** Our vendor knows this model, so it can be set up. */
  isModelKnown: boolean;
  firmware: string | null;
  /** `certain`: its own words, which nothing contradicts. `likely`: no model, or another maker's address. `possible`: the address alone. */
  confidence: 'certain' | 'likely' | 'possible';
  evidence: Evidence[];
  firstSeen: number;
  lastSeen: number;
};
