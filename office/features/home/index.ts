/** What the first screen and the frame ask for: the office at a glance, what is left to do, and search over everything. */
import { z } from 'zod';
import { defineFeature, query, type QueryContext } from '../../core/feature.ts';
import { emergencyNumbers } from '../../core/numbering.ts';
import { formatNumber } from '../../core/phone-number.ts';
import type { Read, Row } from '../../core/store.ts';
import { line } from '../../core/text.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { phoneName, shownMac } from '../phones/rules.ts';
import { newPhones } from '../phones/queries.ts';
import { phones } from '../phones/table.ts';
import { callFlows } from '../call-flows/table.ts';
import { conferenceRooms } from '../conference-rooms/table.ts';
import { outboundRules } from '../outbound/table.ts';
import { pagingGroups } from '../paging-groups/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { schedules } from '../schedules/table.ts';
import { sounds } from '../sounds/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { trunks } from '../trunks/table.ts';
import { queues } from '../queues/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { countriesOf, defaultSite } from '../sites/rules.ts';
import { fullName } from '../users/commands.ts';
import { users } from '../users/table.ts';

export const homeFeature = defineFeature({
  id: 'home',
  queries: {
    'home.summary': query({
      input: z.strictObject({}),
      topics: [
        'users', 'extensions', 'identities', 'phones', 'ring_groups', 'sites', 'network', 'journal', 'observed:engine',
        'observed:health', 'observed:phones', 'observed:registrations', 'observed:calls', 'observed:network',
      ], // prettier-ignore
      run: summary,
    }),

    counts: query({
      input: z.strictObject({}),
      topics: ['users', 'phones', 'ring_groups', 'observed:phones'],
      run: ({ read, observed }) => ({
        people: read.count(users),
        phones: read.count(phones),
        phonesNew: newPhones(read, observed).length,
        groups: read.count(ringGroups),
      }),
    }),

    search: query({
      input: z.strictObject({ text: line(80, 'The search text'), limit: z.int().min(1).max(100).default(20) }),
      topics: [
        'users', 'extensions', 'phones', 'ring_groups', 'queues', 'call_flows', 'public_numbers', 'trunks', 'schedules',
        'conference_rooms', 'paging_groups', 'speed_dials', 'sounds', 'outbound_rules',
      ], // prettier-ignore
      run({ read }, { text, limit }) {
        const words = text.toLowerCase().split(/\s+/).filter(Boolean);
        if (words.length === 0) return [];
        // Numbers are written with blanks, dashes and brackets here and there, and differently by everybody.
        const digits = /^[+\d\s()/-]{3,}$/.test(text) ? text.replace(/\D/g, '') : '';
        const hits = read
          .memo(findable)
          .filter(
            (one) =>
              words.every((word) => one.text.includes(word)) ||
              (digits.length > 2 && one.kind === 'number' && one.text.replace(/\D/g, '').includes(digits)),
          );
        return hits.slice(0, limit).map(({ text: _text, ...hit }) => hit);
      },
    }),

    /** Every number that leads somewhere, also those that no rule may touch. */
    'numbers.list': query({
      input: z.strictObject({ search: line(80, 'The search text').default('') }),
      topics: ['extensions', 'ring_groups', 'feature_codes', 'sites'],
      run({ read }, { search }) {
        const wanted = search.toLowerCase();
        return read.memo(allNumbers).filter((one) => `${one.number} ${one.label}`.toLowerCase().includes(wanted));
      },
    }),
  },
});

function summary({ read, observed, history }: QueryContext) {
  const devices = read.memo(allDevices);
  const states = devices.map((device) => observed.registration(device).status);
  const registered = states.filter((status) => status === 'registered').length;
  const fresh = newPhones(read, observed);
  const people = read.count(users);
  const place = history({ table: 'sites', rowId: defaultSite(read).id, limit: 20 });
  const isSetUp = place.some((entry) => entry.command === 'office.set-up' || entry.command === 'site.update');
  return {
    engine: observed.engine,
    health: observed.health,
    address: observed.network.address,
    people,
    extensions: read.count(extensions),
    groups: read.count(ringGroups),
    phones: { adopted: read.count(phones), new: fresh.length },
    devices: {
      total: devices.length,
      registered,
      unknown: states.filter((status) => status === 'unknown').length,
    },
    calls: observed.calls,
    checklist: [
      { id: 'place', done: isSetUp, words: 'Say where the office is', route: '/home' },
      {
        id: 'address',
        done: observed.network.address !== null,
        words: 'Choose the network for phones',
        route: '/system/network',
      },
      { id: 'person', done: people > 0, words: 'Add the first person', route: '/people' },
      { id: 'phone', done: read.count(phones) > 0, words: 'Plug in a phone and adopt it', route: '/phones?show=new' },
      { id: 'registered', done: registered > 0, words: 'See a phone connect', route: '/phones' },
      { id: 'group', done: read.count(ringGroups) > 0, words: 'Make a ring group', route: '/groups' },
    ],
  };
}

function allDevices(read: Read): string[] {
  return read.all(identities).map(deviceOf);
}

/** A number that leads to a person stands on that person's line of the list. */
function pageOf(read: Read, { id, destination }: Row<typeof publicNumbers>): string {
  const [kind, to = ''] = destination.split(':');
  return kind === 'node' && read.get(extensions, to) ? to : id;
}

type HitKind =
  'person' | 'phone' | 'group' | 'queue' | 'flow' | 'number' | 'trunk' | 'hours' | 'service' | 'sound' | 'rule';

function findable(read: Read) {
  const hit = (kind: HitKind, id: string, title: string, detail: string, route: string) => ({
    kind,
    id,
    title,
    detail,
    route,
    text: `${title} ${detail}`.toLowerCase(),
  });
  const numbers = new Map(read.all(extensions).map((extension) => [extension.userId, extension.number]));
  return [
    ...read.all(users).map((user) => {
      const detail = [numbers.get(user.id), user.department, user.email].filter(Boolean).join(' · ');
      return hit('person', user.id, fullName(user), detail, `/people/${user.id}`);
    }),
    ...read.all(ringGroups).map((group) => hit('group', group.id, group.name, group.number, `/groups/${group.id}`)),
    ...read.all(queues).map((queue) => hit('queue', queue.id, queue.name, queue.number, `/queues/${queue.id}`)),
    ...read.all(callFlows).map((flow) => hit('flow', flow.id, flow.name, flow.number ?? '', `/flows/${flow.id}`)),
    ...read.all(publicNumbers).map((one) => {
      const shown = formatNumber(one.number);
      return hit('number', one.id, shown, one.number, `/numbers/${pageOf(read, one)}`);
    }),
    ...read.all(schedules).map((one) => hit('hours', one.id, one.name, 'Hours', `/hours/${one.id}`)),
    ...read.all(trunks).map((one) => hit('trunk', one.id, one.name, 'Trunk', `/lines/trunks/${one.id}`)),
    ...read
      .all(outboundRules)
      .map((one) => hit('rule', one.id, one.name, 'Outbound rule', `/lines/outbound/${one.id}`)),
    ...read
      .all(conferenceRooms)
      .map((one) => hit('service', one.id, one.name, `${one.number} · Conference room`, '/services')),
    ...read.all(pagingGroups).map((one) => hit('service', one.id, one.name, `${one.number} · Paging`, '/services')),
    ...read.all(speedDials).map((one) => hit('service', one.id, one.name, `${one.number} · Speed dial`, '/services')),
    ...read.all(sounds).map((one) => hit('sound', one.id, one.name, 'Sound', '/sounds')),
    ...read
      .all(phones)
      .map((phone) =>
        hit('phone', phone.id, phoneName(phone), `${phone.model} ${shownMac(phone.mac)}`, `/phones/${phone.mac}`),
      ),
    ...read
      .all(extensions)
      .filter((extension) => extension.userId === null)
      .map((extension) =>
        hit('number', extension.id, extensionName(extension), 'Unassigned', `/numbers/${extension.id}`),
      ),
  ];
}

interface HeldNumber {
  number: string;
  kind: 'extension' | 'ring-group' | 'feature-code' | 'emergency';
  label: string;
  id: string;
}

function allNumbers(read: Read): HeldNumber[] {
  const emergencies = [...new Set(countriesOf(read).flatMap(emergencyNumbers))];
  const all: HeldNumber[] = [
    ...read.all(extensions).map(({ id, number, label }) => ({ number, kind: 'extension' as const, label, id })),
    ...read.all(ringGroups).map(({ id, number, name }) => ({ number, kind: 'ring-group' as const, label: name, id })),
    ...read
      .all(featureCodes)
      .map(({ id, code }) => ({ number: code, kind: 'feature-code' as const, label: id.replaceAll('-', ' '), id })),
    ...emergencies.map((number) => ({ number, kind: 'emergency' as const, label: 'Emergency', id: number })),
  ];
  return all.sort((a, b) => a.number.length - b.number.length || (a.number < b.number ? -1 : 1));
}
