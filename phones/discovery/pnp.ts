/**
 * Hears phones that boot and ask the network for their settings (SIP PnP, 224.0.1.75:5060), and answers those that the
 * office expects. Strangers get no byte back, nobody gets more than one answer per boot, and a device that claims
 * another phone's MAC is reported instead of served.
 *
 *   SUBSCRIBE -> seen -> (expected?) 200 -> NOTIFY with URL, repeated until the phone says 200 -> taken
 *
 * Linux: the socket is bound to the group's own address, because Asterisk holds <address>:5060 and 0.0.0.0:5060 would
 * collide with it (measured). Answers leave from a second socket on the office address, named in Via and Contact.
 */

import { randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { ListenError } from '../listen-error.ts';
import type { Mac } from '../mac.ts';
import { createRateLimiter } from '../rate.ts';
import { headerOf, parseSip, type SipRequest } from '../sip/message.ts';
import type { Neighbour } from './neighbours.ts';
import { isInSubnet, subnetOf } from './subnet.ts';
import { acceptProfile, profileNotify, readUaProfile, type UaProfile } from './ua-profile.ts';

export const PNP_GROUP = '224.0.1.75';
export const PNP_PORT = 5060;

export type PnpSighting = UaProfile & { via: 'pnp'; at: number; address: string; port: number };

export type PnpProblem = { code: 'mac-conflict' | 'not-taken'; sighting: PnpSighting; message: string };

export type PnpDeps = {
  /** The office address on this wire: the group is joined on its interface, and answers name it. */
  address: string;
  group?: string;
  port?: number;
  /** The URL for this phone, or undefined: then it is not answered. Asked again for each repetition until answered. */
  decide: (sighting: PnpSighting) => string | undefined;
  onSeen: (sighting: PnpSighting) => void;
  onOffered?: (sighting: PnpSighting) => void;
  /** The phone confirmed that it has the URL. */
  onTaken?: (sighting: PnpSighting) => void;
  onProblem?: (problem: PnpProblem) => void;
  /** What went wrong on our side with one datagram; the next one is heard all the same. */
  onError?: (error: unknown) => void;
  neighbourOf: (address: string) => Promise<Neighbour>;
  /** Milliseconds since 1970. */
  now: () => number;
};

export type PnpStats = { received: number; refused: number; limited: number; foreign: number; answered: number };

export type PnpHandle = {
  /** Answers a phone that asked within the last half minute and was not expected then. False: it must restart. */
  offer: (mac: Mac) => boolean;
  readonly stats: PnpStats;
  close: () => Promise<void>;
};

type Asked = { request: SipRequest; sighting: PnpSighting; at: number; accept?: Buffer };

/** RFC 3261 timer F: for this long the phone still waits for an answer to its SUBSCRIBE. */
const STILL_ASKING_MS = 32_000;
const MAX_ASKED = 2000;
const NOTIFY_TRIES = 6;

function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.removeListener('error', reject);
      resolve();
    });
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.close(() => {
      resolve();
    });
  });

async function openSockets(deps: PnpDeps): Promise<{ ears: Socket; mouth: Socket }> {
  const { address, group = PNP_GROUP, port = PNP_PORT } = deps;
  const isMulticast = /^2(2[4-9]|3\d)\./.test(group);
  const ears = createSocket({ type: 'udp4', reuseAddr: isMulticast });
  const mouth = createSocket('udp4');
  try {
    // Elsewhere than on Linux a socket cannot be bound to a group.
    await bound(ears, isMulticast && process.platform !== 'linux' ? '0.0.0.0' : group, port);
    if (isMulticast) ears.addMembership(group, address);
    await bound(mouth, address, 0);
  } catch (error) {
    for (const socket of [ears, mouth]) {
      socket.on('error', () => undefined); // The failure is already on its way up.
      socket.close();
    }
    throw new ListenError('Finding new phones (PnP)', isMulticast ? `${group} on ${address}` : group, port, error);
  }
  return { ears, mouth };
}

/** Throws `ListenError`. */
export async function startPnp(deps: PnpDeps): Promise<PnpHandle> {
  const { address, now } = deps;
  const { ears, mouth } = await openSockets(deps);
  const here = mouth.address().port;
  const wire = subnetOf(address);
  const stats: PnpStats = { received: 0, refused: 0, limited: 0, foreign: 0, answered: 0 };
  const limiter = createRateLimiter({
    perSource: { perSecond: 5, burst: 20 },
    total: { perSecond: 500, burst: 1000 },
    now: () => performance.now(),
  });
  /** By Call-ID and source: one conversation is one boot. */
  const asked = new Map<string, Asked>();
  const awaiting = new Map<string, { taken: () => void; timer: NodeJS.Timeout | undefined }>();
  let isClosing = false;

  const send = (bytes: Buffer, port: number, to: string): void => {
    // A phone that vanished again is no fault of ours; it will ask once more when it is back.
    if (!isClosing) mouth.send(bytes, port, to, () => undefined);
  };

  function failed(error: unknown): void {
    if (deps.onError === undefined) throw error;
    deps.onError(error);
  }

  /** The 200 made the kernel resolve the phone's address; look who really is there before telling anything secret. */
  async function isWhoItSays(sighting: PnpSighting): Promise<boolean> {
    for (const wait of [0, 2, 5, 10, 20]) {
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const neighbour = await deps.neighbourOf(sighting.address);
      if (neighbour.known) return neighbour.mac === sighting.mac;
    }
    return true;
  }

  function answer(entry: Asked, url: string): void {
    const { request, sighting } = entry;
    const ours = { tag: randomBytes(8).toString('hex'), address, port: here };
    entry.accept = acceptProfile(request, ours);
    stats.answered += 1;
    send(entry.accept, sighting.port, sighting.address);
    void isWhoItSays(sighting)
      .then((isGenuine) => {
        if (isClosing) return;
        if (!isGenuine) {
          const message = `The device at ${sighting.address} claims the MAC of another phone. It was told nothing.`;
          deps.onProblem?.({ code: 'mac-conflict', sighting, message });
          return;
        }
        deps.onOffered?.(sighting);
        notify(entry, { ...ours, url });
      })
      .catch(failed);
  }

  function notify(entry: Asked, ours: { tag: string; address: string; port: number; url: string }): void {
    const { request, sighting } = entry;
    // Never to where Contact points when that is somebody else: we would be sending secrets to a third party.
    const port = sighting.contactPort ?? sighting.port;
    const branch = `z9hG4bK${randomBytes(12).toString('hex')}`;
    const bytes = profileNotify(request, { ...ours, branch, target: `${sighting.address}:${port}` });
    const key = `${sighting.callId}|${sighting.address}`;
    const attempt = (tries: number, wait: number): void => {
      if (tries === 0) {
        awaiting.delete(key);
        deps.onProblem?.({
          code: 'not-taken',
          sighting,
          message: `The phone at ${sighting.address} asked for its settings but did not confirm the answer. Restart it.`,
        });
        return;
      }
      send(bytes, port, sighting.address);
      awaiting.set(key, { taken, timer: setTimeout(attempt, wait, tries - 1, Math.min(wait * 2, 4000)) });
    };
    const taken = (): void => {
      clearTimeout(awaiting.get(key)?.timer);
      awaiting.delete(key);
      deps.onTaken?.(sighting);
    };
    attempt(NOTIFY_TRIES, 500);
  }

  async function hear(bytes: Buffer, from: RemoteInfo): Promise<void> {
    stats.received += 1;
    if (wire !== undefined && !isInSubnet(from.address, wire)) {
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
    const key = `${profile.callId}|${from.address}`;
    const known = asked.get(key);
    if (known?.accept !== undefined) {
      send(known.accept, from.port, from.address);
      return;
    }
    // Some makers send no MAC at all; then the wire knows it.
    const neighbour = profile.mac === undefined ? await deps.neighbourOf(from.address) : undefined;
    const mac = profile.mac ?? (neighbour?.known === true ? neighbour.mac : undefined);
    const sighting: PnpSighting = { ...profile, mac, via: 'pnp', at: now(), address: from.address, port: from.port };
    const entry: Asked = { request: message, sighting, at: performance.now() };
    asked.delete(key);
    asked.set(key, entry);
    const oldest = asked.size > MAX_ASKED ? asked.keys().next().value : undefined;
    if (oldest !== undefined) asked.delete(oldest);
    if (known === undefined) deps.onSeen(sighting);
    const url = mac === undefined ? undefined : deps.decide(sighting);
    if (url !== undefined) answer(entry, url);
  }

  ears.on('message', (bytes, from) => void hear(bytes, from).catch(failed));
  mouth.on('message', (bytes, from) => {
    const message = parseSip(bytes);
    if (message.kind !== 'response' || message.status < 200 || message.status > 299) return;
    awaiting.get(`${headerOf(message, 'call-id') ?? ''}|${from.address}`)?.taken();
  });
  // After binding, errors are those of single datagrams (ICMP): nothing to undo, the timers go on.
  ears.on('error', () => undefined);
  mouth.on('error', () => undefined);

  return {
    stats,
    offer: (mac) => {
      const still = [...asked.values()].reverse().find((entry) => entry.sighting.mac === mac);
      if (still === undefined || performance.now() - still.at > STILL_ASKING_MS) return false;
      if (still.accept !== undefined) return true;
      const url = deps.decide(still.sighting);
      if (url === undefined) return false;
      answer(still, url);
      return true;
    },
    close: async () => {
      isClosing = true;
      for (const { timer } of awaiting.values()) clearTimeout(timer);
      await Promise.all([closed(ears), closed(mouth)]);
    },
  };
}
