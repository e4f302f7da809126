import { z } from 'zod';
import { query } from '../../core/feature.ts';
import type { Observed, SeenPhone } from '../../core/observed.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { users } from '../users/table.ts';
import { phoneName, placeOfIdentity } from './rules.ts';
import { adoptedLine, formerLine, newLine, withoutPlace, type PhoneLine } from './shown.ts';
import { formerPhones, phones } from './table.ts';

export type { PhoneLine } from './shown.ts';

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
