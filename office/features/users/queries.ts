import { z } from 'zod';
import { query } from '../../core/feature.ts';
import type { Observed } from '../../core/observed.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { targetsOf } from '../forwarding/next.ts';
import { forwards, vipCallers } from '../forwarding/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { placeOfIdentity } from '../phones/rules.ts';
import { phoneLines, phones } from '../phones/table.ts';
import { ringGroupMembers, ringGroups } from '../ring-groups/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { fullName } from './commands.ts';
import { userPlans, users } from './table.ts';

export interface PersonLine {
  id: string;
  name: string;
  email: string;
  department: string;
  jobTitle: string;
  role: string;
  plan: (typeof userPlans)[number];
  number: string;
  extensionId: string | null;
  doNotDisturb: boolean;
  /** All calls are forwarded. */
  forwarded: boolean;
  voicemail: boolean;
  phone: boolean;
}

interface Joined extends PersonLine {
  text: string;
  devices: string[];
}

/** Everybody with what the list shows, joined once for each change: 10,000 people are searched at every key. */
function everybody(read: Read): Joined[] {
  const byUser = new Map(read.all(extensions).map((extension) => [extension.userId, extension]));
  const devices = new Map<string, { id: string; device: string }[]>();
  for (const identity of read.all(identities)) {
    const list = devices.get(identity.extensionId) ?? [];
    list.push({ id: identity.id, device: deviceOf(identity) });
    devices.set(identity.extensionId, list);
  }
  const withVoicemail = new Set(read.all(mailboxes, { enabled: true }).map((mailbox) => mailbox.id));
  const forwarded = new Set(read.all(forwards, { kind: 'always', enabled: true }).map((row) => row.extensionId));
  const onPhone = new Set([...read.all(phones), ...read.all(phoneLines)].map(({ identityId }) => identityId));
  return read.all(users).map((user) => {
    const extension = byUser.get(user.id);
    const own = extension ? (devices.get(extension.id) ?? []) : [];
    const name = fullName(user);
    return {
      id: user.id,
      name,
      email: user.email,
      department: user.department,
      jobTitle: user.jobTitle,
      role: user.role,
      plan: user.plan,
      number: extension?.number ?? '',
      extensionId: extension?.id ?? null,
      doNotDisturb: extension?.doNotDisturb ?? false,
      forwarded: extension !== undefined && forwarded.has(extension.id),
      voicemail: extension !== undefined && withVoicemail.has(extension.id),
      phone: own.some(({ id: identityId }) => onPhone.has(identityId)),
      devices: own.map(({ device }) => device),
      text: [name, extension?.number, user.email, user.department, user.jobTitle].join('\n').toLowerCase(),
    };
  });
}

const sortKeys = ['name', 'number', 'email', 'department', 'jobTitle', 'plan'] as const;
type SortKey = (typeof sortKeys)[number];

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function by(key: SortKey) {
  return (a: Joined, b: Joined): number =>
    // Empty ones last in either direction of the alphabet: nobody looks for them.
    Number(a[key] === '') - Number(b[key] === '') || collator.compare(a[key], b[key]) || (a.id < b.id ? -1 : 1);
}

function sortedBy(key: SortKey) {
  return (read: Read): Joined[] => [...read.memo(everybody)].sort(by(key));
}

/** Up to so many are sorted as they are found; sorting all of a large office is worth remembering. */
const fewHits = 1000;

/** Remembered by the function itself, so one constant function for each order. */
const orders = Object.fromEntries(sortKeys.map((key) => [key, sortedBy(key)])) as Record<
  SortKey,
  (read: Read) => Joined[]
>; // Safe: made from the same list of keys.

function departments(read: Read): string[] {
  const names = new Set(read.memo(everybody).map((person) => person.department));
  return [...names].filter((name) => name !== '').sort(collator.compare);
}

export function connections(observed: Observed, devices: readonly string[]) {
  const states = devices.map((device) => observed.registration(device).status);
  return {
    registered: states.filter((status) => status === 'registered').length,
    unknown: states.filter((status) => status === 'unknown').length,
    total: states.length,
  };
}

export const userQueries = {
  'people.list': query({
    input: z.strictObject({
      search: line(80, 'The search text').default(''),
      sort: z.enum(sortKeys).default('name'),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(100),
      filter: z
        .strictObject({
          department: line(60, 'The department').optional(),
          plan: z.enum(userPlans).optional(),
          withoutPhone: z.boolean().optional(),
        })
        .default({}),
    }),
    topics: [
      'users',
      'extensions',
      'identities',
      'mailboxes',
      'forwards',
      'phones',
      'phone_lines',
      'observed:registrations',
    ],
    run({ read, observed }, { search, sort, descending, offset, limit, filter }) {
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const isHit = (person: Joined) =>
        words.every((word) => person.text.includes(word)) &&
        (filter.department === undefined || person.department === filter.department) &&
        (filter.plan === undefined || person.plan === filter.plan) &&
        (!filter.withoutPhone || !person.phone);
      const some = read.memo(everybody).filter(isHit);
      const hits = some.length <= fewHits ? some.sort(by(sort)) : read.memo(orders[sort]).filter(isHit);
      if (descending) hits.reverse();
      return {
        total: hits.length,
        departments: read.memo(departments),
        rows: hits.slice(offset, offset + limit).map(({ text: _text, devices, ...person }) => ({
          ...person,
          registration: connections(observed, devices),
        })),
      };
    },
  }),

  /** Everything that belongs to one person (spec U4). */
  'person.get': query({
    input: z.strictObject({ id }),
    topics: [
      'users', 'extensions', 'identities', 'mailboxes', 'forwards', 'forward_targets', 'vip_callers', 'phones', 'phone_lines',
      'ring_groups', 'ring_group_members', 'sites', 'observed:registrations', 'observed:phones',
    ], // prettier-ignore
    run({ read, observed }, input) {
      const user = found(read.get(users, input.id), 'This person');
      const extension = read.all(extensions, { userId: user.id })[0];
      return {
        ...user,
        name: fullName(user),
        extension: extension ? extensionDetails(read, observed, extension.id) : null,
      };
    },
  }),

  /** The same for a number that belongs to nobody: a common area, or one that is kept. */
  'extension.get': query({
    input: z.strictObject({ id }),
    topics: [
      'extensions',
      'identities',
      'mailboxes',
      'forwards',
      'forward_targets',
      'vip_callers',
      'phones',
      'ring_groups',
      'ring_group_members',
      'observed:registrations',
    ],
    run: ({ read, observed }, input) => extensionDetails(read, observed, input.id),
  }),
};

function extensionDetails(read: Read, observed: Observed, extensionId: string) {
  const extension = found(read.get(extensions, extensionId), 'This extension');
  const own = read.all(identities, { extensionId }).sort((a, b) => a.slot - b.slot);
  const mailbox = read.get(mailboxes, extensionId);
  return {
    ...extension,
    name: extensionName(extension),
    identities: own.map(({ secret: _secret, ...identity }) => {
      const phone = placeOfIdentity(read, identity.id)?.phone;
      return {
        ...identity,
        device: deviceOf(identity),
        registration: observed.registration(deviceOf(identity)),
        inUse: observed.inUse(deviceOf(identity)),
        phone: phone ? { id: phone.id, mac: phone.mac, label: phone.label, model: phone.model } : null,
      };
    }),
    voicemail: mailbox ? { enabled: mailbox.enabled } : null,
    forwards: read.all(forwards, { extensionId }).map(({ kind, enabled, number }) => ({ kind, enabled, number })),
    forwardTargets: targetsOf(read, extensionId).map((target) => ({ id: target.id, name: extensionName(target) })),
    vips: read
      .all(vipCallers, { extensionId })
      .map((vip) => vip.number)
      .sort(),
    groups: own.flatMap((identity) =>
      read.all(ringGroupMembers, { identityId: identity.id }).flatMap((member) => {
        const group = read.get(ringGroups, member.groupId);
        return group
          ? [
              {
                id: group.id,
                number: group.number,
                name: group.name,
                identityId: identity.id,
                signedOut: member.signedOut,
              },
            ]
          : [];
      }),
    ),
  };
}
