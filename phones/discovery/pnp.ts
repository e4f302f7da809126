/**
 * Hears phones that boot and ask the network for their settings (SIP PnP, 224.0.1.75:5060), and answers those that the
 * office expects. Strangers get no byte back, nobody gets more than one answer per boot, and the URL, which is a secret,
 * goes only to the device that the network itself knows by this MAC: one that claims another's is reported instead.
 *
 *   SUBSCRIBE -> seen -> (expected?) 200 -> (proved?) NOTIFY with URL, repeated until the phone says 200 -> taken
 *
 * Heard is every network that this computer is in; the sockets are in pnp-wires.ts.
 */

import { randomBytes } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import type { Mac } from '../mac.ts';
import { createRateLimiter, type RateLimit } from '../rate.ts';
import { headerOf, parseSip, type SipRequest } from '../sip/message.ts';
import { isProved, whoIsAt, whyUnknown, type Neighbour, type NeighbourOf } from './neighbours.ts';
import { openWires, type Wire } from './pnp-wires.ts';
import { acceptProfile, isUnswapped, profileNotify, readUaProfile, type UaProfile } from './ua-profile.ts';

export const PNP_GROUP = '224.0.1.75';
export const PNP_PORT = 5060;

export type PnpSighting = UaProfile & {
  via: 'pnp';
  at: number;
  address: string;
  port: number;
  /** Our own address on the network that it was heard on. */
  wire: string;
};

/** `unproved`: nobody could say which device it is, so it was told nothing. */
export type PnpProblem = { code: 'mac-conflict' | 'unproved' | 'not-taken'; sighting: PnpSighting; message: string };

export type PnpDeps = {
  /** The office address: the group is always joined on its interface. More networks by `hearOn`. */
  address: string;
  group?: string;
  port?: number;
  /** The URL for this phone, or undefined: then it is not answered. Asked again for each repetition until answered, and when it is proved. */
  decide: (sighting: PnpSighting) => string | undefined;
  /** Heard: whether it is the phone that it names is not known yet. */
  onSeen: (sighting: PnpSighting) => void;
  /** It is the phone that it names, and is told now. */
  onOffered?: (sighting: PnpSighting) => void;
  /** The phone confirmed that it has the URL. */
  onTaken?: (sighting: PnpSighting) => void;
  onProblem?: (problem: PnpProblem) => void;
  /** What went wrong on our side with one datagram; the next one is heard all the same. */
  onError?: (error: unknown) => void;
  neighbourOf: NeighbourOf;
  /** What one sender, and all together, may ask. */
  limits?: { perSource: RateLimit; total: RateLimit };
  /** Until the NOTIFY is repeated, doubled each time; 500 ms is RFC 3261's T1. */
  firstWaitMs?: number;
  /** Milliseconds since 1970. */
  now: () => number;
};

export type PnpStats = { received: number; refused: number; limited: number; foreign: number; answered: number };

export type PnpHandle = {
  /** Answers a phone that asked within the last half minute and was not expected then. False: it must restart. */
  offer: (mac: Mac) => boolean;
  /** Our addresses in the networks that are heard from now on, besides the office address; resolves to all that are. */
  hearOn: (addresses: readonly string[]) => Promise<readonly string[]>;
  readonly stats: PnpStats;
  close: () => Promise<void>;
};

type Asked = { request: SipRequest; sighting: PnpSighting; wire: Wire; at: number; accept?: Buffer; isGivenUp?: true };

/** RFC 3261 timer F: for this long the phone still waits for an answer to its SUBSCRIBE. */
const keyOf = ({ callId, address }: { callId: string; address: string }): string => `${callId}|${address}`;

const STILL_ASKING_MS = 32_000;
const MAX_ASKED = 2000;
const NOTIFY_TRIES = 6;
/** Shorter than T1: the phone repeats its question then. */
const WAKE_MS = 400;
/** After so many unanswered ones the other form is tried with phones that may want it. */
const UNSWAPPED_AFTER = 3;

/** Throws `ListenError`. */
export async function startPnp(deps: PnpDeps): Promise<PnpHandle> {
  const { now } = deps;
  const stats: PnpStats = { received: 0, refused: 0, limited: 0, foreign: 0, answered: 0 };
  const limiter = createRateLimiter({
    perSource: { perSecond: 5, burst: 20 },
    total: { perSecond: 500, burst: 1000 },
    ...deps.limits,
    now: () => performance.now(),
  });
  /** By Call-ID and source: one conversation is one boot. */
  const asked = new Map<string, Asked>();
  const awaiting = new Map<string, { taken: () => void; timer: NodeJS.Timeout | undefined }>();
  let isClosing = false;

  function failed(error: unknown): void {
    if (deps.onError === undefined) throw error;
    deps.onError(error);
  }

  /** Whether this conversation may go on; what speaks against it is reported. */
  function mayBeTold(entry: Asked, neighbour: Neighbour, was: 'nothing' | 'nothing more'): boolean {
    const { sighting } = entry;
    if (isProved(neighbour, sighting.mac)) return true;
    if (neighbour.known) {
      const message = `The device at ${sighting.address} claims the MAC of another phone. It was told ${was}.`;
      deps.onProblem?.({ code: 'mac-conflict', sighting, message });
    } else {
      // Its next question is a new chance to see who it is.
      delete entry.accept;
      const message = `${whyUnknown(neighbour, sighting.address)} It was told ${was}. Restart the phone; if that does not help, enter its settings address on it by hand.`;
      deps.onProblem?.({ code: 'unproved', sighting, message });
    }
    return false;
  }

  /**
   * Some makers send no MAC at all (AudioCodes); then the wire knows it. The kernel asks the wire only about whom it sends
   * something: an empty datagram to port 9, "discard" (RFC 863), is enough.
   */
  async function macBehind(address: string, wire: Wire): Promise<Mac | undefined> {
    let neighbour = await deps.neighbourOf(address);
    if (!neighbour.known && neighbour.why === 'silent') {
      wire.send(Buffer.alloc(0), 9, address);
      neighbour = await whoIsAt(deps.neighbourOf, address, WAKE_MS);
    }
    return neighbour.known ? neighbour.mac : undefined;
  }

  /** A phone that asks in a new conversation has given the last one up: it is told in this one only. */
  function forgetBefore({ sighting }: Asked): void {
    for (const [key, before] of asked) {
      const { sighting: other } = before;
      if (other.mac !== sighting.mac || other.address !== sighting.address || other.callId === sighting.callId)
        continue;
      before.isGivenUp = true;
      clearTimeout(awaiting.get(key)?.timer);
      awaiting.delete(key);
    }
  }

  function answer(entry: Asked): void {
    const { request, sighting, wire } = entry;
    const ours = { tag: randomBytes(8).toString('hex'), address: wire.address, port: wire.port };
    entry.accept = acceptProfile(request, ours);
    stats.answered += 1;
    forgetBefore(entry);
    // The system has to ask who is there before it can send this.
    wire.send(entry.accept, sighting.port, sighting.address);
    void whoIsAt(deps.neighbourOf, sighting.address)
      .then((neighbour) => {
        if (isClosing || entry.isGivenUp || !mayBeTold(entry, neighbour, 'nothing')) return;
        const url = deps.decide(sighting);
        if (url === undefined) return;
        deps.onOffered?.(sighting);
        notify(entry, { ...ours, url });
      })
      .catch(failed);
  }

  function notify(entry: Asked, ours: { tag: string; address: string; port: number; url: string }): void {
    const { request, sighting, wire } = entry;
    // Never to where Contact points when that is somebody else: we would be sending secrets to a third party.
    const port = sighting.contactPort ?? sighting.port;
    const branch = `z9hG4bK${randomBytes(12).toString('hex')}`;
    const said = { ...ours, branch, target: `${sighting.address}:${port}` };
    const swapped = profileNotify(request, said);
    const unswapped = isUnswapped(sighting) ? profileNotify(request, { ...said, isUnswapped: true }) : swapped;
    const key = keyOf(sighting);
    const attempt = (tries: number, wait: number): void => {
      wire.send(NOTIFY_TRIES - tries < UNSWAPPED_AFTER ? swapped : unswapped, port, sighting.address);
      awaiting.set(key, { taken, timer: setTimeout(again, wait, tries - 1, Math.min(wait * 2, 4000)) });
    };
    /** Somebody else may have its address by now. */
    const again = (tries: number, wait: number): void => {
      if (tries === 0) {
        awaiting.delete(key);
        deps.onProblem?.({
          code: 'not-taken',
          sighting,
          message: `The phone at ${sighting.address} asked for its settings but did not confirm the answer. Restart it.`,
        });
        return;
      }
      const waiting = awaiting.get(key);
      void whoIsAt(deps.neighbourOf, sighting.address)
        .then((neighbour) => {
          // Taken, or given up for a newer conversation.
          if (isClosing || awaiting.get(key) !== waiting) return;
          if (mayBeTold(entry, neighbour, 'nothing more')) attempt(tries, wait);
          else awaiting.delete(key);
        })
        .catch(failed);
    };
    const taken = (): void => {
      clearTimeout(awaiting.get(key)?.timer);
      awaiting.delete(key);
      deps.onTaken?.(sighting);
    };
    attempt(NOTIFY_TRIES, deps.firstWaitMs ?? 500);
  }

  async function hear(bytes: Buffer, from: RemoteInfo): Promise<void> {
    stats.received += 1;
    const wire = wires.wireOf(from.address);
    if (wire === undefined) {
      stats.foreign += 1;
      return;
    }
    if (!limiter.allow(from.address)) {
      stats.limited += 1;
      return;
    }
    const message = parseSip(bytes);
    const profile = message.kind === 'request' ? readUaProfile(message) : undefined;
    if (message.kind !== 'request' || profile === undefined) {
      stats.refused += 1;
      return;
    }
    const key = keyOf({ callId: profile.callId, address: from.address });
    const known = asked.get(key);
    if (known?.accept !== undefined) {
      wire.send(known.accept, from.port, from.address);
      return;
    }
    const mac = profile.mac ?? known?.sighting.mac ?? (await macBehind(from.address, wire));
    const meanwhile = asked.get(key);
    if (meanwhile?.accept !== undefined) return;
    const place = { at: now(), address: from.address, port: from.port, wire: wire.address };
    const sighting: PnpSighting = { ...profile, mac, via: 'pnp', ...place };
    const entry: Asked = { request: message, sighting, wire, at: performance.now() };
    asked.delete(key);
    asked.set(key, entry);
    const oldest = asked.size > MAX_ASKED ? asked.keys().next().value : undefined;
    if (oldest !== undefined) asked.delete(oldest);
    if (meanwhile === undefined) deps.onSeen(sighting);
    if (mac !== undefined && deps.decide(sighting) !== undefined) answer(entry);
  }

  const wires = await openWires({
    address: deps.address,
    group: deps.group ?? PNP_GROUP,
    port: deps.port ?? PNP_PORT,
    onQuestion: (bytes, from) => void hear(bytes, from).catch(failed),
    onReply: (bytes, from) => {
      const message = parseSip(bytes);
      if (message.kind !== 'response' || message.status < 200 || message.status > 299) return;
      awaiting.get(keyOf({ callId: headerOf(message, 'call-id') ?? '', address: from.address }))?.taken();
    },
  });

  return {
    stats,
    hearOn: (addresses) => wires.set(addresses),
    offer: (mac) => {
      const still = [...asked.values()].reverse().find((entry) => entry.sighting.mac === mac);
      if (still === undefined || performance.now() - still.at > STILL_ASKING_MS) return false;
      if (still.accept !== undefined) return true;
      if (deps.decide(still.sighting) === undefined) return false;
      answer(still);
      return true;
    },
    close: async () => {
      isClosing = true;
      for (const { timer } of awaiting.values()) clearTimeout(timer);
      await wires.close();
    },
  };
}
