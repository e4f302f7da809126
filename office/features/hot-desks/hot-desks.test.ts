import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { nextAt } from './rules.ts';

let test: TestOffice;
let anna: ReturnType<TestOffice['person']>;
let ben: ReturnType<TestOffice['person']>;
let room: ReturnType<TestOffice['person']>;
beforeEach(() => {
  test = testOffice();
  anna = test.person('Anna', '201');
  ben = test.person('Ben', '202');
  room = test.person('Room', '250');
});
afterEach(() => test.close());

const desk = (person: { identityIds: string[] }) => person.identityIds[0] ?? '';
const allow = () => test.do('handset.allow', { identityId: desk(room), phoneId: '17' });
const logIn = (person: { extensionId: string }, at = room) =>
  test.do('hot-desk.log-in', { extensionId: person.extensionId, identityId: desk(at) });
const rings = (to: string, from = '+4930') => test.ask('calls.simulate', { from, to }).rings.map((ring) => ring.label);
const byPhone = (what: string, value = '') => {
  const change = { ext: anna.extensionId, what, value, device: `${room.extensionId}-1` };
  const outcome = test.office.run('extension.apply-phone-change', change, { kind: 'phone', name: '201 Anna' });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return (outcome.value as { note?: string }).note;
};

describe('hot desks', () => {
  it('[N7] the handset takes the place of the desk phone, in groups too, until its number is logged out', () => {
    allow();
    test.do('ring-group.create', {
      name: 'Sales',
      number: '300',
      members: [{ identityId: desk(anna) }, { identityId: desk(ben) }],
    });
    expect(rings('201')).toEqual(['Anna - Deskphone']);
    logIn(anna);
    expect(rings('201')).toEqual(['Room - Deskphone']);
    expect(rings('250')).toEqual([]);
    expect(rings('300')).toEqual(['Room - Deskphone', 'Ben - Deskphone']);
    expect(test.office.history({ limit: 1 })[0]?.words).toBe('Logged 201 Anna in at Room - Deskphone.');
    test.do('hot-desk.log-out', { extensionId: anna.extensionId });
    expect(rings('201')).toEqual(['Anna - Deskphone']);
    expect(rings('250')).toEqual(['Room - Deskphone']);
  });

  it('[N7] one number, one handset, one guest: everything else is refused with its reason', () => {
    expect(test.refused('hot-desk.log-in', { extensionId: anna.extensionId, identityId: desk(room) })).toMatchObject({
      rule: 'no-handset',
    });
    allow();
    test.do('handset.allow', { identityId: desk(ben), phoneId: '18' });
    expect(test.refused('handset.allow', { identityId: desk(anna), phoneId: '18' })).toMatchObject({
      issues: [{ path: 'phoneId' }],
    });
    logIn(anna);
    expect(test.refused('hot-desk.log-in', { extensionId: ben.extensionId, identityId: desk(room) })).toMatchObject({
      rule: 'handset-taken',
    });
    expect(test.refused('hot-desk.log-in', { extensionId: anna.extensionId, identityId: desk(ben) })).toMatchObject({
      rule: 'number-elsewhere',
    });
    test.do('extension.update', { id: ben.extensionId, type: 'common-area' });
    expect(test.refused('hot-desk.log-in', { extensionId: ben.extensionId, identityId: desk(room) })).toMatchObject({
      rule: 'number-not-active',
    });
    test.do('handset.disallow', { identityId: desk(room) });
    expect(rings('201')).toEqual(['Anna - Deskphone']);
  });

  it('[N7] by phone it enters the office as done by that number, and is undone', () => {
    allow();
    expect(byPhone('desk-in', '0')).toBeUndefined();
    expect(test.ask('hot-desk.of', { extensionId: anna.extensionId })).toMatchObject({
      phoneId: '17',
      guest: { until: null },
    });
    test.office.undo({ kind: 'person', name: 'Eva' });
    expect(test.ask('hot-desk.of', { extensionId: anna.extensionId })).toBeNull();
    test.office.redo({ kind: 'person', name: 'Eva' });
    expect(byPhone('desk-out')).toBeUndefined();
    expect(test.ask('hot-desk.of', { extensionId: anna.extensionId })).toBeNull();
  });

  it('[N7] is over at the time of day on the clock of its site, and then leaves the office', () => {
    test.do('handset.allow', { identityId: desk(room), logOutAt: '19:00' });
    logIn(anna);
    const until = test.ask('hot-desk.of', { extensionId: anna.extensionId })?.guest?.until ?? 0;
    expect(new Date(until).toISOString()).toMatch(/T00:00:00/);
    expect(test.do('hot-desk.expire', {}).loggedOut).toBe(0);
    // The night of 2026-03-29 skips 02:30 in Berlin; that of 2026-10-25 has it twice.
    const at = (text: string) => Date.parse(text);
    expect(nextAt('Europe/Berlin', '19:00', at('2026-01-10T18:00:00Z'))).toBe(at('2026-01-11T18:00:00Z'));
    expect(nextAt('Europe/Berlin', '02:30', at('2026-03-28T12:00:00Z'))).toBe(at('2026-03-30T00:30:00Z'));
    expect(nextAt('Europe/Berlin', '02:30', at('2026-10-25T00:45:00Z'))).toBe(at('2026-10-25T01:30:00Z'));
  });

  it('[N5] a two-part name overrides that of the user where the phone shows it, and leaves the assignment alone', () => {
    test.do('number.set-display-name', { extensionId: anna.extensionId, name1: 'Front desk', name2: 'Berlin' });
    expect(test.ask('person.get', { id: anna.userId })).toMatchObject({ name: 'Anna', extension: { label: 'Anna' } });
  });
});
