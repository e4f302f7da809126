/**
 * All devices that were seen, by what was seen of them: signs go in from a scan or from elsewhere (plug-and-play, requests
 * for settings, registrations that failed), devices come out, each with its evidence. Pure but for its memory, which is
 * bounded, because anybody on the network can make up signs.
 */

import type { Mac } from '../mac.ts';
import { deviceText } from '../text.ts';
import type { Device, Evidence, Sign } from './signs.ts';
import { verdictOf } from './verdict.ts';

export type Inventory = {
  hear: (sign: Sign) => void;
  signsOf: (address: string) => readonly Sign[];
  macOf: (address: string) => Mac | undefined;
  has: (address: string) => boolean;
  devices: () => Device[];
  readonly size: number;
};

/** More than a /16 of live hosts has nobody; the one heard longest ago goes first. */
const MOST_HOSTS = 20_000;
const MOST_SIGNS = 16;
/** So many addresses behind one MAC are a router's, or a machine's guests. */
const MOST_ADDRESSES_OF_ONE = 2;

type Host = { mac: Mac | undefined; interface: string | undefined; signs: Sign[]; firstSeen: number; lastSeen: number; device?: Device | undefined }; // prettier-ignore

const isSame = (one: Sign, other: Sign): boolean =>
  one.via === other.via &&
  one.text === other.text &&
  one.hints?.file === other.hints?.file &&
  one.web?.model === other.web?.model;

const wordless: Readonly<Record<Sign['via'], string>> = {
  arp: 'The network table of this computer has it with this MAC.',
  sip: 'It speaks SIP and did not say what it is.',
  http: 'It has a web page that does not say what it is.',
  snmp: 'It answers SNMP.',
  ssdp: 'It answered on the network (SSDP).',
  mdns: 'It announces itself on the network (mDNS).',
  pnp: 'It asked for its settings when it started (plug-and-play).',
  provisioning: 'It asked for its settings.',
  registration: 'It tried to register and was refused.',
};

export const evidenceOf = ({ at, via, text }: Sign): Evidence => ({
  at,
  via,
  text: deviceText(text, 200) ?? wordless[via],
});

export function createInventory(): Inventory {
  const hosts = new Map<string, Host>();
  const addressesOf = new Map<Mac, Set<string>>();

  function place(address: string, mac: Mac | undefined, host: Host): void {
    if (mac === undefined || host.mac === mac) return;
    if (host.mac !== undefined) {
      // Another device has this address now; what was seen of the one before is not its.
      addressesOf.get(host.mac)?.delete(address);
      host.signs = host.signs.filter((sign) => sign.mac === mac);
      host.firstSeen = host.lastSeen;
    }
    host.mac = mac;
    const addresses = addressesOf.get(mac) ?? new Set<string>();
    addresses.add(address);
    addressesOf.set(mac, addresses);
    for (const one of addresses) {
      const other = hosts.get(one);
      if (other !== undefined) other.device = undefined;
    }
  }

  function forgetOldest(): void {
    const [address, host] = hosts.entries().next().value ?? [];
    if (address === undefined || host === undefined) return;
    hosts.delete(address);
    if (host.mac !== undefined) addressesOf.get(host.mac)?.delete(address);
  }

  function hear(sign: Sign): void {
    const { address, at } = sign;
    const host = hosts.get(address) ?? { mac: undefined, interface: undefined, signs: [], firstSeen: at, lastSeen: at };
    hosts.delete(address);
    hosts.set(address, host);
    if (hosts.size > MOST_HOSTS) forgetOldest();
    host.lastSeen = Math.max(host.lastSeen, at);
    // What a device says of its own MAC counts only while the network shows none.
    if (sign.via === 'arp' || host.mac === undefined) place(address, sign.mac, host);
    host.interface = sign.interface ?? host.interface;
    host.signs = host.signs.filter((known) => !isSame(known, sign));
    host.signs.push(sign);
    // A device that says something else each time keeps its latest words, and the ARP row that ties them to a MAC.
    if (host.signs.length > MOST_SIGNS)
      host.signs.splice(
        host.signs.findIndex(({ via }) => via !== 'arp'),
        1,
      );
    host.device = undefined;
  }

  function deviceOf(address: string, host: Host): Device {
    const isShared = host.mac !== undefined && (addressesOf.get(host.mac)?.size ?? 0) > MOST_ADDRESSES_OF_ONE;
    const verdict = verdictOf(isShared ? undefined : host.mac, host.signs);
    const mac = (isShared ? undefined : host.mac) ?? verdict.mac;
    const { kind, vendorId, maker, model, isModelKnown, firmware, confidence } = verdict;
    return {
      id: mac ?? address,
      kind,
      mac: mac ?? null,
      address,
      interface: host.interface ?? null,
      vendorId,
      maker,
      model: deviceText(model ?? undefined, 60) ?? null,
      isModelKnown,
      firmware: deviceText(firmware ?? undefined, 60) ?? null,
      confidence,
      evidence: [
        ...host.signs.map(evidenceOf),
        ...(isShared && host.mac !== undefined
          ? [{ at: host.lastSeen, via: 'arp' as const, text: `Its MAC ${host.mac} stands for several addresses: a router answers for it.` }]
          : []),
      ].sort((a, b) => a.at - b.at),
      firstSeen: host.firstSeen,
      lastSeen: host.lastSeen,
    };
  } // prettier-ignore

  return {
    hear,
    signsOf: (address) => hosts.get(address)?.signs ?? [],
    macOf: (address) => hosts.get(address)?.mac,
    has: (address) => hosts.has(address),
    get size() {
      return hosts.size;
    },
    devices() {
      const byId = new Map<string, Device>();
      for (const [address, host] of hosts) {
        const device = (host.device ??= deviceOf(address, host));
        const known = byId.get(device.id);
        // A phone that moved has two addresses for a while: where it was seen last is where it is.
        if (known === undefined || isBetter(device, known)) byId.set(device.id, merged(device, known));
        else byId.set(device.id, merged(known, device));
      }
      return [...byId.values()];
    },
  };
}

const isBetter = (one: Device, other: Device): boolean =>
  one.lastSeen === other.lastSeen ? one.kind === 'phone' && other.kind !== 'phone' : one.lastSeen > other.lastSeen;

function merged(device: Device, other: Device | undefined): Device {
  if (other === undefined) return device;
  const firstSeen = Math.min(device.firstSeen, other.firstSeen);
  const isNamed = device.kind === 'phone' || other.kind !== 'phone';
  const evidence = [...other.evidence, ...device.evidence].sort((a, b) => a.at - b.at).slice(-MOST_SIGNS);
  return {
    ...(isNamed ? device : { ...other, address: device.address, lastSeen: device.lastSeen }),
    firstSeen,
    evidence,
  };
}
