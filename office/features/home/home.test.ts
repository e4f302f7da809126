import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

describe('the office as a whole', () => {
  it('has a checklist that ticks itself off', () => {
    const done = () => test.ask('home.summary', {}).checklist.flatMap((item) => (item.done ? [item.id] : []));
    expect(done()).toEqual([]);
    test.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
    test.person('Ben');
    test.do('ring-group.create', { name: 'Sales' });
    expect(done()).toEqual(['place', 'person', 'group']);
  });

  it('finds people, groups, phones and numbers as somebody types', () => {
    test.do('person.create', { firstName: 'Anna', lastName: 'Weber', department: 'Sales' });
    test.do('ring-group.create', { name: 'Sales', number: '300' });
    test.do('extension.create', { number: '401', label: 'Lobby' });
    const hits = (text: string) => test.ask('search', { text }).map((hit) => `${hit.kind} ${hit.title}`);
    expect(hits('sales')).toEqual(['person Anna Weber', 'group Sales']);
    expect(hits('web 101')).toEqual(['person Anna Weber']);
    expect(hits('lob')).toEqual(['number 401 Lobby']);
    expect(hits('')).toEqual([]);
    test.do('public-number.add', { numbers: '+12125550101' });
    test.do('schedule.create', { name: 'Opening hours', monday: '8-17' });
    test.do('conference-room.create', { name: 'Team', number: '410' });
    test.do('speed-dial.create', { name: 'Taxi', number: '2125550199' });
    expect(hits('212 555-0101')).toEqual(['number +1 212 555 0101']);
    expect(hits('+12125550101')).toEqual(['number +1 212 555 0101']);
    expect(hits('opening')).toEqual(['hours Opening hours']);
    expect(hits('team')).toEqual(['service Team']);
    expect(hits('taxi')).toEqual(['service Taxi']);
    expect(hits('all calls')).toEqual(['rule All calls']);
  });

  it('lists every number with its holder, also emergency numbers', () => {
    test.person('Ben', '101');
    expect(
      test
        .ask('numbers.list', {})
        .filter(({ kind }) => kind !== 'feature-code')
        .map(({ number, kind }) => `${number} ${kind}`),
    ).toEqual(['101 extension', '112 emergency', '911 emergency']);
    expect(test.ask('calls.simulate', { from: '101', to: '112' }).ending.kind).toBe('emergency');
    expect(test.ask('calls.simulate', { from: '101', to: '*78' }).ending.kind).toBe('feature-code');
    expect(test.ask('calls.simulate', { from: '101', to: '555' }).ending).toMatchObject({ kind: 'unknown-number' });
  });

  it('[X13] refuses addresses at which no phone could reach it', () => {
    for (const fixedAddress of ['127.0.0.1', '0.0.0.0', '224.0.1.75', '255.255.255.255', '1.2.3', '::1'])
      expect(test.refused('network.update', { fixedAddress })).toMatchObject({ issues: [{ path: 'fixedAddress' }] });
    test.do('network.update', { fixedAddress: '192.168.1.10', sipPort: 5070 });
    expect(test.ask('network.get', {}).settings).toMatchObject({ fixedAddress: '192.168.1.10', sipPort: 5070 });
    expect(test.refused('network.update', { sipPort: 8480 }).message).toContain('another port');
  });

  it('[N1] keeps one site at least, also after an undo', () => {
    const [first] = test.ask('site.list', {}).sites;
    expect(test.refused('site.delete', { id: first?.id ?? '' })).toMatchObject({ rule: 'last-site' });
    test.do('site.create', { name: 'Paris', country: 'FR', timeZone: 'Europe/Paris' });
    const [created] = test.office.history({ limit: 1 });
    test.do('site.delete', { id: first?.id ?? '' });
    expect(test.office.undo({ kind: 'person', name: 'A' }, created?.id)).toMatchObject({
      ok: false,
      error: { rule: 'last-site' },
    });
    const dial = test.office
      .projectAll()
      .flatMap(({ rows }) => rows.flatMap((row) => (row.table === 'dial' ? [row.row] : [])));
    expect(dial).toContainEqual({ number: '15', target: 'emergency,15,1' });
    expect(dial).toContainEqual({ number: '*78', target: 'code-dnd-on,s,1' });
  });

  it('[R6] says in the answer what is assumed because it is not known', () => {
    test.person('Ben', '101');
    const { steps } = test.ask('calls.simulate', { from: '+4930', to: '101' });
    expect(steps[0]).toMatchObject({
      code: 'assumed-connected',
      words: expect.stringContaining('Ben - Deskphone') as string,
    });
    const away = test.ask(
      'calls.simulate',
      { from: '+4930', to: '101' },
      { registration: () => ({ status: 'never' }) },
    );
    expect(away.rings).toEqual([]);
    expect(away.ending.kind).toBe('voicemail');
  });
});
