import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';

let office: TestOffice;
let anna: string;
beforeEach(() => {
  office = testOffice();
  anna = office.person('Anna', '101').extensionId;
  office.person('Ben', '102');
});
afterEach(() => office.close());

const get = () => office.ask('no-answer.get', { extensionId: anna });
const set = (choice: 'forward' | 'hang-up' | 'note' | 'voicemail', more: object = {}) =>
  office.do('no-answer.set', { extensionId: anna, choice, ...more });
const ending = () => office.ask('calls.simulate', { from: '102', to: '101', assume: 'all-connected' }).ending;

test('[X7] exactly one of four stands, and forwarding and voicemail show the same', () => {
  set('forward', { number: '102', seconds: 25 });
  expect(get()).toMatchObject({ choice: 'forward', number: '102', seconds: 25 });
  set('note', { addresses: 'anna@office.test; ben@office.test anna@office.test' });
  expect(get()).toMatchObject({ choice: 'note', number: '102', noteAddresses: 'anna@office.test, ben@office.test' });
  expect(office.ask('extension.get', { id: anna })).toMatchObject({
    forwards: [{ kind: 'no-answer', enabled: false }],
  });
  expect(ending()).toMatchObject({ kind: 'no-answer', at: 25 });
  set('voicemail', { addresses: 'team@office.test', seconds: 5 });
  expect(get()).toMatchObject({ choice: 'voicemail', voicemailAddresses: 'team@office.test' });
  expect(ending()).toMatchObject({ kind: 'voicemail', at: 5 });
  set('hang-up');
  expect(ending()).toMatchObject({ kind: 'no-answer', at: 5 });
  // The old switches are the same truth, read from the other side.
  office.do('voicemail.set', { extensionId: anna, enabled: true });
  expect(get().choice).toBe('voicemail');
  office.do('forwarding.set', { extensionId: anna, kind: 'no-answer', enabled: true, number: '102' });
  expect(get().choice).toBe('forward');
});

test('[X7] contradictions and wrong values are refused with the reason', () => {
  const refused = (input: object) =>
    office.refused('no-answer.set', { extensionId: anna, choice: 'note', ...input } as never);
  expect(refused({}).message).toContain('who is told');
  expect(refused({ addresses: 'anna@office' }).message).toContain('“anna@office” is no e-mail address');
  expect(refused({ addresses: 'a@b.test', seconds: 4 }).message).toContain('At least 5');
  expect(refused({ addresses: 'a@b.test', seconds: 61 }).message).toContain('At most 60');
  expect(refused({ choice: 'forward', number: '999' }).message).toContain('There is no 999');
  expect(refused({ choice: 'forward', number: '101' }).message).toContain('is this extension itself');
  set('note', { addresses: 'anna@office.test' });
  const both = office.refused('voicemail.set', { extensionId: anna, enabled: true });
  expect(both).toMatchObject({ rule: 'note-or-voicemail', remedy: { command: 'no-answer.set' } });
  expect(office.office.run(both.remedy?.command ?? '', both.remedy?.input, { kind: 'person', name: 'A' }).ok).toBe(
    true,
  );
  expect(get()).toMatchObject({ choice: 'voicemail', noteAddresses: 'anna@office.test' });
});

test('[X7] only for normal extensions', () => {
  set('note', { addresses: 'anna@office.test' });
  expect(office.refused('extension.update', { id: anna, type: 'common-area', userId: null })).toMatchObject({
    rule: 'no-answer-normal-only',
    remedy: { command: 'no-answer.set' },
  });
  set('hang-up');
  const lobby = office.do('extension.create', { number: '150', label: 'Lobby', type: 'common-area' });
  expect(office.refused('no-answer.set', { extensionId: lobby.id, choice: 'voicemail' })).toMatchObject({
    rule: 'no-answer-normal-only',
  });
  office.do('extension.delete', { id: lobby.id });
});

test('[X15] [X7] voicemail is not turned off while calls go there when unavailable, neither directly nor by another choice', () => {
  const hours = office.do('schedule.create', { name: 'Office', number: '17' }).id;
  office.do('unavailable.set', { extensionId: anna, enabled: true, scheduleId: hours, action: 'voicemail' });
  const direct = office.refused('voicemail.set', { extensionId: anna, enabled: false });
  expect(direct).toMatchObject({
    rule: 'voicemail-when-unavailable',
    remedy: { command: 'unavailable.set', input: { extensionId: anna, action: 'busy' } },
  });
  expect(office.refused('no-answer.set', { extensionId: anna, choice: 'hang-up' })).toEqual(direct);
  const note = { extensionId: anna, choice: 'note', addresses: 'anna@office.test' } as const;
  expect(office.refused('no-answer.set', note)).toEqual(direct);
  const person = { kind: 'person', name: 'A' } as const;
  expect(office.office.run(direct.remedy?.command ?? '', direct.remedy?.input, person).ok).toBe(true);
  office.do('no-answer.set', note);
  // One that is off needs no voicemail, and the extension goes with both.
  office.do('unavailable.set', { extensionId: anna, enabled: false, action: 'voicemail' });
  office.do('voicemail.set', { extensionId: anna, enabled: false });
  office.do('extension.delete', { id: anna });
});

test('[X15] [X7] an undo takes no voicemail away that calls go to when unavailable', () => {
  const carla = office.do('person.create', { firstName: 'Carla', voicemail: false }).extensionId;
  const hours = office.do('schedule.create', { name: 'Office', number: '17' }).id;
  office.do('voicemail.set', { extensionId: carla, enabled: true });
  const made = office.office.history({ limit: 1 })[0]?.id;
  office.do('unavailable.set', { extensionId: carla, enabled: true, scheduleId: hours, action: 'voicemail' });
  expect(office.office.undo({ kind: 'person', name: 'A' }, made)).toMatchObject({
    ok: false,
    error: { rule: 'voicemail-when-unavailable' },
  });
});
