import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';
import { officeFlows } from '../index.ts';
import { numbersIn } from './block.ts';

test('[N2] numbers and blocks are read in every usual form', () => {
  const de = (text: string) => numbersIn(text, 'DE');
  expect(de('030 1234567')).toEqual({ numbers: ['+49301234567'] });
  expect(de('+49 (30) 123 45-67')).toEqual({ numbers: ['+49301234567'] });
  const block = de('+49 30 1234567-00 to -49');
  expect(block).toMatchObject({ numbers: { length: 50, 0: '+4930123456700', 49: '+4930123456749' } });
  expect(de('0301234500 bis 0301234502, 0049 30 99 88 77')).toEqual({
    numbers: ['+49301234500', '+49301234501', '+49301234502', '+4930998877'],
  });
  expect(numbersIn('(212) 555-0100 - (212) 555-0102', 'US')).toEqual({
    numbers: ['+12125550100', '+12125550101', '+12125550102'],
  });
  expect(de('030 1234500 – 99')).toMatchObject({ numbers: { length: 100 } });
  for (const bad of [
    '',
    '42',
    'abc',
    '030 12-50 to 030 12-40',
    '+49301234567 to -1',
    '030 1 to 2 to 3',
    '${EXTEN}',
    '+49 30 1000000 to +49 30 9000000',
  ])
    expect([bad, de(bad)]).toEqual([bad, { problem: expect.any(String) as string }]);
});

let office: TestOffice;
let site = '';
beforeAll(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  site = office.ask('site.list', {}).sites[0]?.id ?? '';
});
afterAll(() => office.close());

test('[N2] numbers that are there already are named, and can be left out', () => {
  expect(office.do('public-number.add', { numbers: '030 1234567-00 to -09' })).toMatchObject({
    added: { length: 10 },
    leftOut: [],
  });
  const refused = office.refused('public-number.add', { numbers: '030 1234567-08 to -11' });
  expect(refused.message).toMatch(/\+?49? ?.*08.*09.* already/);
  expect(refused.remedy).toMatchObject({ label: 'Add the other 2', command: 'public-number.add' });
  const again = office.do('public-number.add', refused.remedy?.input as { numbers: string });
  expect(again).toMatchObject({ added: ['+4930123456710', '+4930123456711'], leftOut: { length: 2 } });
  expect(office.refused('public-number.create', { number: '+49 30 123456700' })).toMatchObject({
    kind: 'number-taken',
  });
});

test('[N1] [N3] a call to a number follows its destination, without one that of the main number; a reserved one is refused', () => {
  const anna = office.do('person.create', { firstName: 'Anna' });
  const { id: main } = office.do('public-number.create', {
    number: '030 77770',
    destination: `node:${anna.extensionId}`,
  });
  const { id: plain } = office.do('public-number.create', { number: '030 77771' });
  const { id: kept } = office.do('public-number.create', { number: '030 77772', status: 'reserved' });
  const next = (number: string) => officeFlows(office.office.read).byNumber(number);
  expect(next('+493077771')).toMatchObject({ id: plain, next: { to: 'end', ending: 'unreachable' } });
  expect(office.refused('site.set-main-number', { siteId: site, numberId: kept }).message).toContain('reserved');
  office.do('site.set-main-number', { siteId: site, numberId: main });
  expect(next('+493077771')).toMatchObject({ kind: 'public-number', next: { to: 'node', id: anna.extensionId } });
  expect(next('00493077770')).toMatchObject({ id: main });
  expect(next('+493077772')).toMatchObject({ isReserved: true });
  expect(office.refused('public-number.delete', { id: main })).toMatchObject({
    kind: 'in-use',
    by: [{ label: 'Berlin' }],
  });
  expect(office.refused('public-number.update', { id: main, status: 'reserved' })).toMatchObject({
    rule: 'main-number',
  });
  office.do('site.set-main-number', { siteId: site, numberId: null });
  office.do('public-number.delete', { id: main });
  expect(next('+493077771')).toMatchObject({ next: { to: 'end', ending: 'unreachable' } });
});

test('[G5] a trunk in use by numbers names them, and gives them away when asked', () => {
  const trunk = office.do('trunk.create', { name: 'Carrier', kind: 'address', host: '203.0.113.5' }).id;
  const { id } = office.do('public-number.create', { number: '030 88880', trunkId: trunk });
  const other = office.do('trunk.create', { name: 'Other', kind: 'address', host: '203.0.113.6' }).id;
  expect(office.refused('trunk.delete', { id: trunk })).toMatchObject({ kind: 'in-use' });
  expect(office.refused('trunk.delete', { id: trunk, numbersTo: trunk })).toMatchObject({ issues: [{ path: 'numbersTo' }] }); // prettier-ignore
  office.do('trunk.delete', { id: trunk, numbersTo: other });
  expect(office.ask('public-number.list', {}).rows.find((one) => one.id === id)?.trunkId).toBe(other);
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  office.do('trunk.delete', { id: trunk, numbersTo: null });
  expect(office.ask('public-number.list', {}).rows.find((one) => one.id === id)?.trunkId).toBeNull();
});
