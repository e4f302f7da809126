import { z } from 'zod';
import { query } from '../../core/feature.ts';
import type { Observed, SeenPhone } from '../../core/observed.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { addressProblems } from '../../core/emergency/address.ts';
import { chainFrom, placeAt } from '../emergency/read.ts';
import { emergencyLocations } from '../emergency/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { sites } from '../sites/table.ts';
import { users } from '../users/table.ts';
import { claimDevice, phoneName, placeOfIdentity, shownMac } from './rules.ts';
import { formerPhones, phoneLines, phones } from './table.ts';

type Phone = Row<typeof phones>;

const topics = [
  'phones',
  'phone_lines',
  'phone_claims',
  'former_phones',
  'emergency_locations',
  'identities',
  'extensions',
  'users',
  'sites',
  'observed:phones',
  'observed:registrations',
];

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
  /** The model that it says it is, where the office has another. */
  says: string | null;
  /** Where helpers are sent; `problem`: the address is missing, or asked for again since the phone was moved. */
  place: { words: string; problem: 'missing' | 'moved' | 'elsewhere' | null } | null;
  /** It has left the office. */
  former: { end: 'replaced' | 'retired'; at: number; by: { mac: string; name: string } | null } | null;
}

/** What only phones of the office have. */
const none = { lines: [], says: null, place: null, former: null } satisfies Partial<PhoneLine>;

function adoptedLine(read: Read, observed: Observed, phone: Phone, seen: SeenPhone | undefined): PhoneLine {
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
    says: phone.model !== '' && seen?.model && seen.model !== phone.model ? seen.model : null,
    place: standing(read, phone, seen),
    former: null,
  };
}

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
function withoutPlace(read: Read, observed: Observed): number {
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

function formerLine(read: Read, phone: Row<typeof formerPhones>, seen: SeenPhone | undefined): PhoneLine {
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

function newLine(seen: SeenPhone): PhoneLine {
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

/** Seen on the network, not adopted, and not put aside. */
export function newPhones(read: Read, observed: Observed): SeenPhone[] {
  return observed.phones.filter(({ mac, life }) => {
    const id = `mac-${mac}`;
    return life.state !== 'ignored' && !read.get(phones, id) && !read.get(formerPhones, id);
  });
}

const sortKeys = [
  'label', 'number', 'assignedTo', 'model', 'mac', 'address', 'firmware', 'site', 'place', 'state', 'lastSeen',
] as const; // prettier-ignore
const filters = ['any', 'attention', 'working', 'on-the-way', 'nobody', 'no-place'] as const;

type Filter = (typeof filters)[number];

const isWorking = ({ life }: PhoneLine): boolean => life?.state === 'registered' || life?.state === 'in-service';

const fits: Record<Filter, (phone: PhoneLine) => boolean> = {
  any: () => true,
  attention: ({ life }) => life?.state === 'attention',
  working: isWorking,
  'on-the-way': (phone) => phone.identityId !== null && phone.life?.state !== 'attention' && !isWorking(phone),
  nobody: ({ identityId }) => identityId === null,
  'no-place': ({ place }) => Boolean(place?.problem),
};

function sortValue(phone: PhoneLine, key: (typeof sortKeys)[number]): string {
  // What is asked for comes first.
  if (key === 'place') return phone.place?.problem ? ` ${phone.place.problem}` : (phone.place?.words ?? '');
  if (key === 'state') return phone.life?.state ?? '';
  if (key === 'lastSeen') return phone.lastSeen === null ? '' : String(phone.lastSeen);
  return phone[key] ?? '';
}

export const phoneQueries = {
  'phones.list': query({
    input: z.strictObject({
      tab: z.enum(['new', 'all', 'former']).default('all'),
      search: line(80, 'The search text').default(''),
      filter: z.enum(filters).default('any'),
      sort: z.enum(sortKeys).default('label'),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    topics,
    run({ read, observed }, { tab, search, filter, sort, descending, offset, limit }) {
      const seen = new Map(observed.phones.map((phone) => [phone.mac, phone]));
      const fresh = newPhones(read, observed);
      const lines = {
        new: () => fresh.map(newLine),
        all: () => read.all(phones).map((phone) => adoptedLine(read, observed, phone, seen.get(phone.mac))),
        former: () => read.all(formerPhones).map((phone) => formerLine(read, phone, seen.get(phone.mac))),
      }[tab]();
      const wanted = search.toLowerCase();
      const asMac = wanted.replace(/[\s:.-]/g, '');
      const hits = lines.filter(
        (one) =>
          fits[filter](one) &&
          ((asMac.length >= 4 && one.mac.includes(asMac)) ||
            [one.label, one.number, one.assignedTo, one.model, one.vendor, one.address, one.shownMac, one.place?.words]
              .join(' ')
              .toLowerCase()
              .includes(wanted)),
      );
      hits.sort((a, b) => compare(sortValue(a, sort), sortValue(b, sort)) || (a.mac < b.mac ? -1 : 1));
      if (descending) hits.reverse();
      return {
        total: hits.length,
        of: lines.length,
        new: fresh.length,
        adopted: read.count(phones),
        former: read.count(formerPhones),
        noPlace: withoutPlace(read, observed),
        rows: hits.slice(offset, offset + limit),
      };
    },
  }),

  'phone.get': query({
    input: z.strictObject({ id }),
    topics,
    run({ read, observed }, input) {
      const seen = observed.phones.find((phone) => `mac-${phone.mac}` === input.id);
      const phone = read.get(phones, input.id);
      const more = { moved: seen?.moved ?? null, evidence: seen?.evidence ?? [] };
      if (!phone) {
        const former = read.get(formerPhones, input.id);
        const line = former ? formerLine(read, former, seen) : newLine(found(seen, 'This phone'));
        return { ...line, siteId: null, adoptedAt: null, ...more };
      }
      const { siteId, adoptedAt } = phone;
      return { ...adoptedLine(read, observed, phone, seen), siteId, adoptedAt, ...more };
    },
  }),

  /** Whose phone a phone can become: every extension in the order of its number, with the phone that it has and the reason when it may have none. */
  'phone.choices': query({
    input: z.strictObject({}),
    topics: ['phones', 'phone_lines', 'identities', 'extensions', 'users'],
    run: ({ read }) => read.memo(choices),
  }),
};

export interface PhoneChoice {
  extensionId: string;
  identityId: string | null;
  number: string;
  name: string;
  userId: string | null;
  /** The phone that it has now. */
  phone: { id: string; name: string } | null;
  /** Where it stands as a second or later line. */
  line: { phone: string; position: number } | null;
  /** The Basic plan has no desk phone (spec U2). */
  planWithoutPhone: boolean;
}

function choices(read: Read): PhoneChoice[] {
  const own = new Map(read.all(identities, { type: 'deskphone' }).map((one) => [one.extensionId, one.id]));
  const onPhone = new Map(read.all(phones).map((phone) => [phone.identityId, phone]));
  return read
    .all(extensions)
    .map((extension) => {
      const user = extension.userId === null ? undefined : read.get(users, extension.userId);
      const identityId = own.get(extension.id) ?? null;
      const phone = identityId === null ? undefined : onPhone.get(identityId);
      const line = identityId === null ? undefined : placeOfIdentity(read, identityId);
      return {
        extensionId: extension.id,
        identityId,
        number: extension.number,
        name: user ? `${user.firstName} ${user.lastName}`.trim() : extension.label,
        userId: extension.userId,
        phone: phone ? { id: phone.id, name: phoneName(phone) } : null,
        line: line && line.position > 1 ? { phone: phoneName(line.phone), position: line.position } : null,
        planWithoutPhone: user?.plan === 'basic',
      };
    })
    .sort((a, b) => collator.compare(a.number, b.number));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Empty ones last: they are what somebody still has to fill in, not what they look for. */
function compare(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  return collator.compare(a, b);
}
