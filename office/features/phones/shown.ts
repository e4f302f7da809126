/** Phones as lists and pages show them: what the office has, what was seen, and where helpers would be sent. */
import { addressProblems } from '../../core/emergency/address.ts';
import type { Observed, SeenPhone } from '../../core/observed.ts';
import type { Read, Row } from '../../core/store.ts';
import { chainFrom, placeAt } from '../emergency/read.ts';
import { emergencyLocations } from '../emergency/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { sites } from '../sites/table.ts';
import { users } from '../users/table.ts';
import { claimDevice, phoneName, shownMac } from './rules.ts';
import { phoneLines, phones, type formerPhones } from './table.ts';

type Phone = Row<typeof phones>;

/** One line of the phones list (spec P1). Texts from the network are shown as text and never read. */
export interface PhoneLine {
  id: string;
  mac: string;
  shownMac: string;
  adopted: boolean;
  label: string;
  vendor: string | null;
  model: string | null;
  firmware: string | null;
  address: string | null;
  site: string;
  number: string;
  assignedTo: string;
  userId: string | null;
  identityId: string | null;
  registration: ReturnType<Observed['registration']> | null;
  life: SeenPhone['life'] | null;
  firstSeen: number | null;
  lastSeen: number | null;
  /** The latest of what was heard of it. */
  heard: SeenPhone['evidence'][number] | null;
  /** Line 2 and after it. */
  lines: { position: number; identityId: string; number: string; name: string }[];
  /** What it says that it is, where the office has it for something else. */
  says: { vendor: string; model: string } | null;
  /** Where helpers are sent; `problem`: the address is missing, or asked for again since the phone was moved. */
  place: { words: string; problem: 'missing' | 'moved' | 'elsewhere' | null } | null;
  /** It has left the office. */
  former: { end: 'replaced' | 'retired'; at: number; by: { mac: string; name: string } | null } | null;
}

/** What only phones of the office have. */
const none = { lines: [], says: null, place: null, former: null } satisfies Partial<PhoneLine>;

export function adoptedLine(read: Read, observed: Observed, phone: Phone, seen: SeenPhone | undefined): PhoneLine {
  const identity = phone.identityId === null ? undefined : read.get(identities, phone.identityId);
  const extension = identity && read.get(extensions, identity.extensionId);
  const user = extension?.userId ? read.get(users, extension.userId) : undefined;
  return {
    id: phone.id,
    mac: phone.mac,
    shownMac: shownMac(phone.mac),
    adopted: true,
    label: phone.label,
    vendor: phone.vendor,
    model: phone.model,
    firmware: seen?.firmware ?? null,
    address: seen?.address ?? null,
    site: read.get(sites, phone.siteId)?.name ?? '',
    number: extension?.number ?? '',
    assignedTo: user ? `${user.firstName} ${user.lastName}`.trim() : extension ? extensionName(extension) : '',
    userId: user?.id ?? null,
    identityId: phone.identityId,
    registration: observed.registration(identity ? deviceOf(identity) : claimDevice(phone)),
    life: seen?.life ?? null,
    firstSeen: seen?.firstSeen ?? null,
    lastSeen: seen?.lastSeen ?? null,
    heard: seen?.evidence.at(-1) ?? null,
    lines: read.memo(linesByPhone).get(phone.id) ?? [],
    says: phone.model !== '' && seen?.said && isOther(seen.said, phone) ? seen.said : null,
    place: standing(read, phone, seen),
    former: null,
  };
}

type Kind = Pick<Phone, 'vendor' | 'model'>;
const isOther = (one: Kind, other: Kind): boolean =>
  one.vendor !== other.vendor || one.model.toLowerCase() !== other.model.toLowerCase();

type Standing = NonNullable<PhoneLine['place']>;

/** Where helpers would be sent, of every phone; what was only seen comes on top. */
function standings(read: Read): Map<string, Standing> {
  return new Map(
    read.all(phones).map((phone) => {
      const place = placeAt(read, phone.siteId, chainFrom(read, phone.id));
      const row = read.get(emergencyLocations, phone.id);
      const words = [place.detail, place.street, place.city].filter(Boolean).join(', ');
      const isMissing = addressProblems(place).length > 0;
      return [
        phone.id,
        { words, problem: isMissing ? 'missing' : row && row.siteId !== phone.siteId ? 'moved' : null },
      ];
    }),
  );
}

function standing(read: Read, phone: Phone, seen: SeenPhone | undefined): Standing {
  const known = read.memo(standings).get(phone.id) ?? { words: '', problem: null };
  return seen?.moved && known.problem === null ? { ...known, problem: 'elsewhere' } : known;
}

/** Phones of which helpers would not know where they are (spec P4). */
export function withoutPlace(read: Read, observed: Observed): number {
  const all = read.memo(standings);
  const missing = read.memo(missingPlaces);
  return missing + observed.phones.filter(({ mac, moved }) => moved && all.get(`mac-${mac}`)?.problem === null).length;
}

const missingPlaces = (read: Read): number =>
  [...read.memo(standings).values()].filter(({ problem }) => problem !== null).length;

function linesByPhone(read: Read): Map<string, PhoneLine['lines']> {
  const found = new Map<string, PhoneLine['lines']>();
  for (const { phoneId, position, identityId } of read.all(phoneLines)) {
    const own = read.get(extensions, read.get(identities, identityId)?.extensionId ?? '');
    const line = { position, identityId, number: own?.number ?? '', name: own ? extensionName(own) : '' };
    found.set(
      phoneId,
      [...(found.get(phoneId) ?? []), line].sort((one, other) => one.position - other.position),
    );
  }
  return found;
}

export function formerLine(read: Read, phone: Row<typeof formerPhones>, seen: SeenPhone | undefined): PhoneLine {
  const by = phone.byId === null ? undefined : read.get(phones, phone.byId);
  const { id, mac, label, vendor, model, end, at } = phone;
  return {
    ...none,
    id, mac, label, vendor, model, shownMac: shownMac(mac), adopted: false, firmware: seen?.firmware ?? null,
    address: seen?.address ?? null, site: '', number: '', assignedTo: '', userId: null, identityId: null, registration: null,
    life: { state: end, since: at }, firstSeen: seen?.firstSeen ?? null, lastSeen: seen?.lastSeen ?? null,
    heard: seen?.evidence.at(-1) ?? null,
    former: { end, at, by: by ? { mac: by.mac, name: phoneName(by) } : null },
  }; // prettier-ignore
}

export function newLine(seen: SeenPhone): PhoneLine {
  return {
    ...none,
    id: `mac-${seen.mac}`,
    mac: seen.mac,
    shownMac: shownMac(seen.mac),
    adopted: false,
    label: '',
    vendor: seen.vendor,
    model: seen.model,
    firmware: seen.firmware,
    address: seen.address,
    site: '',
    number: '',
    assignedTo: '',
    userId: null,
    identityId: null,
    registration: null,
    life: seen.life,
    firstSeen: seen.firstSeen,
    lastSeen: seen.lastSeen,
    heard: seen.evidence.at(-1) ?? null,
  };
}
