import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';
import * as schema from '../../../db/schema.ts';
import type { Table } from '../../core/store.ts';

/** Rows of others that name an extension: they keep it from being removed, and are named. */
const others = ['ring_group_members', 'queue_agents', 'paging_members', 'emergency_alarm_phones', 'flow_steps', 'public_numbers']; // prettier-ignore
const tables = Object.values(schema).filter((one) => is(one, SQLiteTable)) as unknown as Table[];

let office: TestOffice;
let anna: string;
let ben: string;
let identityId: string;

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  const made = office.person('Anna', '101', [{ type: 'deskphone' }, { type: 'desktop-softphone' }]);
  anna = made.extensionId;
  identityId = made.identityIds[0] ?? '';
  const [, softphone = ''] = made.identityIds;
  const other = office.person('Ben', '102');
  ben = other.extensionId;
  const numberId = office.do('public-number.create', { number: '030 1234567' }).id;
  const hours = office.do('schedule.create', { name: 'Office', number: '17' }).id;
  const own = { extensionId: anna };
  office.do('voicemail.set', { ...own, enabled: true });
  office.do('pin.set-default', { ...own, pin: '7391' });
  office.do('unavailable.set', { ...own, enabled: true, scheduleId: hours, action: 'busy' });
  office.do('user.set-working-hours', { userId: made.userId, scheduleId: hours });
  office.do('forwarding.set', { ...own, kind: 'always', enabled: true, extensions: [ben], vips: ['102'] });
  // Numbers with a passcode are not forwarded; the rule stays, turned off.
  office.do('forwarding.set', { ...own, kind: 'always', enabled: false });
  office.do('caller-id.set', { ...own, hidden: true, allowed: [numberId] });
  office.do('caller-id.request', { ...own, number: '030 7654321' });
  office.do('usage.set-limit', { ...own, kind: 'minutes', amount: 60 });
  office.do('outbound-rule.create', { name: 'Chosen', patterns: [{ kind: 'pattern', text: '0900.' }], who: 'chosen', people: [anna, ben] }); // prettier-ignore
  office.do('outbound.set-passcode', { ...own, passcode: '48151' });
  office.do('speed-dial.create', { ...own, name: 'Home', number: '030 5554433' });
  office.do('key.add', { ...own, kind: 'lamp', target: ben });
  office.do('key.add', { extensionId: ben, kind: 'lamp', target: anna });
  office.do('key.add', { ...own, kind: 'speed', target: office.ask('speed-dial.list', own)[0]?.id ?? '' });
  office.do('number.set-display-name', { ...own, name1: 'Reception', name2: 'Berlin' });
  office.do('phone.adopt', { mac: '000413aabbcc', vendor: 'snom', model: 'D785', identityId });
  office.do('handset.allow', { identityId });
  office.do('handset.allow', { identityId: other.identityIds[0] ?? '' });
  office.do('hot-desk.log-in', { extensionId: anna, identityId: other.identityIds[0] ?? '' });
  office.do('emergency-location.set', { id: softphone, name: 'At home' });
});
afterEach(() => office.close());

const rows = () =>
  tables.flatMap((table) =>
    office.office.read.all(table).map((row) => `${getTableName(table)} ${JSON.stringify(row)}`),
  );
const naming = (id: string) => rows().filter((row) => row.includes(id));
const tableOf = (row: string) => row.split(' ')[0] ?? '';

test('an extension goes with all that is its own, and undo brings all of it back', () => {
  const before = rows();
  const of = new Set(naming(anna).map(tableOf));
  // A table that comes to have extensions is decided about here: the row goes along, or it keeps the extension.
  const keyed = tables.filter((table) => 'extensionId' in getTableColumns(table)).map(getTableName);
  expect(keyed.filter((table) => !of.has(table) && !others.includes(table))).toEqual([]);
  office.do('extension.delete', { id: anna });
  expect([...naming(anna), ...naming(identityId)]).toEqual([]);
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  expect(rows()).toEqual(before);
});

test('what others built on an extension keeps it, and is named with its page', () => {
  const groupId = office.do('ring-group.create', { name: 'Sales', number: '300', members: [{ identityId }] }).id;
  const queueId = office.do('queue.create', { name: 'Support', number: '310', agents: [{ extensionId: anna }] }).id;
  office.do('paging-group.create', { name: 'Floor', number: '320', members: [anna] });
  office.do('emergency.set-alarm-phones', { phones: [{ extensionId: anna, way: 'ring' }] });
  office.do('public-number.create', { number: '030 1234599', destination: `node:${anna}` });
  office.do('forwarding.set', { extensionId: ben, kind: 'busy', enabled: true, number: '101', callWaitingOff: true });
  const refusal = office.refused('extension.delete', { id: anna });
  const text = JSON.stringify(refusal);
  expect(refusal.kind).toBe('in-use');
  for (const one of [groupId, queueId, 'Floor', 'Alarm of emergency calls', '102 Ben', '030 1234599'])
    expect(text.includes(one), `${one} in ${text}`).toBe(true);
  expect(refusal.remedy?.route).toBeDefined();
});
