/** What an emergency call from a phone does, as plain functions of the configuration: place, number shown, trunks. */
import { sentNumber } from '../../core/emergency/profiles.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { phoneName, placeOfIdentity } from '../phones/rules.ts';
import { phones } from '../phones/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { mainNumber, trunksInOrder, type Trunk } from '../trunks/read.ts';
import { emergencyLocations } from './table.ts';

export type Location = Row<typeof emergencyLocations>;
export type Identity = Row<typeof identities>;

export interface Place {
  siteId: string;
  /** From the phone up to the site; only what there are rows for. */
  chain: Location[];
  street: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
  /** "2nd floor, Desk 14", the outermost first. */
  detail: string;
}

/** The row that stands for a phone: the desk phone's where there is one, for it stays where it is; else the identity's. */
export function placementId(read: Read, identity: Identity): string {
  return placeOfIdentity(read, identity.id)?.phone.id ?? identity.id;
}

export function siteOfIdentity(read: Read, identity: Identity): string {
  const phone = placeOfIdentity(read, identity.id)?.phone;
  return phone?.siteId ?? read.get(extensions, identity.extensionId)?.siteId ?? '';
}

/** A row and everything above it. A ring, which no command makes, ends it. */
export function chainFrom(read: Read, id: string | null): Location[] {
  const chain: Location[] = [];
  for (let at = id; at !== null && !chain.some((one) => one.id === at);) {
    const row = read.get(emergencyLocations, at);
    if (!row) break;
    chain.push(row);
    at = row.parentId;
  }
  return chain;
}

export function placeOf(read: Read, identity: Identity): Place {
  const siteId = siteOfIdentity(read, identity);
  return placeAt(read, siteId, chainFrom(read, placementId(read, identity)));
}

export function placeAt(read: Read, siteId: string, below: readonly Location[]): Place {
  const site = read.get(sites, siteId);
  const own = read.get(emergencyLocations, siteId);
  const chain = [...below, ...(own ? [own] : [])];
  // An address is taken whole from the nearest that has a street: half of one and half of another is no place.
  const address = chain.find(({ street }) => street !== '') ?? site;
  return {
    siteId,
    chain,
    street: address?.street ?? '',
    postalCode: address?.postalCode ?? '',
    city: address?.city ?? '',
    region: address?.region ?? '',
    country: site?.country ?? '',
    detail: [...chain]
      .reverse()
      .flatMap(({ kind, name, detail }) => (kind === 'site' ? [detail] : [name, detail]))
      .filter(Boolean)
      .join(', '),
  };
}

const first = (chain: readonly Location[], field: 'elin' | 'callbackNumber') =>
  chain.map((row) => row[field]).find((text) => text !== '') ?? '';

/** The number that an emergency call of this phone shows by itself; empty: the site's. */
export function ownNumber(read: Read, identity: Identity): string {
  const below = chainFrom(read, placementId(read, identity)).filter(({ kind }) => kind !== 'site');
  const set = first(below, 'elin') || first(below, 'callbackNumber');
  if (set !== '') return set;
  if (first(chainFrom(read, siteOfIdentity(read, identity)), 'elin') !== '') return '';
  const direct = read
    .all(publicNumbers, { destination: `node:${identity.extensionId}` })
    .filter(({ status }) => status === 'active');
  return direct[0]?.number ?? '';
}

/** What phones of the site show that have no number of their own. Any number of the office is better than none. */
export function siteNumber(read: Read, siteId: string): string {
  const row = read.get(emergencyLocations, siteId);
  const main = mainNumber(read, siteId);
  const active = read.all(publicNumbers, { status: 'active' });
  return (
    row?.elin ||
    row?.callbackNumber ||
    (main?.status === 'active' ? main.number : '') ||
    active.find((number) => number.siteId === siteId)?.number ||
    active[0]?.number ||
    ''
  );
}

/**
 * Every trunk that is in use: those of the site first, then of the same country, then the others, whose carrier may reach
 * other helpers; within each, carriers before gateways on the LAN.
 */
export function emergencyTrunks(read: Read, siteId: string): Trunk[] {
  const country = read.get(sites, siteId)?.country;
  const rank = (trunk: Trunk) =>
    (trunk.siteId === siteId ? 0 : read.get(sites, trunk.siteId)?.country === country ? 2 : 4) +
    (trunk.kind === 'gateway' ? 1 : 0);
  return trunksInOrder(read)
    .map((trunk, at) => ({ trunk, at }))
    .sort((a, b) => rank(a.trunk) - rank(b.trunk) || a.at - b.at)
    .map(({ trunk }) => trunk);
}

export interface EmergencyRoute {
  place: Place;
  shows: string;
  sends: string;
  trunks: Trunk[];
}

/** What `[emergency]` does with this number from this phone. */
export function emergencyRoute(read: Read, identity: Identity, number: string): EmergencyRoute {
  const place = placeOf(read, identity);
  return {
    place,
    shows: ownNumber(read, identity) || siteNumber(read, place.siteId),
    sends: sentNumber(place.country, number),
    trunks: emergencyTrunks(read, place.siteId),
  };
}

/** The same for any device that Asterisk names, also the line of a phone that is nobody's. */
export function emergencyRouteOf(read: Read, device: string, number: string): EmergencyRoute | undefined {
  const identity = identityOfDevice(read, device);
  if (identity) return emergencyRoute(read, identity, number);
  const phone = freePhone(read, device);
  if (!phone) return undefined;
  const place = placeAt(read, phone.siteId, chainFrom(read, phone.id));
  return {
    place,
    shows: siteNumber(read, phone.siteId),
    sends: sentNumber(place.country, number),
    trunks: emergencyTrunks(read, phone.siteId),
  };
}

const freePhone = (read: Read, device: string) =>
  device.startsWith('claim-') ? read.get(phones, `mac-${device.slice('claim-'.length)}`) : undefined;

export function placeWords(place: Place): string {
  const city = [place.postalCode, place.city].filter(Boolean).join(' ');
  return [place.detail, place.street, city, place.region, place.country].filter(Boolean).join(', ');
}

/** "101 Anna Weber", whose phone it is. */
export function callerName(read: Read, device: string): string {
  const free = freePhone(read, device);
  if (free) return `${phoneName(free)}, nobody’s phone`;
  const extension = read.get(extensions, device.slice(0, device.lastIndexOf('-')));
  return extension ? extensionName(extension) : 'Somebody';
}

export function identityOfDevice(read: Read, device: string): Identity | undefined {
  const at = device.lastIndexOf('-');
  return read.all(identities, { extensionId: device.slice(0, at) }).find((identity) => deviceOf(identity) === device);
}
