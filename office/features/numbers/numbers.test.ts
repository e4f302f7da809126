import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import type { SeenPhone } from '../../core/observed.ts';

let test: TestOffice;
let anna: ReturnType<TestOffice['person']>;
beforeEach(() => {
  test = testOffice();
  anna = test.person('Anna', '201');
});
afterEach(() => test.close());

const list = (input: { search?: string; siteId?: string } = {}) => test.ask('numbers.page', input);
const features = (id: string) => {
  const { features: of } = test.ask('number.get', { id });
  if (!of) throw new Error('no features');
  const { forwards, ringSeconds, voicemail, hidden, callWaiting, doNotDisturb, cli } = of;
  return { forwards, ringSeconds, voicemail, hidden, callWaiting, doNotDisturb, cli };
};
const number = (text: string, more: object = {}) => test.do('public-number.create', { number: text, ...more }).id;

describe('numbers', () => {
  it('[N1] [N2] lists number, extension, default PIN, user, status; the main number first, the first site by name', () => {
    const own = number('+12125550101', { destination: `node:${anna.extensionId}` });
    const main = number('+12125550100');
    const { site } = list();
    test.do('site.set-main-number', { siteId: site, numberId: main });
    const reserved = number('+12125550103', { status: 'reserved' });
    const other = test.do('site.create', { name: 'Aachen', country: 'DE', timeZone: 'Europe/Berlin' });
    expect(list().sites.map(({ name }) => name)).toEqual(['Aachen', 'Office']);
    expect(list()).toMatchObject({ site: other.id, total: 0 });
    expect(list({ siteId: site }).rows).toMatchObject([
      { id: main, number: '(212) 555-0100', assigned: { kind: 'main' }, status: 'active', defaultPin: '' },
      {
        id: anna.extensionId, numberId: own, number: '(212) 555-0101', extension: '201', status: 'active', login: null, pin: 'default',
        assigned: { kind: 'user', label: 'Anna', userId: anna.userId },
      },
      { id: reserved, status: 'reserved', assigned: { kind: 'unassigned' } },
    ]); // prettier-ignore
    for (const search of ['anna', '555-0101', '5550101', '+1212555010', '201'])
      expect(
        list({ siteId: site, search }).rows.map((row) => row.extension),
        search,
      ).toContain('201');
    expect(list({ siteId: site, search: 'main' }).rows.map((row) => row.id)).toEqual([main]);
    expect(list({ siteId: site, search: 'nobody' }).total).toBe(0);
  });

  it('[N2] shows the person at every number that leads to them, the lowest one beside the extension', () => {
    const to = { destination: `node:${anna.extensionId}` };
    const second = number('+12125550109', to);
    const first = number('+12125550101', to);
    expect(list().rows).toMatchObject([
      { id: anna.extensionId, numberId: first, assigned: { kind: 'user', label: 'Anna' } },
      { id: second, extensionId: null, assigned: { kind: 'user', label: 'Anna' } },
    ]);
  });

  it('[N3] is pending while a phone takes over a change, and says what did not work when it takes too long', () => {
    const mac = '000413aabbcc';
    test.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', label: 'Desk 7', identityId: anna.identityIds[0] });
    const seen = (state: string, since: number, cause?: NonNullable<SeenPhone['life']['cause']>): SeenPhone => ({
      mac, vendor: 'snom', model: 'D785', firmware: null, address: null, firstSeen: 0, lastSeen: 0, evidence: [],
      life: { state, since, ...(cause ? { cause } : {}) },
    }); // prettier-ignore
    const status = (observed: Parameters<TestOffice['ask']>[2]) => test.ask('numbers.page', {}, observed).rows[0];
    const late = 1_800_000_000_000;
    expect(status({ phones: [seen('applying', late * 2)] })).toMatchObject({ status: 'pending', isProblem: false });
    expect(status({ phones: [seen('applying', 0)] })).toMatchObject({ status: 'active', isProblem: true });
    const cause = { code: 'config-outdated', message: 'It has old settings.', remedy: 'Restart it.' };
    expect(status({ phones: [seen('attention', 0, cause)] })).toMatchObject({
      isProblem: true,
      note: 'It has old settings. Restart it.',
    });
    const differences = [{ owner: `extensions:${anna.extensionId}`, what: 'differs' }];
    expect(status({ readBack: { at: 1, compared: 1, differences } })).toMatchObject({ status: 'pending' });
    expect(status({ phones: [seen('registered', 0)] })).toMatchObject({ status: 'active', isProblem: false, note: '' });
  });

  it('[N3] a reserved number takes no action', () => {
    number('+12125550101', { destination: `node:${anna.extensionId}`, status: 'reserved' });
    expect(list().rows[0]).toMatchObject({ status: 'reserved' });
    expect(test.refused('number.assign', { extensionId: anna.extensionId, userId: null })).toMatchObject({
      rule: 'number-not-active',
    });
    const input = { ...features(anna.extensionId), extensionId: anna.extensionId };
    expect(test.refused('number.set-features', input)).toMatchObject({ rule: 'number-not-active' });
  });

  it('[N5] only people without a number can be given one; a display name outlives the assignment', () => {
    const { id: ben } = test.do('user.create', { firstName: 'Ben' });
    expect(test.ask('numbers.people', {}).rows).toMatchObject([
      { id: ben, number: null },
      { name: 'Anna', number: '201' },
    ]);
    const { id: spare } = test.do('extension.create', { number: '202' });
    expect(test.refused('number.assign', { extensionId: spare, userId: anna.userId })).toMatchObject({
      rule: 'one-extension',
    });
    test.do('number.assign', { extensionId: spare, userId: ben });
    const row = () => list({ search: '202' }).rows[0];
    expect(row()?.assigned).toEqual({ kind: 'user', label: 'Ben', userId: ben });
    test.do('number.set-display-name', { extensionId: spare, name1: 'Front', name2: 'Desk' });
    expect(row()?.assigned).toEqual({ kind: 'user', label: 'Front Desk', userId: ben });
    test.do('number.assign', { extensionId: spare, userId: null });
    expect(row()?.assigned).toEqual({ kind: 'name', label: 'Front Desk' });
    test.do('number.set-display-name', { extensionId: spare, name1: '', name2: '' });
    expect(row()?.assigned).toEqual({ kind: 'unassigned' });
  });

  it('[N8] a number with an authorisation code is not forwarded, and a forwarded one gets none', () => {
    const { extensionId } = anna;
    test.person('Ben', '202');
    const forward = (enabled: boolean) => ({
      ...features(extensionId),
      extensionId,
      forwards: { ...features(extensionId).forwards, always: { enabled, number: '202' } },
    });
    test.do('number.set-features', forward(true));
    expect(test.refused('outbound.set-passcode', { extensionId, passcode: '49281' })).toMatchObject({
      rule: 'forward-or-passcode',
    });
    test.do('number.set-features', forward(false));
    test.do('outbound.set-passcode', { extensionId, passcode: '49281' });
    expect(test.refused('number.set-features', forward(true))).toMatchObject({
      issues: [{ path: 'forwards.always.enabled' }],
    });
    expect(test.refused('forwarding.set', { extensionId, kind: 'always', enabled: true, number: '202' })).toMatchObject(
      { rule: 'forward-or-passcode' },
    );
  });

  it('[X9] [P5] a gateway takes all its calls; a common-area phone is an extension without a user', () => {
    const { extensionId } = anna;
    test.do('extension.set-do-not-disturb', { id: extensionId, on: true });
    expect(test.refused('extension.update', { id: extensionId, type: 'gateway' })).toMatchObject({
      rule: 'gateway-takes-all',
    });
    test.do('extension.set-do-not-disturb', { id: extensionId, on: false });
    test.do('identity.update', { id: anna.identityIds[0] ?? '', ringsOnIncoming: false });
    test.do('extension.update', { id: extensionId, type: 'gateway' });
    expect(test.ask('calls.simulate', { from: '+4930', to: '201' }).rings).toHaveLength(1);
    const { id: hall } = test.do('extension.create', { number: '250', label: 'Hall', type: 'common-area' });
    const phone = test.do('phone.adopt', { mac: '000413aabbcc', vendor: 'snom', model: 'D785', extensionId: hall });
    expect(test.ask('phones.list', { search: 'hall' }).rows).toMatchObject([
      { id: phone.id, assignedTo: '250 Hall', userId: null },
    ]);
    expect(list({ search: '250' }).rows[0]).toMatchObject({
      type: 'common-area',
      assigned: { kind: 'name', label: 'Hall' },
    });
  });

  it('[N4] [N8] [N9] the features page is one change, and what excludes another is refused beside its field', () => {
    const { extensionId } = anna;
    test.person('Ben', '202');
    const before = features(extensionId);
    const wanted = {
      ...before,
      extensionId,
      forwards: { ...before.forwards, busy: { enabled: true, number: '202' } },
      voicemail: { enabled: true, email: 'anna@example.com' },
    };
    expect(test.refused('number.set-features', wanted)).toMatchObject({ issues: [{ path: 'callWaiting' }] });
    test.do('number.set-features', { ...wanted, callWaiting: false, doNotDisturb: true, hidden: true });
    expect(features(extensionId)).toMatchObject({
      forwards: { busy: { enabled: true, number: '202' } },
      voicemail: { enabled: true, email: 'anna@example.com' },
      callWaiting: false,
      doNotDisturb: true,
      hidden: true,
    });
    const nowhere = {
      ...wanted,
      forwards: { ...wanted.forwards, always: { enabled: true, number: '999' } },
      callWaiting: false,
    };
    expect(test.refused('number.set-features', nowhere)).toMatchObject({
      issues: [{ path: 'forwards.always.number' }],
    });
    test.office.undo({ kind: 'person', name: 'Anna' });
    expect(features(extensionId)).toEqual(before);
  });
});
