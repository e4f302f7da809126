import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';

let office: TestOffice;
let anna: string;
let ben: string;

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  anna = office.person('Anna', '101').extensionId;
  ben = office.person('Ben', '102').extensionId;
});
afterEach(() => office.close());

const list = () => office.ask('key.list', { extensionId: anna });
const shown = () => list().keys.map(({ name, dials }) => `${name}: ${dials ?? '-'}`);
const add = (kind: 'lamp' | 'parking' | 'hours' | 'speed', target: string) =>
  office.do('key.add', { extensionId: anna, kind, target }).id;

test('[G4] keys have an order, follow what they are for, and say when it is gone', () => {
  office.do('parking.set', { number: '700', places: 3 });
  const hours = office.do('schedule.create', { name: 'Office', number: '17' }).id;
  const taxi = office.do('speed-dial.create', { name: 'Taxi', number: '030 210202', place: '05' }).id;
  add('lamp', ben);
  const park = add('parking', '703');
  add('hours', hours);
  const speed = add('speed', taxi);
  expect(shown()).toEqual(['102 Ben: 102', 'Parking place 703: 703', 'Office: *2817', 'Taxi: *6005']);
  expect(list().choices).toEqual({ parking: ['701', '702'], hours: [], speed: [] });

  office.do('key.move', { id: speed, position: 1 });
  office.do('extension.renumber', { id: ben, number: '150' });
  expect(shown()).toEqual(['150 Ben: 150', 'Taxi: *6005', 'Parking place 703: 703', 'Office: *2817']);

  office.do('parking.set', { places: 2 });
  expect(list().keys[2]).toMatchObject({
    dials: null,
    problem: expect.stringContaining('no parking place 703') as string,
  });
  office.do('key.remove', { id: park });
  expect(shown()).toEqual(['150 Ben: 150', 'Taxi: *6005', 'Office: *2817']);
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  expect(shown()[2]).toBe('Parking place 703: -');
});

test('[G4] a key that would do nothing is refused', () => {
  const refusal = (kind: 'lamp' | 'parking' | 'hours' | 'speed', target: string) =>
    office.refused('key.add', { extensionId: anna, kind, target }).message;
  const own = office.do('speed-dial.create', { extensionId: ben, name: 'Home', number: '030 1234567' }).id;
  const hours = office.do('schedule.create', { name: 'Office', number: '' }).id;
  expect(refusal('lamp', anna)).toContain('its own calls');
  expect(refusal('lamp', 'ext-none')).toContain('no longer there');
  expect(refusal('parking', '701')).toContain('no parking place 701');
  expect(refusal('speed', own)).toContain('speed dial of 102 Ben');
  expect(refusal('hours', hours)).toContain('no digits');
});

test('[G4] what a key is for cannot go unnoticed; a colleague who goes takes the lamp along', () => {
  const hours = office.do('schedule.create', { name: 'Office', number: '17' }).id;
  add('lamp', ben);
  add('hours', hours);
  expect(office.refused('schedule.delete', { id: hours })).toMatchObject({ kind: 'in-use', by: [{ id: anna }] });
  office.do('extension.delete', { id: ben });
  expect(shown()).toEqual(['Office: *2817']);
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  expect(shown()).toEqual(['102 Ben: 102', 'Office: *2817']);
});

test('[G4] keys for everybody come first, then those of the site, and go with what they are for', () => {
  const site = office.ask('site.list', {}).sites[0]?.id ?? '';
  const taxi = office.do('speed-dial.create', { name: 'Taxi', number: '030 210202', place: '05' }).id;
  const own = office.do('speed-dial.create', { extensionId: ben, name: 'Home', number: '030 1234567' }).id;
  office.do('common-key.add', { siteId: 'office', kind: 'lamp', target: ben });
  office.do('common-key.add', { siteId: site, kind: 'speed', target: taxi, label: 'Fahrdienst' });
  office.do('common-key.add', { siteId: site, kind: 'none', position: 0 });
  add('lamp', ben);
  expect(list().common.map(({ name, whose, label }) => `${name} ${whose} ${label}`)).toEqual([
    '102 Ben everybody ',
    'Nothing everybody at Berlin ',
    'Taxi everybody at Berlin Fahrdienst',
  ]);
  expect(office.refused('common-key.add', { siteId: 'office', kind: 'lamp', target: ben }).message).toContain(
    'already',
  );
  expect(office.refused('common-key.add', { siteId: 'office', kind: 'speed', target: own }).kind).toBe('invalid');
  expect(office.refused('common-key.add', { siteId: 'office', kind: 'lamp', target: '' }).message).toContain(
    'what the key is for',
  );
  office.do('extension.delete', { id: ben });
  expect(list().common.map(({ name }) => name)).toEqual(['Nothing', 'Taxi']);
});
