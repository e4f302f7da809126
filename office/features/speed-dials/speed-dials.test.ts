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

const numbers = () => office.ask('speed-dial.list', {}).map(({ name, number }) => `${name} ${number}`);
const rows = () =>
  office.office
    .projectAll()
    .flatMap((owned) => owned.rows)
    .filter(({ table }) => table === 'speed')
    .map(({ row }) => row);

test('[X1] [G4] a speed dial follows the number that it calls, in Asterisk too, and undo brings both back', () => {
  office.do('speed-dial.create', { name: 'Anna', number: '101', place: '01' });
  office.do('speed-dial.create', { extensionId: ben, name: 'Boss', number: '101', place: '02' });
  office.do('speed-dial.create', { name: 'Taxi', number: '030 202020', place: '03' });
  const before = { numbers: numbers(), rows: rows() };
  office.do('extension.renumber', { id: anna, number: '151' });
  expect(numbers()).toEqual(['Anna 151', 'Taxi +4930202020', 'Boss 151']);
  expect(rows()).toContainEqual(expect.objectContaining({ id: 'all-01', number: '151' }));
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  expect({ numbers: numbers(), rows: rows() }).toEqual(before);
});

test('[X1] [G4] who deletes a number is told which speed dials call it', () => {
  const dial = office.do('speed-dial.create', { name: 'Anna', number: '101', place: '01' });
  expect(office.refused('extension.delete', { id: anna })).toMatchObject({
    kind: 'in-use',
    by: [{ table: 'speed_dials', label: '01 Anna', route: '/services' }],
  });
  office.do('speed-dial.delete', { id: dial.id });
  // Those of the one who goes keep nothing.
  office.do('speed-dial.create', { extensionId: anna, name: 'Myself', number: '101' });
  office.do('extension.delete', { id: anna });
  expect(numbers()).toEqual([]);
});
