import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import { identities } from '../identities/table.ts';
import { claimPhoneChanges } from './claims.ts';
import { formerPhones, phoneClaims, phoneLines, phones } from './table.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const old = '000413aa0001';
const fresh = '000413aa0002';
const device = { vendor: 'snom', model: 'D785' };
const read = () => test.office.read;
const adopt = (mac: string, extensionId?: string, label = '') =>
  test.do('phone.adopt', { mac, ...device, label, ...(extensionId === undefined ? {} : { extensionId }) }).id;
const secretOf = (identityId: string) => read().get(identities, identityId)?.secret;

describe('[P2] more lines than one', () => {
  it('a shared number stands on line 2, its password is made anew, and it is on one phone only', () => {
    const ann = test.person('Ann', '101');
    const desk = test.do('extension.create', { number: '200', label: 'Reception' });
    const phoneId = adopt(old, ann.extensionId);
    test.do('phone.set-line', { phoneId, position: 2, extensionId: desk.id });
    const [line] = read().all(phoneLines, { phoneId });
    expect(line).toMatchObject({ position: 2 });
    const identityId = line?.identityId ?? '';
    const before = secretOf(identityId);
    const other = adopt(fresh);
    test.do('phone.set-line', { phoneId: other, position: 3, identityId });
    expect(read().all(phoneLines)).toMatchObject([{ phoneId: other, position: 3, identityId }]);
    expect(secretOf(identityId)).not.toBe(before);
    test.do('phone.set-line', { phoneId: other, position: 3, identityId: null });
    expect(read().count(phoneLines)).toBe(0);
  });

  it('line 1 of somebody is not emptied by the way, and Basic has no line of a desk phone', () => {
    const ann = test.person('Ann', '101');
    const ben = test.person('Ben', '102');
    const phoneId = adopt(old, ann.extensionId);
    const other = adopt(fresh, ben.extensionId);
    expect(
      test.refused('phone.set-line', { phoneId: other, position: 2, extensionId: ann.extensionId }).message,
    ).toContain('on line 1 of the phone D785 00:04:13:AA:00:01');
    test.do('phone.assign', { phoneId, identityId: null });
    test.do('user.update', { id: ann.userId, plan: 'basic' });
    expect(test.refused('phone.set-line', { phoneId: other, position: 2, extensionId: ann.extensionId })).toMatchObject(
      {
        rule: 'plan-without-phone',
      },
    );
    expect(test.refused('phone.set-line', { phoneId: other, position: 1, identityId: null })).toMatchObject({
      issues: [{ path: 'position' }],
    });
  });

  it('[U2] a person with a line on a shared phone cannot become Basic before it is off; the way out takes it off', () => {
    const ann = test.person('Ann', '101');
    const phoneId = adopt(old);
    test.do('phone.set-line', { phoneId, position: 2, extensionId: ann.extensionId });
    expect(test.refused('user.update', { id: ann.userId, plan: 'basic' })).toMatchObject({
      remedy: { command: 'user.move-to-basic' },
    });
    test.do('user.move-to-basic', { id: ann.userId });
    expect(read().count(phoneLines)).toBe(0);
  });
});

describe('[P2] a broken phone is replaced in one step', () => {
  it('label, site, lines, settings and place go to the new one; passwords are new; the old one is known as replaced', () => {
    const ann = test.person('Ann', '101');
    const desk = test.do('extension.create', { number: '200', label: 'Reception' });
    const phoneId = adopt(old, ann.extensionId, 'Front desk');
    test.do('phone.set-line', { phoneId, position: 2, extensionId: desk.id });
    test.do('emergency-location.set', { id: phoneId, detail: 'Ground floor' });
    const before = read().get(phones, phoneId);
    const secrets = [before?.identityId ?? '', read().all(phoneLines)[0]?.identityId ?? ''].map(secretOf);
    const { id } = test.do('phone.replace', { phoneId, mac: '00-04-13-AA-00-02', vendor: 'snom', model: 'D717' });
    const now = read().get(phones, id);
    expect(now).toMatchObject({ mac: fresh, model: 'D717', label: 'Front desk', siteId: before?.siteId, identityId: before?.identityId }); // prettier-ignore
    expect(now?.provisioningToken).not.toBe(before?.provisioningToken);
    expect(read().all(phoneLines)).toMatchObject([{ phoneId: id, position: 2 }]);
    expect([now?.identityId ?? '', read().all(phoneLines)[0]?.identityId ?? ''].map(secretOf)).not.toEqual(
      expect.arrayContaining(secrets),
    );
    expect(test.ask('emergency.settings', {}).locations).toMatchObject([{ id, detail: 'Ground floor' }]);
    expect(read().get(phones, phoneId)).toBeUndefined();
    expect(read().get(formerPhones, phoneId)).toMatchObject({ end: 'replaced', byId: id, label: 'Front desk' });
    expect(test.office.undo({ kind: 'person', name: 'Anna' }).ok).toBe(true);
    expect(read().get(phones, phoneId)).toEqual(before);
  });

  it('not by itself, not by a phone in use; a free one that was adopted takes its place', () => {
    const ann = test.person('Ann', '101');
    const ben = test.person('Ben', '102');
    const phoneId = adopt(old, ann.extensionId);
    adopt(fresh, ben.extensionId);
    expect(test.refused('phone.replace', { phoneId, mac: old, ...device })).toMatchObject({ rule: 'same-phone' });
    expect(test.refused('phone.replace', { phoneId, mac: fresh, ...device })).toMatchObject({
      rule: 'adopted-already',
    });
    test.do('phone.assign', { phoneId: `mac-${fresh}`, identityId: null });
    test.do('phone.replace', { phoneId, mac: fresh, ...device });
    expect(read().all(phones)).toMatchObject([{ mac: fresh, identityId: ann.identityIds[0] }]);
    expect(read().count(phoneClaims)).toBe(0);
  });

  it('a retired phone is known when it turns up, and can be adopted again', () => {
    const phoneId = adopt(old, undefined, 'Cellar');
    test.do('phone.retire', { phoneId });
    expect(read().get(formerPhones, phoneId)).toMatchObject({ end: 'retired', label: 'Cellar' });
    adopt(old);
    expect(read().count(formerPhones)).toBe(0);
  });
});

describe('[P2] a site is prepared with no phone present', () => {
  const row = (mac: string, more = {}) => ({ mac, vendor: 'snom', ...more });
  it('the whole list is one change; the model may be learnt later', () => {
    const ann = test.person('Ann', '101');
    const { ids } = test.do('phone.pre-stage', {
      rows: [row(old, { label: 'Reception', model: 'D785', extensionId: ann.extensionId }), row('00:04:13:aa:00:02')],
    });
    expect(ids).toEqual([`mac-${old}`, `mac-${fresh}`]);
    expect(read().get(phones, `mac-${old}`)).toMatchObject({ label: 'Reception', identityId: ann.identityIds[0] });
    expect(read().get(phones, `mac-${fresh}`)).toMatchObject({ model: '', identityId: null });
    test.do('phone.learn-model', { phoneId: `mac-${fresh}`, vendor: 'snom', model: 'D717' });
    expect(read().get(phones, `mac-${fresh}`)?.model).toBe('D717');
    // Mitel phones take digits only, and keep 22222 from the factory when they are told anything else.
    const password = () => read().get(phones, `mac-${fresh}`)?.adminPassword ?? '';
    expect(password()).not.toMatch(/^\d+$/);
    test.do('phone.learn-model', { phoneId: `mac-${fresh}`, vendor: 'mitel', model: '6867i' });
    expect(password()).toMatch(/^\d{16}$/);
    test.do('phone-password.rotate', { of: 'phone', id: `mac-${fresh}` });
    expect(password()).toMatch(/^\d{16}$/);
    expect(test.office.history({ limit: 4 })[3]?.words).toBe('Prepared 2 phones.');
    // A person corrects a list; a phone's word does not make it one of another maker.
    const heard = { phoneId: `mac-${fresh}`, vendor: 'yealink', model: 'T46U' };
    const outcome = test.office.run('phone.learn-model', heard, { kind: 'system', name: 'Switchroom' });
    expect(outcome).toMatchObject({ ok: false, error: { rule: 'prepared-as-other-maker' } });
  });

  it('what a phone is can be corrected by hand, also to another maker, and taken back', () => {
    const phoneId = adopt(old, undefined, 'Lobby');
    const stored = () => read().get(phones, phoneId);
    const before = stored();
    test.do('phone.learn-model', { phoneId, vendor: 'generic', model: 'SIP phone' });
    expect(stored()).toMatchObject({ vendor: 'generic', model: 'SIP phone', label: 'Lobby' });
    const said = (vendor: string, model: string) => {
      const seen = { mac: old, vendor: 'snom', model: 'D785', firmware: null, address: null, firstSeen: 1, lastSeen: 1, life: { state: 'adopted', since: 1 }, evidence: [] }; // prettier-ignore
      return test.ask('phone.get', { id: phoneId }, { phones: [{ ...seen, said: { vendor, model } }, seen] }).says;
    };
    expect(said('snom', 'D785')).toEqual({ vendor: 'snom', model: 'D785' });
    expect(said('generic', 'sip phone')).toBeNull();
    test.office.undo({ kind: 'person', name: 'Anna' });
    expect(stored()).toEqual(before);
    expect(test.ask('phone.get', { id: phoneId }, {}).says).toBeNull();
  });

  it('nothing is prepared while a row is wrong, and each wrong row says why', () => {
    const ann = test.person('Ann', '101');
    const ben = test.person('Ben', '102');
    test.do('user.update', { id: ben.userId, plan: 'basic' });
    adopt(old, ann.extensionId, 'Front desk');
    const refusal = test.refused('phone.pre-stage', {
      rows: [
        row(old),
        row(fresh, { extensionId: ann.extensionId }),
        row('000413aa0003', { extensionId: ben.extensionId }),
        row(fresh),
      ],
    });
    expect(refusal).toMatchObject({
      kind: 'invalid',
      issues: [
        { path: 'rows.0.mac', message: 'This phone is adopted already, as Front desk.' },
        { path: 'rows.1.extensionId', message: expect.stringContaining('has the phone Front desk already') as string },
        { path: 'rows.2.extensionId', message: expect.stringContaining('Basic plan') as string },
        { path: 'rows.3.mac', message: 'This MAC address stands in row 2 too.' },
      ],
    });
    expect(read().count(phones)).toBe(1);
  });
});

describe('[P2] a phone that is nobody’s has a line of its own', () => {
  it('for help and for the code by which somebody makes it theirs; it is gone when it is somebody’s', () => {
    const ann = test.person('Ann', '101');
    const phoneId = adopt(old);
    const secret = read().get(phoneClaims, phoneId)?.secret;
    expect(secret).toHaveLength(24);
    const device = `claim-${old}`;
    expect(claimPhoneChanges['phone-claim'].words({ ext: ann.extensionId, what: '', value: '', device }, read())).toBe(
      'made the phone D785 00:04:13:AA:00:01 its own',
    );
    const claim = () =>
      test.do('extension.apply-phone-change', { ext: ann.extensionId, what: 'phone-claim', value: '', device });
    expect(claim()).toEqual({ note: undefined });
    expect(read().get(phones, phoneId)?.identityId).toBe(ann.identityIds[0]);
    expect(read().count(phoneClaims)).toBe(0);
    expect(claim()).toEqual({ note: 'The phone is somebody’s already.' });
    test.do('phone.assign', { phoneId, identityId: null });
    expect(read().get(phoneClaims, phoneId)?.secret).not.toBe(secret);
    test.do('phone.retire', { phoneId });
    expect(read().count(phoneClaims)).toBe(0);
  });

  it('[U2] nobody with the Basic plan takes one', () => {
    const ann = test.person('Ann', '101');
    test.do('user.update', { id: ann.userId, plan: 'basic' });
    adopt(old);
    expect(
      test.do('extension.apply-phone-change', {
        ext: ann.extensionId,
        what: 'phone-claim',
        value: '',
        device: `claim-${old}`,
      }),
    ).toEqual({ note: 'The Basic plan has no desk phone.' });
  });
});
