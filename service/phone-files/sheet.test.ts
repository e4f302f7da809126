import { expect, test } from 'vitest';
import { filesOf } from '../../phones/provisioning/files.ts';
import { fullProfile, testProfile } from '../../phones/vendors/test-profile.ts';
import { phoneVendors, vendorById } from '../../phones/vendors/index.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { takesSheet } from '../../phones/vendors/sheet.ts';
import { sheetOf } from './sheet.ts';

const of = (id: string, profile: PhoneProfile) => {
  const vendor = vendorById(id);
  return sheetOf(profile.mac, vendor && filesOf(vendor, profile));
};

test('the sheet of a phone that fetches nothing is readable line by line, and says what is secret', () => {
  const { problem, rows, text, notes } = of('generic', { ...fullProfile('SIP phone'), label: 'Lobby: left' });
  expect([problem, notes]).toEqual([null, []]);
  expect(rows.map(({ name, value }) => `${name}: ${value}\n`).join('')).toBe(text);
  expect(rows[0]).toEqual({ name: 'Phone name', value: 'Lobby: left', isSecret: false });
  expect(rows.filter(({ isSecret }) => isSecret).map(({ name, value }) => [name, value])).toEqual([
    ['Settings at', 'http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/settings-000413aabbcc.txt'],
    ['Web page password', 'admin-Secret-1'],
    ['Line 1 password', 'line-Secret_x9LmZ4wY1nB6cD'],
    ['Line 2 password', 'other-Secret-2'],
  ]);
});

test('a value that is empty stays a line; why there is no sheet is said', () => {
  const { rows } = of('unify', testProfile({ model: 'CP200', label: '' }));
  expect(rows[0]).toEqual({ name: 'Phone name', value: '', isSecret: false });
  expect(of('generic', testProfile({ model: 'SIP phone', label: 'a\nb' })).problem).toContain('label');
  expect(of('snom', testProfile({ model: 'D785' })).problem).toContain('fetches its settings itself');
  expect(of('nobody', testProfile({ model: 'D785' })).problem).toContain('System > Health');
});

test('only makers whose phones fetch nothing have sheets', () => {
  expect(phoneVendors.filter(takesSheet).map(({ id }) => id)).toEqual(['unify', 'generic']);
});
