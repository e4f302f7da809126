import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { csvRows } from './csv.ts';
import { bookOf } from './read.ts';

let office: TestOffice;
beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
});
afterEach(() => office.close());

const book = () => bookOf(office.office.read).map(({ name, number }) => `${name} ${number}`);

test('[G4] the book has people, groups, named public numbers and contacts, in order, as they are dialled', () => {
  office.person('Zoe', '101');
  const lobby = office.do('extension.create', { number: '109', label: 'Empfang', type: 'common-area' }).id;
  office.do('ring-group.create', { number: '600', name: 'Ärzte', members: [] });
  office.do('phone-book.add', { name: 'Aster', company: 'Blumen GmbH', number: '030 1234567' });
  office.do('phone-book.add', { name: 'Arzt', number: '101' });
  expect(book()).toEqual(['Arzt 101', 'Ärzte 600', 'Aster, Blumen GmbH 0049301234567', 'Empfang 109', 'Zoe 101']);
  office.do('phone-book.hide', { id: lobby, hidden: true });
  office.do('phone-book.update', { groups: false });
  expect(book()).toEqual(['Arzt 101', 'Aster, Blumen GmbH 0049301234567', 'Zoe 101']);
  const list = office.ask('phone-book.list', { search: 'emp' });
  expect(list).toMatchObject({ total: 1, onPhones: 3, rows: [{ name: 'Empfang', isHidden: true }] });
  expect(office.ask('phone-book.list', { search: '30 12345' }).rows[0]?.name).toBe('Aster, Blumen GmbH');
});

test('[G4] [X14] where a digit is needed for an outside line, numbers outside have it, and numbers of the office do not', () => {
  office.person('Zoe', '101');
  office.do('phone-book.add', { name: 'Aster', number: '030 1234567' });
  const numbers = (digit: string) => bookOf(office.office.read, digit).map(({ number }) => number);
  expect([numbers(''), numbers('0')]).toEqual([['0049301234567', '101'], ['00049301234567', '101']]); // prettier-ignore
  expect(bookOf(office.office.read, '0')).toBe(bookOf(office.office.read, '0'));
  expect(office.ask('phone-book.list', {}).rows.map(({ shown }) => shown)).toEqual(['+49 30 1234567', '101']);
});

test('[G4] a contact needs a name and a number; the same one twice is refused', () => {
  const refused = (input: { name: string; number: string }) => office.refused('phone-book.add', input);
  office.do('phone-book.add', { name: 'Taxi', number: '+49 30 210202' });
  expect(refused({ name: 'Taxi', number: '030/210202' })).toMatchObject({ issues: [{ path: 'number' }] });
  expect(refused({ name: '', number: '030 1234567' })).toMatchObject({ issues: [{ path: 'name' }] });
  for (const number of ['999', 'abc', '12', '<b>1</b>', ''])
    expect(refused({ name: 'X', number }).kind, number).toBe('invalid');
});

test('[G4] files of other programs are read, and a preview says of every row what becomes of it', () => {
  const files = [
    'Name,Number\nTaxi,030 210202\n',
    '\ufeff"Name";"Number"\r\n"Taxi";"030 210202"\r\n',
    'First Name\tLast Name\tMobile\n\tTaxi\t+4930210202',
    'Company,Business Phone\n"Taxi","0049 30 210202"',
  ];
  for (const text of files)
    expect(office.ask('phone-book.read-file', { text }), text).toMatchObject({
      problem: null,
      counts: { new: 1, known: 0, repeated: 0, bad: 0 },
      rows: [{ line: 2, name: 'Taxi', number: '+4930210202' }],
    });
  office.do('phone-book.add', { name: 'Taxi', number: '030 210202' });
  const text = 'Name,Number,Mobile\nTaxi,030 210202,0170 1234567\nAnna,,\n,030 999999,\nBen,hello,\nTaxi,0170 1234567,';
  const plan = office.ask('phone-book.read-file', { text });
  expect(plan.counts).toEqual({ new: 1, known: 1, repeated: 1, bad: 3 });
  expect(plan.bad.map(({ line }) => line)).toEqual([3, 4, 5]);
  expect(office.refused('phone-book.import', { text }).message).toContain('line 3');
  expect(office.do('phone-book.import', { text, skip: 3 })).toEqual({ added: 1, removed: 0, kept: 0, skipped: 3 });
  expect(office.do('phone-book.import', { text: files[0] ?? '', replace: true })).toEqual({ added: 0, removed: 1, kept: 1, skipped: 0 }); // prettier-ignore
  expect(office.ask('phone-book.read-file', { text: 'A,B\n1,2' }).problem).toContain('first line');
  expect(office.ask('phone-book.read-file', { text: 'Name,Number\n"Anna,1' }).problem).toContain('Line 2');
  expect(office.ask('phone-book.read-file', { text: '' }).problem).toContain('empty');
});

test('[G4] cells keep separators, quotes and line ends that stand in quotes', () => {
  expect(csvRows('a,"b ""x"", c"\n"two\nlines",d\n\n,\n')).toEqual([
    { line: 1, cells: ['a', 'b "x", c'] },
    { line: 2, cells: ['two\nlines', 'd'] },
  ]);
});
