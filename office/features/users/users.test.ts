import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna, testOffice, type TestOffice } from '../../../db/test-office.ts';
import { extensions } from '../extensions/table.ts';
import { identities } from '../identities/table.ts';
import { phones } from '../phones/table.ts';
import { users } from './table.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const adopt = (mac: string, identityId?: string) =>
  test.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', identityId }).id;
const secretOf = (id = '') => test.office.read.get(identities, id)?.secret;

describe('people', () => {
  it('[U3] [U4] are made in one pass, everything or nothing', () => {
    test.person('Desk', '102');
    const phoneId = adopt('00:04:13:aa:bb:cc');
    const made = test.do('person.create', {
      firstName: 'Anna',
      lastName: 'Weber',
      email: 'anna@example.com',
      department: 'Sales',
      whenUnavailable: '102',
      pin: '7391',
      identities: [{ type: 'deskphone', phoneId }, { type: 'mobile-softphone' }],
    });
    expect(made.number).toBe('101');
    expect(test.ask('person.get', { id: made.userId })).toMatchObject({
      name: 'Anna Weber',
      extension: {
        number: '101',
        label: 'Anna Weber',
        voicemail: { enabled: true },
        forwards: [
          { kind: 'no-answer', enabled: true, number: '102' },
          { kind: 'unreachable', enabled: true, number: '102' },
        ],
        identities: [
          { label: 'Anna Weber - Deskphone', slot: 1, phone: { id: phoneId }, registration: { status: 'unknown' } },
          { label: 'Anna Weber - Mobile', slot: 2, phone: null },
        ],
      },
    });
    const before = test.office.export();
    test.refused('person.create', {
      firstName: 'Ben',
      identities: [{ type: 'deskphone', label: 'Anna Weber - Mobile' }],
    });
    expect(test.office.export()).toBe(before);
  });

  it('[U2] on the Basic plan have no desk phone; the refusal offers the way out', () => {
    const ben = test.do('person.create', { firstName: 'Ben', plan: 'basic' });
    const phoneId = adopt('000413aabbcc');
    const refusal = test.refused('phone.assign', { phoneId, identityId: ben.identityIds[0] ?? '' });
    expect(refusal.message).toBe(
      'Ben has the Basic plan, which has no desk phone. Change the plan to Plus or Pro first.',
    );
    test.office.run(refusal.remedy?.command ?? '', refusal.remedy?.input, anna);
    test.do('phone.assign', { phoneId, identityId: ben.identityIds[0] ?? '' });

    for (const change of [
      () => test.refused('user.update', { id: ben.userId, plan: 'basic' }),
      () => test.refused('user.update-many', { ids: [ben.userId], patch: { plan: 'basic' } }),
    ])
      expect(change()).toMatchObject({ rule: 'plan-without-phone', remedy: { command: 'user.move-to-basic' } });
    test.do('user.move-to-basic', { id: ben.userId });
    expect(test.office.read.get(users, ben.userId)?.plan).toBe('basic');
    expect(test.office.read.get(phones, phoneId)?.identityId).toBeNull();
  });

  it('[U1] are searched, sorted and filtered', () => {
    for (const [firstName, department] of [
      ['Zoë', 'Sales'],
      ['Adam', 'Sales'],
      ['Mia', 'IT'],
    ] as const)
      test.do('person.create', { firstName, department });
    const names = (input: Parameters<typeof test.ask<'people.list'>>[1]) =>
      test.ask('people.list', input).rows.map((row) => row.name);
    expect(names({})).toEqual(['Adam', 'Mia', 'Zoë']);
    expect(names({ sort: 'number', descending: true })).toEqual(['Mia', 'Adam', 'Zoë']);
    expect(names({ search: 'SALES 101' })).toEqual(['Zoë']);
    expect(names({ filter: { department: 'IT' } })).toEqual(['Mia']);
    expect(test.ask('people.list', { limit: 1, offset: 1 })).toMatchObject({
      total: 3,
      departments: ['IT', 'Sales'],
      rows: [{ name: 'Mia', registration: { registered: 0, unknown: 1, total: 1 } }],
    });
    test.do('user.update', { id: test.ask('people.list', {}).rows[0]?.id ?? '', firstName: 'Xaver' });
    expect(names({})).toEqual(['Mia', 'Xaver', 'Zoë']);
  });

  it('take their name along, and leave their number behind or not', () => {
    const ben = test.do('person.create', { firstName: 'Ben', lastName: 'Ito' });
    test.do('user.update', { id: ben.userId, lastName: 'Sato' });
    expect(test.office.read.get(extensions, ben.extensionId)?.label).toBe('Ben Sato');
    expect(test.office.read.get(identities, ben.identityIds[0] ?? '')?.label).toBe('Ben Sato - Deskphone');
    test.do('user.delete', { id: ben.userId });
    expect(test.office.read.get(extensions, ben.extensionId)?.userId).toBeNull();
    const eva = test.person('Eva');
    test.do('user.delete', { id: eva.userId, extension: 'delete' });
    expect(test.office.read.get(extensions, eva.extensionId)).toBeUndefined();
  });
});

describe('identities', () => {
  it('[I2] a third one needs a slot, and the refusal grants it in one click', () => {
    const ben = test.person('Ben', '101', [{ type: 'deskphone' }, { type: 'mobile-softphone' }]);
    const third = { extensionId: ben.extensionId, type: 'desktop-softphone' } as const;
    const refusal = test.refused('identity.create', third);
    expect(refusal).toMatchObject({
      rule: 'identity-slots',
      message: 'Ben may have 2 identities, and this would be 3. Grant another slot first.',
      remedy: { command: 'user.grant-slots', input: { id: ben.userId, slots: 3 } },
    });
    test.office.run('user.grant-slots', refusal.remedy?.input, anna);
    expect(test.office.history({ limit: 1 })[0]?.words).toBe('Granted Ben 3 identities.');
    expect(test.do('identity.create', third)).toMatchObject({ label: 'Ben - Desktop', slot: 3 });
    expect(test.refused('user.grant-slots', { id: ben.userId, slots: 2 })).toMatchObject({ rule: 'identity-slots' });
  });

  it('[I5] [P5] an extension, also one without a person, has at most three devices, one of each kind', () => {
    const { id } = test.do('extension.create', { label: 'Lobby', type: 'common-area' });
    for (const type of ['deskphone', 'desktop-softphone', 'mobile-softphone'] as const)
      test.do('identity.create', { extensionId: id, type });
    expect(test.refused('identity.create', { extensionId: id, type: 'browser-phone' }).message).toContain(
      'at most three',
    );
    const [first] = test.ask('extension.get', { id }).identities;
    test.do('identity.delete', { id: first?.id ?? '' });
    expect(test.refused('identity.create', { extensionId: id, type: 'mobile-softphone' })).toMatchObject({
      rule: 'one-of-each-kind',
    });
    expect(test.do('identity.create', { extensionId: id, type: 'deskphone' }).slot).toBe(1);
  });

  it('[I1] have a label of their own', () => {
    const ben = test.person('Ben');
    test.person('Eva');
    expect(test.refused('identity.update', { id: ben.identityIds[0] ?? '', label: 'Eva - Deskphone' })).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'label' }],
    });
    expect(test.person('Ben').identityIds).toHaveLength(1);
  });

  it('[I3] get new credentials whenever their phone changes', () => {
    const [a, b] = ['A', 'B'].map((name) => test.person(name).identityIds[0]);
    const [one, two] = [adopt('000413000001', a), adopt('000413000002')];
    const first = [secretOf(a), secretOf(b)];
    expect(first[0]).toMatch(/^[A-Za-z0-9]{24}$/);
    test.do('phone.assign', { phoneId: two, identityId: a ?? '' });
    expect(test.office.read.get(phones, one)?.identityId).toBeNull();
    expect(secretOf(a)).not.toBe(first[0]);
    test.do('phone.assign', { phoneId: two, identityId: b ?? '' });
    const second = [secretOf(a), secretOf(b)];
    expect(second[1]).not.toBe(first[1]);
    test.do('phone.retire', { phoneId: two });
    expect(secretOf(b)).not.toBe(second[1]);
    expect(secretOf(a)).toBe(second[0]);
  });
});
