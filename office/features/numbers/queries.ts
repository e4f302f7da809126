import { z } from 'zod';
import { query } from '../../core/feature.ts';
import type { Observed, SeenPhone } from '../../core/observed.ts';
import { found } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { allowedNumbers } from '../caller-ids/read.ts';
import { callerIds } from '../caller-ids/table.ts';
import { extensions } from '../extensions/table.ts';
import { forwardId } from '../forwarding/rules.ts';
import { forwards } from '../forwarding/table.ts';
import { isOver, loginOf } from '../hot-desks/rules.ts';
import { displayNames, handsets } from '../hot-desks/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { outboundPasscodes } from '../outbound/table.ts';
import { sites } from '../sites/table.ts';
import { fullName } from '../users/commands.ts';
import { users } from '../users/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { everyNumber, shownNumber, type Joined, type NumberRow } from './rows.ts';
import { numberState, type NumberState } from './state.ts';

const topics = [
  'extensions', 'public_numbers', 'pins', 'users', 'sites', 'display_names', 'handsets', 'hot_desks', 'phones', 'identities',
  'observed:registrations', 'observed:phones', 'observed:read-back',
]; // prettier-ignore

export interface NumberLine extends NumberRow, NumberState {
  /** Logged in at a handset, connected at a phone of its own, or neither. */
  login: { kind: 'handset'; phoneId: string } | { kind: 'own' } | null;
}

function loginState(read: Read, observed: Observed, now: number, row: NumberRow): NumberLine['login'] {
  if (row.extensionId === null || row.reserved) return null;
  const login = loginOf(read, row.extensionId);
  if (login && !isOver(login, now))
    return { kind: 'handset', phoneId: read.get(handsets, login.identityId)?.phoneId ?? '' };
  const isConnected = read
    .all(identities, { extensionId: row.extensionId })
    .some((identity) => observed.registration(deviceOf(identity)).status === 'registered');
  return isConnected ? { kind: 'own' } : null;
}

/** Made when the first row asks: most pages need one look-up for each row. */
function seenPhones(observed: Observed): (mac: string) => SeenPhone | undefined {
  let byMac: Map<string, SeenPhone> | undefined;
  return (mac) => (byMac ??= new Map(observed.phones.map((phone) => [phone.mac, phone]))).get(mac);
}

function lineOf(
  read: Read,
  observed: Observed,
  now: number,
  joined: Joined,
  phone: ReturnType<typeof seenPhones>,
): NumberLine {
  const { text: _text, sortNumber: _sort, ...row } = joined;
  return { ...row, ...numberState(read, observed, now, row, phone), login: loginState(read, observed, now, row) };
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

export const numberQueries = {
  /** `siteId` left out: the first site alphabetically (spec N1). */
  'numbers.page': query({
    input: z.strictObject({
      siteId: id.optional(),
      search: line(80, 'The search text').default(''),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(100),
    }),
    topics,
    run({ read, observed, now }, { siteId, search, offset, limit }) {
      const places = read.all(sites).sort(byName);
      const chosen = places.find((site) => site.id === siteId) ?? places[0];
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const hits = read
        .memo(everyNumber)
        .filter((row) => row.siteId === chosen?.id && words.every((word) => row.text.includes(word)));
      const phone = seenPhones(observed);
      return {
        total: hits.length,
        site: chosen?.id ?? '',
        sites: places.map((site) => ({ id: site.id, name: site.name })),
        rows: hits.slice(offset, offset + limit).map((row) => lineOf(read, observed, now, row, phone)),
      };
    },
  }),

  /** Details and features of one number (spec N4). */
  'number.get': query({
    input: z.strictObject({ id }),
    topics: [
      ...topics,
      'forwards',
      'mailboxes',
      'caller_ids',
      'caller_id_choices',
      'caller_id_requests',
      'outbound_passcodes',
    ],
    run({ read, observed, now }, input) {
      const joined = found(
        read.memo(everyNumber).find((one) => one.id === input.id),
        'This number',
      );
      const row = lineOf(read, observed, now, joined, seenPhones(observed));
      const extension = row.extensionId === null ? undefined : read.get(extensions, row.extensionId);
      return {
        ...row,
        site: read.get(sites, row.siteId)?.name ?? '',
        features: extension ? featuresOf(read, extension.id) : null,
      };
    },
  }),

  /** Only people without a number can be given one (spec N5). */
  'numbers.people': query({
    input: z.strictObject({
      search: line(80, 'The search text').default(''),
      limit: z.int().min(1).max(200).default(50),
    }),
    topics: ['users', 'extensions'],
    run({ read }, { search, limit }) {
      const taken = new Map(
        read.all(extensions).flatMap((one) => (one.userId === null ? [] : [[one.userId, one.number]])),
      );
      const wanted = search.toLowerCase();
      const hits = read
        .all(users)
        .map((user) => ({ id: user.id, name: fullName(user), number: taken.get(user.id) ?? null }))
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .sort((a, b) => Number(a.number !== null) - Number(b.number !== null) || byName(a, b));
      return { total: hits.length, rows: hits.slice(0, limit) };
    },
  }),
};

export const pageForwards = ['always', 'busy', 'no-answer'] as const;

function featuresOf(read: Read, extensionId: string) {
  const extension = found(read.get(extensions, extensionId), 'This number');
  const mailbox = read.get(mailboxes, extensionId);
  const shown = read.get(callerIds, extensionId);
  const names = read.get(displayNames, extensionId);
  const country = read.get(sites, extension.siteId)?.country;
  const forward = (kind: (typeof pageForwards)[number]) => {
    const row = read.get(forwards, forwardId(extensionId, kind));
    return { enabled: row?.enabled ?? false, number: row?.number ?? '' };
  };
  return {
    displayName: { name1: names?.name1 ?? '', name2: names?.name2 ?? '' },
    forwards: { always: forward('always'), busy: forward('busy'), noAnswer: forward('no-answer') },
    ringSeconds: extension.ringSeconds,
    voicemail: { enabled: mailbox?.enabled ?? false, email: mailbox?.email ?? '' },
    hidden: shown?.hidden ?? false,
    callWaiting: extension.callWaiting,
    doNotDisturb: extension.doNotDisturb,
    cli: { on: shown?.mode === 'fixed', number: shown?.mode === 'fixed' ? shown.number : '' },
    /** Active numbers of the same site, as they are stored and as people write them. */
    numbers: allowedNumbers(read, extensionId).map(({ number }) => ({ number, shown: shownNumber(number, country) })),
    /** Forwarding is off for numbers with one (spec N8). */
    hasPasscode: read.get(outboundPasscodes, extensionId) !== undefined,
  };
}
