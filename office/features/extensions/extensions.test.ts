import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { pins } from '../pins/table.ts';
import { deviceOf, identities } from '../identities/table.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const projectedFor = (id: string) => test.office.project([`extensions:${id}`])[0]?.rows ?? [];

describe('extensions', () => {
  it('[X1] take the next free number, and keep voicemail, groups and history when they get another', () => {
    const ben = test.person('Ben');
    expect(ben.number).toBe('101');
    test.do('extension.create', { number: '102' });
    expect(test.ask('extension.suggest', {}).number).toBe('103');
    const group = test.do('ring-group.create', {
      name: 'Sales',
      members: [{ identityId: ben.identityIds[0] ?? '' }],
    });
    expect(group.number).toBe('103');
    const pin = test.office.read.get(pins, ben.extensionId)?.defaultPin;
    test.do('extension.renumber', { id: ben.extensionId, number: '250' });
    expect(test.ask('person.get', { id: ben.userId })).toMatchObject({
      extension: { number: '250', voicemail: { enabled: true }, groups: [{ name: 'Sales' }] },
    });
    expect(test.office.read.get(pins, ben.extensionId)?.defaultPin).toBe(pin);
    expect(test.office.history({ limit: 9, rowId: ben.extensionId }).length).toBeGreaterThan(1);
    expect(projectedFor(ben.extensionId)).toContainEqual({
      table: 'dial',
      row: { number: '250', target: `flow,${ben.extensionId},1` },
    });
  });

  it('never shadow an emergency number, in any country of the office', () => {
    expect(test.refused('extension.create', { number: '911' }).message).toContain('emergency');
    test.do('site.create', { name: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin' });
    expect(test.refused('extension.create', { number: '110' }).message).toContain('DE');
    test.do('extension.create', { number: '999' });
    const [site] = test.ask('site.list', {}).sites;
    expect(test.refused('site.update', { id: site?.id ?? '', country: 'GB' })).toMatchObject({
      rule: 'emergency-number',
    });
  });

  it('[X4] ring the devices that are chosen', () => {
    const ben = test.person('Ben', '101', [{ type: 'deskphone' }, { type: 'mobile-softphone' }]);
    test.do('identity.update', { id: ben.identityIds[1] ?? '', ringsOnIncoming: false });
    const { rings } = test.ask('calls.simulate', { from: '+4930', to: '101' });
    expect(rings.map((ring) => ring.label)).toEqual(['Ben - Deskphone']);
  });

  it('[N6] refuse a PIN that would be guessed at once', () => {
    const { extensionId } = test.person('Ben', '4711');
    for (const pin of ['1234', '9876', '1111', '4711', '123', '123456789', '12a4'])
      expect(test.refused('pin.set-default', { extensionId, pin })).toMatchObject({ issues: [{ path: 'pin' }] });
    test.do('pin.set-default', { extensionId, pin: '7391' });
  });

  it('are removed with everything that is theirs', () => {
    const ben = test.person('Ben');
    const phone = test.do('phone.adopt', {
      mac: '000413aabbcc',
      vendor: 'snom',
      model: 'D785',
      identityId: ben.identityIds[0],
    });
    test.do('forwarding.set', { extensionId: ben.extensionId, kind: 'always', vips: ['+4930'] });
    test.do('extension.delete', { id: ben.extensionId });
    expect(test.ask('phone.get', { id: phone.id })).toMatchObject({ identityId: null, number: '' });
    expect(test.office.export()).not.toContain(ben.extensionId);
    test.office.undo({ kind: 'person', name: 'Anna' });
    expect(test.ask('phone.get', { id: phone.id })).toMatchObject({ number: '101' });
  });
});

describe('what phones switch themselves', () => {
  const byPhone = (ext: string, what: string, value: string, device = '') => {
    const outcome = test.office.run(
      'extension.apply-phone-change',
      { ext, what, value, device },
      { kind: 'phone', name: ext },
    );
    if (!outcome.ok) throw new Error(outcome.error.message);
    return (outcome.value as { note?: string }).note;
  };

  it('enters the office and its history', () => {
    const ben = test.person('Ben', '101');
    test.person('Eva', '102');
    expect(byPhone(ben.extensionId, 'dnd', '1')).toBeUndefined();
    expect(byPhone(ben.extensionId, 'always', '102')).toBeUndefined();
    expect(test.office.history({ limit: 1 })[0]).toMatchObject({
      actor: { kind: 'phone' },
      words: '101 Ben forwarded calls to 102 from the phone.',
    });
    expect(test.ask('people.list', { search: 'ben' }).rows[0]).toMatchObject({ doNotDisturb: true, forwarded: true });
    const device = deviceOf(
      test.office.read.all(identities, { extensionId: ben.extensionId })[0] ?? { extensionId: '', slot: 0 },
    );
    const group = test.do('ring-group.create', {
      name: 'Sales',
      number: '300',
      members: [{ identityId: ben.identityIds[0] ?? '' }],
    });
    expect(byPhone(ben.extensionId, 'sign-out', '300', device)).toBeUndefined();
    expect(test.ask('ring-group.get', { id: group.id }).members).toMatchObject([{ signedOut: true }]);
  });

  it('[X5] a number named by a phone takes the place of the extensions that rang together', () => {
    const [a, b] = [test.person('A', '101'), test.person('B', '102')];
    test.person('C', '103');
    test.do('forwarding.set', {
      extensionId: a.extensionId,
      kind: 'always',
      enabled: true,
      extensions: [b.extensionId],
    });
    byPhone(a.extensionId, 'always', '103');
    expect(test.ask('extension.get', { id: a.extensionId })).toMatchObject({
      forwardTargets: [],
      forwards: [{ kind: 'always', enabled: true, number: '103' }],
    });
  });

  it('is lenient about what is gone, and says so', () => {
    const ben = test.person('Ben', '101');
    const eva = test.person('Eva', '102');
    expect(byPhone('ext-gone', 'dnd', '1')).toContain('no longer there');
    expect(byPhone(ben.extensionId, 'always', '777')).toContain('777');
    expect(byPhone(ben.extensionId, 'sign-in', '300', 'x')).toContain('no member');
    expect(byPhone(ben.extensionId, 'busy', '102')).toContain('Call waiting is off');
    expect(byPhone(ben.extensionId, 'call-waiting', '1')).toContain('busy is off');
    test.do('forwarding.set', { extensionId: eva.extensionId, kind: 'always', enabled: true, number: '101' });
    expect(byPhone(ben.extensionId, 'always', '102')).toContain('circle');
    expect(test.ask('people.list', { search: 'ben' }).rows[0]).toMatchObject({ forwarded: false });
  });
});
