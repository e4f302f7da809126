import { afterEach, beforeEach, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { holidayCountries, holidayDays, holidaysOf } from '../../core/schedule/holidays.ts';
import { dateOf } from '../../core/schedule/days.ts';
import { readHours } from '../../core/schedule/hours.ts';
import { scheduleAt, stateAt } from '../../core/schedule/schedule.ts';
import { scheduleWords } from '../../core/schedule/words.ts';
import { sites } from '../sites/table.ts';
import { scheduleOf } from './read.ts';
import { schedules } from './table.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const week = { monday: '9-17', tuesday: '9-17', wednesday: '9-17', thursday: '9-17', friday: '9-14' };
const make = (input: Record<string, unknown> = {}) =>
  test.do('schedule.create', { name: 'Office', timeZone: 'Europe/Berlin', ...week, ...input });
/** Near what the office's clock says. */
const begin = 1_800_000_100_000;
const openAt = (id: string, when: string) => {
  const schedule = scheduleOf(test.office.read, id);
  if (!schedule) throw new Error('gone');
  return stateAt(schedule, Date.parse(when) / 1000).open;
};

it('[G3] has weekly hours in its own time zone or that of its site', () => {
  const { id } = make({ timeZone: '' });
  const [site] = test.office.read.all(sites);
  test.do('site.update', { id: site?.id ?? '', timeZone: 'America/New_York' });
  expect(openAt(id, '2026-12-01T13:59:59Z')).toBe(false);
  expect(openAt(id, '2026-12-01T14:00:00Z')).toBe(true);
  test.do('schedule.update', { id, timeZone: 'Europe/Berlin' });
  expect(openAt(id, '2026-12-01T08:00:00Z')).toBe(true);
  expect(openAt(id, '2026-12-01T16:00:00Z')).toBe(false);
  expect(test.refused('schedule.update', { id, timeZone: 'Europe/Atlantis' })).toMatchObject({
    issues: [{ path: 'timeZone' }],
  });
});

it('[G3] goes by holidays, days that come back and days of one year; the more special wins', () => {
  const { id } = make();
  test.do('schedule.add-holidays', { scheduleId: id, country: 'DE', region: 'BE' });
  expect(openAt(id, '2027-03-26T10:00:00Z')).toBe(false); // Good Friday
  expect(openAt(id, '2027-03-08T10:00:00Z')).toBe(false); // a holiday in Berlin, and there alone
  test.do('schedule.add-exception', { scheduleId: id, name: 'Company days', firstDay: '12-24', lastDay: '01-02' });
  expect(openAt(id, '2026-12-30T10:00:00Z')).toBe(false);
  expect(openAt(id, '2028-12-29T10:00:00Z')).toBe(false);
  test.do('schedule.add-exception', { scheduleId: id, name: 'Stocktaking', firstDay: '2026-12-30', hours: '10-12' });
  expect(openAt(id, '2026-12-30T10:00:00Z')).toBe(true);
  expect(openAt(id, '2026-12-30T11:00:00Z')).toBe(false);
  const schedule = scheduleOf(test.office.read, id);
  expect(schedule && scheduleWords(schedule)).toBe(
    'Mon-Thu 9-17, Fri 9-14, 10-12 on Stocktaking, closed on Company days, closed on 11 public holidays',
  );
});

it('[G3] knows the public holidays of many countries and regions for twenty years', () => {
  const countries = holidayCountries();
  expect(countries.length).toBeGreaterThan(40);
  for (const { code, regions } of countries)
    for (const region of ['', ...regions.map((one) => one.code)])
      expect((holidaysOf(code, region) ?? []).length, `${code} ${region}`).toBeGreaterThan(2);
  const dates = (key: string) => holidayDays(key).map(dateOf);
  expect(dates('DE:good-friday').slice(0, 3)).toEqual(['2026-04-03', '2027-03-26', '2028-04-14']);
  expect(dates('DE:good-friday')).toHaveLength(20);
  expect(dates('US:thanksgiving-day').slice(0, 2)).toEqual(['2026-11-26', '2027-11-25']);
  expect(dates('US:independence-day')).toContain('2026-07-03');
  expect(holidaysOf('DE', 'ZZ')).toBeUndefined();
  const { id } = make();
  expect(test.refused('schedule.add-holidays', { scheduleId: id, country: 'XX' })).toMatchObject({
    issues: [{ path: 'country' }],
  });
  expect(test.do('schedule.add-holidays', { scheduleId: id, country: 'GB', region: 'SCT' })).toMatchObject({
    there: 0,
  });
  expect(test.do('schedule.add-holidays', { scheduleId: id, country: 'GB', region: 'SCT' })).toMatchObject({
    added: 0,
  });
});

it('[G3] is switched by hand until a moment, until its next change, or until somebody switches back', () => {
  const { id } = make();
  const state = () => {
    const schedule = scheduleOf(test.office.read, id);
    return schedule && scheduleAt(schedule, begin);
  };
  const before = state();
  const until = begin + 90 * 60_000;
  const turned = before?.open ? 'closed' : 'open';
  test.do('schedule.override', { id, state: turned, until });
  expect(state()).toMatchObject({ open: turned === 'open', why: { code: 'override' } });
  expect(test.do('schedule.override', { id, state: turned, until: 'next-change' }).until).toBe(before?.until);
  test.do('schedule.override', { id, state: turned });
  expect(state()).toMatchObject({ open: turned === 'open', until: null });
  test.do('schedule.override', { id, state: 'as-scheduled' });
  expect(state()).toEqual(before);
  expect(test.refused('schedule.override', { id, state: 'open', until: 1_700_000_000_000 })).toMatchObject({
    issues: [{ path: 'until' }],
  });
});

it('[G3] takes over what a phone switched, and undoes it', () => {
  const ben = test.person('Ben', '101');
  const { id } = make();
  const switched = (value: string) =>
    test.office.run(
      'extension.apply-phone-change',
      { ext: ben.extensionId, what: 'schedule', value, device: '' },
      { kind: 'phone', name: '101 Ben' },
    );
  expect(switched(`${id}/closed/1800000000`)).toMatchObject({ ok: true, value: { note: undefined } });
  expect(test.office.read.get(schedules, id)).toMatchObject({ override: 'closed', overrideUntil: 1_800_000_000 });
  expect(test.office.history({ limit: 1 })[0]?.words).toBe(
    '101 Ben closed Office by hand until 2027-01-15 09:00 from the phone.',
  );
  test.office.undo({ kind: 'person', name: 'Anna' });
  expect(test.office.read.get(schedules, id)).toMatchObject({ override: '', overrideUntil: null });
  expect(switched('sch-gone/open/0')).toMatchObject({ value: { note: 'These hours are no longer there.' } });
});

it('[G3] refuses hours and days that cannot be, and says what may be meant', () => {
  const issue = (input: Record<string, unknown>) => test.refused('schedule.create', { name: 'X', ...input });
  expect(issue({ monday: '9-12, 11-17' }).message).toContain('Did you mean 09:00-17:00?');
  expect(issue({ monday: '9-9' }).message).toContain('starts and ends');
  expect(issue({ monday: 'nine' }).message).toContain('no time span');
  expect(issue({ monday: '9-25' }).message).toContain('no time span');
  expect(issue({ friday: '18-2', saturday: '1-5' }).message).toContain('18:00-01:00 on Friday');
  const { id } = make();
  const day = (input: Record<string, unknown>) =>
    test.refused('schedule.add-exception', { scheduleId: id, name: 'X', firstDay: '', ...input });
  expect(day({ firstDay: '2026-12-24', lastDay: '2026-12-20' }).message).toContain(
    'Did you mean 2026-12-20 to 2026-12-24?',
  );
  expect(day({ firstDay: '2026-02-30' }).message).toContain('no 2026-02-30');
  expect(day({ firstDay: '12-24', lastDay: '2026-12-26' }).message).toContain('with the year');
  test.do('schedule.add-exception', { scheduleId: id, name: 'Fair', firstDay: '2026-12-10', lastDay: '2026-12-11' });
  expect(day({ firstDay: '2026-12-11', lastDay: '2026-12-12' }).message).toContain('Fair');
  expect(test.refused('schedule.create', { name: 'Y', number: '10' }).message).toContain('11 is free');
});

it('reads hours as people type them', () => {
  const text = (typed: string) => {
    const read = readHours(typed);
    return read.ok ? read.hours.map(({ start, end }) => `${start}-${end}`).join(' ') : read.message;
  };
  expect(text('9-12 13–17:30')).toBe('540-720 780-1050');
  expect(text('9am to 5pm')).toBe('540-1020');
  expect(text('18:00 - 02:00')).toBe('1080-1560');
  expect(text('closed')).toBe('');
  expect(text('00:00-24:00')).toBe('0-1440');
});

it('cannot be removed while somebody goes by it: they are named, and can be given other hours at once', () => {
  const ben = test.person('Ben', '101');
  const { id } = make();
  const other = test.do('schedule.create', { name: 'Night', ...week });
  test.do('user.set-working-hours', { userId: ben.userId, scheduleId: id });
  const refusal = test.refused('schedule.delete', { id });
  expect(refusal).toMatchObject({ kind: 'in-use' });
  expect(JSON.stringify(refusal)).toContain('Ben');
  test.do('schedule.replace', { id, with: other.id });
  test.do('schedule.delete', { id });
  expect(test.ask('schedule.get', { id: other.id }).usedBy.map(({ label }) => label)).toEqual(['Ben']);
  test.do('user.delete', { id: ben.userId });
  expect(test.ask('schedule.get', { id: other.id }).usedBy).toEqual([]);
});

it('[X15] forwards, takes a message or is busy while its person is off work', () => {
  const ben = test.person('Ben', '101', [{ type: 'deskphone' }]);
  const eva = test.person('Eva', '102', [{ type: 'deskphone' }]);
  const { id } = make();
  const set = (input: Record<string, unknown>) =>
    test.do('unavailable.set', { extensionId: ben.extensionId, enabled: true, ...input });
  expect(
    test.refused('unavailable.set', { extensionId: ben.extensionId, enabled: true, action: 'busy' }),
  ).toMatchObject({
    issues: [{ path: 'scheduleId' }],
  });
  test.do('user.set-working-hours', { userId: ben.userId, scheduleId: id });
  const ending = (at: string) => {
    const { ending, rings } = test.ask('calls.simulate', {
      from: '+4930',
      to: '101',
      at: Date.parse(at),
      assume: 'all-connected',
    });
    return [ending.kind, ...rings.map((ring) => ring.label)];
  };
  const [noon, night] = ['2026-12-01T11:00Z', '2026-12-01T22:00Z'];
  set({ action: 'busy' });
  expect(ending(night)).toEqual(['busy']);
  expect(ending(noon)[1]).toBe('Ben - Deskphone');
  set({ action: 'forward', destination: `node:${eva.extensionId}` });
  expect(ending(night)[1]).toBe('Eva - Deskphone');
  set({ action: 'voicemail' });
  expect(ending(night)).toEqual(['voicemail']);
  set({ when: 'during', action: 'busy' });
  expect(ending(noon)).toEqual(['busy']);
  expect(ending(night)[1]).toBe('Ben - Deskphone');
  expect(
    test.refused('unavailable.set', {
      extensionId: ben.extensionId,
      action: 'forward',
      destination: `node:${ben.extensionId}`,
    }),
  ).toMatchObject({
    issues: [{ path: 'destination' }],
  });
  expect(test.refused('user.set-working-hours', { userId: ben.userId, scheduleId: null }).message).toContain(
    'no working hours',
  );
  test.do('extension.delete', { id: ben.extensionId });
});
