/**
 * mDNS (RFC 6762) as a listener with a few questions: what devices announce themselves as. Desk phones hardly do; printers,
 * cameras and media boxes do, and so are not taken for phones, and Sangoma phones give themselves away by what they look
 * for. An announcement counts only for the address that sent it, for anybody can announce for others.
 */

import multicastDns from 'multicast-dns';
import { deviceText } from '../text.ts';

export type Announcement = {
  address: string;
  /** `_ipp._tcp` and the like. */
  services: string[];
  /** What it calls itself, shown to people. */
  names: string[];
  /** Services that it looks for. */
  seeks: string[];
};

export type MdnsListener = {
  /** Asks who is there, once. */
  ask: () => void;
  close: () => void;
  readonly problem: string | undefined;
};

const MAX_RECORDS = 100;
const SERVICE = /^(?:.{1,120}\.)?(_[a-z0-9-]{1,40}\._(?:tcp|udp))\.local$/i;
const asked = ['_services._dns-sd._udp.local', '_sip._udp.local', '_http._tcp.local', '_ipp._tcp.local'];

type AnyRecord = { type?: string; name?: string; data?: unknown };

const serviceOf = (name: unknown): string | undefined =>
  typeof name === 'string' && name.length < 256 ? SERVICE.exec(name)?.[1]?.toLowerCase() : undefined;

/** The label before the service: `Front door._http._tcp.local` is "Front door". */
function instanceOf(name: unknown): string | undefined {
  const service = serviceOf(name);
  if (service === undefined || typeof name !== 'string') return undefined;
  const end = name.toLowerCase().indexOf(`.${service}.`);
  return end === -1 ? undefined : deviceText(name.slice(0, end), 80);
}

export function readAnnouncement(
  packet: { answers?: readonly AnyRecord[]; additionals?: readonly AnyRecord[]; questions?: readonly AnyRecord[] },
  address: string,
): Announcement {
  const services = new Set<string>();
  const names = new Set<string>();
  const seeks = new Set<string>();
  const records = [...(packet.answers ?? []), ...(packet.additionals ?? [])].slice(0, MAX_RECORDS);
  for (const { type, name, data } of records) {
    const offered = serviceOf(type === 'PTR' ? data : name) ?? serviceOf(name);
    if (offered !== undefined) services.add(offered);
    const instance = type === 'PTR' ? instanceOf(data) : type === 'SRV' ? instanceOf(name) : undefined;
    if (instance !== undefined) names.add(instance);
  }
  for (const { name } of (packet.questions ?? []).slice(0, MAX_RECORDS)) {
    const service = records.length === 0 ? serviceOf(name) : undefined;
    if (service !== undefined) seeks.add(service);
  }
  services.delete('_dns-sd._udp');
  const most = <T>(set: Set<T>): T[] => [...set].slice(0, 12);
  return { address, services: most(services), names: most(names), seeks: most(seeks) };
}

/** `address`: ours in the network that is listened to. */
export function listenMdns(address: string, heard: (announcement: Announcement) => void): MdnsListener {
  let problem: string | undefined;
  let isReady = false;
  let wantsToAsk = false;
  const mdns = multicastDns({ interface: address, bind: '0.0.0.0', loopback: false });
  const take = (packet: Parameters<typeof readAnnouncement>[0], from: { address: string }): void => {
    const found = readAnnouncement(packet, from.address);
    if (from.address !== address && found.services.length + found.names.length + found.seeks.length > 0) heard(found);
  };
  const ask = (): void => {
    if (isReady) mdns.query(asked.map((name) => ({ name, type: 'PTR' as const })));
    else wantsToAsk = true;
  };
  mdns.on('response', take);
  mdns.on('query', take);
  mdns.on('ready', () => {
    isReady = true;
    if (wantsToAsk) ask();
  });
  mdns.on('error', (error: Error) => {
    problem = error.message;
  });
  // What cannot be read, or a group that cannot be joined on one of the networks; the latter is worth a word.
  mdns.on('warning', (error: Error) => {
    if ('code' in error && 'syscall' in error) problem ??= error.message;
  });
  return {
    ask,
    close: () => {
      mdns.destroy();
    },
    get problem() {
      return problem;
    },
  };
}
