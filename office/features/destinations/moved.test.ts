import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { bookEntries } from '../phone-book/table.ts';
import { trunks } from '../trunks/table.ts';

let office: TestOffice;
beforeEach(() => {
  office = testOffice();
});
afterEach(() => office.close());

test('[X1] another number is refused by nothing that names the old one: trunks, shown numbers and contacts follow', () => {
  const anna = office.person('Anna', '101').extensionId;
  const ben = office.person('Ben', '102').extensionId;
  const trunk = office.do('trunk.create', {
    name: 'Carrier',
    kind: 'address',
    host: '203.0.113.5',
    destination: 'number:101',
  }).id;
  office.do('caller-id.set', { extensionId: ben, internalNumber: '101', internalName: 'Reception' });
  office.do('phone-book.add', { name: 'Reception', number: '101' });
  office.do('extension.renumber', { id: anna, number: '151' });
  const { read } = office.office;
  expect(read.get(trunks, trunk)?.destination).toBe('number:151');
  expect(office.ask('caller-id.get', { extensionId: ben })).toMatchObject({ internalNumber: '151' });
  expect(read.all(bookEntries).map(({ number }) => number)).toEqual(['151']);
});
