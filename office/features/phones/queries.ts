import { z } from 'zod';
import { query } from '../../core/feature.ts';
import type { Observed, SeenPhone } from '../../core/observed.ts';
import { found } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { sites } from '../sites/table.ts';
import { users } from '../users/table.ts';
import { phoneName, shownMac } from './rules.ts';
import { phones } from './table.ts';

type Phone = Row<typeof phones>;

const topics = ['phones', 'identities', 'extensions', 'users', 'sites', 'observed:phones', 'observed:registrations'];

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
}

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
    registration: identity ? observed.registration(deviceOf(identity)) : null,
    life: seen?.life ?? null,
    firstSeen: seen?.firstSeen ?? null,
    lastSeen: seen?.lastSeen ?? null,
    heard: seen?.evidence.at(-1) ?? null,
  };
}

function newLine(seen: SeenPhone): PhoneLine {
  return {
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
  return observed.phones.filter((seen) => seen.life.state !== 'ignored' && !read.get(phones, `mac-${seen.mac}`));
}

const sortKeys = [
  'label', 'number', 'assignedTo', 'model', 'mac', 'address', 'firmware', 'site', 'state', 'lastSeen',
] as const; // prettier-ignore
const filters = ['any', 'attention', 'working', 'on-the-way', 'nobody'] as const;

type Filter = (typeof filters)[number];

const isWorking = ({ life }: PhoneLine): boolean => life?.state === 'registered' || life?.state === 'in-service';

const fits: Record<Filter, (phone: PhoneLine) => boolean> = {
  any: () => true,
  attention: ({ life }) => life?.state === 'attention',
  working: isWorking,
  'on-the-way': (phone) => phone.identityId !== null && phone.life?.state !== 'attention' && !isWorking(phone),
  nobody: ({ identityId }) => identityId === null,
};

function sortValue(phone: PhoneLine, key: (typeof sortKeys)[number]): string {
  if (key === 'state') return phone.life?.state ?? '';
  if (key === 'lastSeen') return phone.lastSeen === null ? '' : String(phone.lastSeen);
  return phone[key] ?? '';
}

export const phoneQueries = {
  'phones.list': query({
    input: z.strictObject({
      tab: z.enum(['new', 'all']).default('all'),
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
      const lines =
        tab === 'new'
          ? fresh.map(newLine)
          : read.all(phones).map((phone) => adoptedLine(read, observed, phone, seen.get(phone.mac)));
      const wanted = search.toLowerCase();
      const asMac = wanted.replace(/[\s:.-]/g, '');
      const hits = lines.filter(
        (one) =>
          fits[filter](one) &&
          ((asMac.length >= 4 && one.mac.includes(asMac)) ||
            [one.label, one.number, one.assignedTo, one.model, one.vendor, one.address, one.shownMac]
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
      if (!phone)
        return { ...newLine(found(seen, 'This phone')), siteId: null, adoptedAt: null, evidence: seen?.evidence ?? [] };
      const { siteId, adoptedAt } = phone;
      return { ...adoptedLine(read, observed, phone, seen), siteId, adoptedAt, evidence: seen?.evidence ?? [] };
    },
  }),

  /** Whose phone a phone can become: every extension, with the phone that it has and the reason when it may have none. */
  'phone.choices': query({
    input: z.strictObject({}),
    topics: ['phones', 'identities', 'extensions', 'users'],
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
      return {
        extensionId: extension.id,
        identityId,
        number: extension.number,
        name: user ? `${user.firstName} ${user.lastName}`.trim() : extension.label,
        userId: extension.userId,
        phone: phone ? { id: phone.id, name: phoneName(phone) } : null,
        planWithoutPhone: user?.plan === 'basic',
      };
    })
    .sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.number, b.number));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Empty ones last: they are what somebody still has to fill in, not what they look for. */
function compare(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  return collator.compare(a, b);
}
