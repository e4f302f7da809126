import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { emergencyTrunks, placeOf, placeWords } from './read.ts';
import { labelText, readiness, type Proof } from './readiness.ts';
import { identities } from '../identities/table.ts';
import { sites } from '../sites/table.ts';

let office: TestOffice;
let siteId: string;

beforeEach(() => {
  office = testOffice();
  siteId = office.do('office.set-up', {
    siteName: 'Berlin',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'de',
  }).id;
});
afterEach(() => office.close());

const now = Date.UTC(2026, 10, 22);
const look = (proofs: Proof[] = [], mailed: string[] = []) =>
  readiness(office.office.read, { now, proofs, mailed, way: ({ host, port }) => `${host}:${port}` });
const codes = (board = look()) => ({
  office: board.problems.map(({ code }) => code),
  phones: board.phones.flatMap(({ problems }) => problems.map(({ code }) => code)),
});
const identityOf = (id = '') => {
  const row = office.office.read.get(identities, id);
  if (!row) throw new Error('a person has an identity');
  return row;
};

test('[G6] never 7, 9 and 10: the board is red until each phone is fit, tested and its limits are read; each line has a way out', () => {
  office.person('Anna');
  expect(codes()).toEqual({ office: ['no-trunk', 'no-alarm', 'limits-unread'], phones: ['no-number', 'no-address'] });
  const trunkId = office.do('trunk.create', { name: 'Carrier', kind: 'address', host: '203.0.113.5' }).id;
  office.do('public-number.create', { number: '030 1234567' });
  office.do('site.update', { id: siteId, street: 'Hauptstraße 12', postalCode: '10115', city: 'Berlin' });
  expect(codes()).toEqual({ office: ['unproven', 'no-alarm', 'limits-unread'], phones: [] });
  for (const problem of look().problems) expect(problem.remedy.route ?? problem.remedy.command).toBeTruthy();
  office.do('emergency.read-limits', {});
  const proof = {
    trunkId,
    at: now - 1000,
    number: '+491701234567',
    result: 'ANSWER',
    by: 'Anna',
    way: '203.0.113.5:0',
  };
  expect(look([proof], ['chief@example.com']).isReady).toBe(true);
  // A test that failed, or one of two years ago, proves nothing.
  expect(codes(look([{ ...proof, result: 'DOWN' }], ['x@y.de'])).office).toEqual(['unproven']);
  expect(codes(look([{ ...proof, at: now - 2 * 365 * 86_400_000 }], ['x@y.de'])).office).toEqual(['unproven']);
  expect(look([proof], ['x@y.de']).phones[0]?.shows).toBe('+49 30 1234567');
  // So does one of a line that leads somewhere else now, until that is undone.
  office.do('trunk.update', { id: trunkId, host: '203.0.113.6' });
  const changed = look([proof], ['x@y.de']);
  expect(codes(changed).office).toEqual(['unproven']);
  expect(changed.sites[0]?.trunks[0]).toMatchObject({ isChanged: true, isProven: false });
  office.do('trunk.update', { id: trunkId, host: '203.0.113.5', name: 'The carrier' });
  expect(look([proof], ['x@y.de']).isReady).toBe(true);
});

test('[G6] never 10: the label names power, internet and the computer, and what to do instead', () => {
  const label = labelText(office.office.read, siteId);
  expect(label.numbers.split(/\s+/).sort()).toEqual(['110', '112']);
  expect(label.limits.join(' ')).toMatch(/power.*internet.*computer/s);
  expect(label.instead).toMatch(/mobile/);
});

test('[G6] never 9: a test number that reaches real helpers is refused', () => {
  for (const number of ['112', '110', '911', '999', '+112', '0112', '9911', '+49 112', '*31#112'])
    expect(office.refused('emergency.set-test-number', { number }).message).toMatch(/real helpers/);
  office.do('emergency.set-test-number', { number: '0170 1234567' });
  expect(office.ask('emergency.settings', {}).testNumber).toBe('+491701234567');
});

test('[P4] a place is inherited from desk, floor and site unless it is set, and an address is never mixed from two', () => {
  office.do('site.update', { id: siteId, street: 'Hauptstraße 12', postalCode: '10115', city: 'Berlin' });
  const floor = office.do('emergency-location.create', { kind: 'floor', siteId, name: '2nd floor' }).id;
  const desk = office.do('emergency-location.create', { kind: 'desk', siteId, parentId: floor, name: 'Desk 14' }).id;
  const identity = identityOf(office.person('Anna').identityIds[0]);
  const words = () => placeWords(placeOf(office.office.read, identity));
  expect(words()).toBe('Hauptstraße 12, 10115 Berlin, DE');
  office.do('emergency-location.set', { id: identity.id, parentId: desk, detail: 'by the window' });
  expect(words()).toBe('2nd floor, Desk 14, by the window, Hauptstraße 12, 10115 Berlin, DE');
  office.do('emergency-location.set', { id: floor, street: 'Hof 3', postalCode: '10117', city: 'Berlin' });
  expect(words()).toContain('Hof 3, 10117 Berlin');
  // A wrong address leaves the old one.
  expect(office.refused('emergency-location.set', { id: floor, street: 'Hof', postalCode: '1' }).message).toMatch(
    /house number/,
  );
  expect(words()).toContain('Hof 3, 10117 Berlin');
  expect(office.refused('emergency-location.delete', { id: floor }).kind).toBe('in-use');
});

test('[P4] a phone that was moved to another site is asked for its place again', () => {
  office.do('site.update', { id: siteId, street: 'Hauptstraße 12', postalCode: '10115', city: 'Berlin' });
  const other = office.do('site.create', { name: 'Wien', country: 'AT', timeZone: 'Europe/Vienna', street: 'Ring 1', postalCode: '1010', city: 'Wien' }).id; // prettier-ignore
  const anna = office.person('Anna');
  const id = anna.identityIds[0] ?? '';
  office.do('emergency-location.set', { id, detail: 'room 3' });
  expect(codes().phones).not.toContain('moved');
  office.do('extension.update', { id: anna.extensionId, siteId: other });
  expect(codes().phones).toContain('moved');
  office.do('emergency-location.set', { id, detail: 'room 1' });
  expect(codes().phones).not.toContain('moved');
});

test('[G6] the call-back number is one of the office, and stays while a place shows it', () => {
  expect(office.refused('emergency-location.set', { id: siteId, callbackNumber: '030 1234567' }).message).toMatch(
    /not an active number/,
  );
  const number = office.do('public-number.create', { number: '030 1234567' }).id;
  office.do('emergency-location.set', { id: siteId, callbackNumber: '030 1234567' });
  expect(office.refused('public-number.delete', { id: number }).kind).toBe('in-use');
});

test('[G6] trunks of the own site and country come first, gateways behind carriers', () => {
  const wien = office.do('site.create', { name: 'Wien', country: 'AT', timeZone: 'Europe/Vienna' }).id;
  const add = (name: string, kind: 'address' | 'gateway', at: string, host: string) =>
    office.do('trunk.create', { name, kind, siteId: at, host });
  add('AT', 'address', wien, '203.0.113.1');
  add('Box', 'gateway', siteId, '192.168.1.9');
  add('DE', 'address', siteId, '203.0.113.2');
  const names = (id: string) => emergencyTrunks(office.office.read, id).map(({ name }) => name);
  expect(names(siteId)).toEqual(['DE', 'Box', 'AT']);
  expect(names(wien)).toEqual(['AT', 'DE', 'Box']);
  expect(office.office.read.count(sites)).toBe(2);
});

test('[G6] [R6] the simulator says what an emergency number does', () => {
  const anna = office.person('Anna', '101');
  expect(anna.extensionId).toBeTruthy();
  const ask = (to: string) => office.ask('calls.simulate', { from: '101', to });
  expect(ask('112').words).toContain('no line to the outside');
  office.do('trunk.create', { name: 'Carrier', kind: 'address', host: '203.0.113.5' });
  office.do('trunk.create', { name: 'Spare', kind: 'address', host: '203.0.113.6' });
  office.do('public-number.create', { number: '030 1234567' });
  const steps = ask('911').steps.map(({ words }) => words);
  expect(ask('911').ending.kind).toBe('emergency');
  expect(steps.join(' ')).toMatch(/past every rule.*Helpers see \+49301234567.*by Carrier as 112.*by Spare/s);
  expect(ask('0112').words).toContain('stands for the emergency number 112');
});
