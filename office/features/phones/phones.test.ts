import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testOffice, type TestOffice } from '../../../db/test-office.ts';
import type { Registration, SeenPhone } from '../../core/observed.ts';

let test: TestOffice;
beforeEach(() => (test = testOffice()));
afterEach(() => test.close());

const seen = (mac: string, state = 'discovered'): SeenPhone => ({
  mac,
  vendor: 'snom',
  model: 'D785',
  firmware: '10.1.175',
  address: `192.168.1.${Number.parseInt(mac.slice(-2), 16)}`,
  firstSeen: 1,
  lastSeen: 2,
  life: { state, since: 1 },
  evidence: [],
});

describe('phones', () => {
  it('[P1] new ones are those that were seen, not adopted and not put aside', () => {
    const phones = [seen('000413000001'), seen('000413000002'), seen('000413000003', 'ignored')];
    const ben = test.person('Ben');
    const adopted = test.do('phone.adopt', {
      mac: '00-04-13-00-00-02',
      vendor: 'snom',
      model: 'D785',
      identityId: ben.identityIds[0],
    });
    expect(test.ask('phones.list', { tab: 'new' }, { phones })).toMatchObject({
      total: 1,
      rows: [{ id: 'mac-000413000001', shownMac: '00:04:13:00:00:01', adopted: false }],
    });
    const registered: Registration = {
      status: 'registered',
      since: 5,
      address: '192.168.1.2',
      transport: 'udp',
      userAgent: 'snom',
      roundTripMs: 2,
    };
    const observed = { phones, registration: () => registered };
    for (const search of ['ben', '101', '00:04:13', '0413000002', 'D785'])
      expect(test.ask('phones.list', { search }, observed)).toMatchObject({
        total: 1,
        new: 1,
        rows: [
          {
            id: adopted.id,
            assignedTo: 'Ben',
            number: '101',
            firmware: '10.1.175',
            registration: registered,
            site: 'Office',
          },
        ],
      });
    expect(test.ask('phone.get', { id: adopted.id }, observed).assignedTo).toBe('Ben');
    expect(test.ask('counts', {}, observed)).toEqual({ people: 1, phones: 1, phonesNew: 1, groups: 0 });
  });

  it('[P3] are known by their MAC in any form, and adopted once', () => {
    test.do('phone.adopt', { mac: '0004.13aa.bbcc', vendor: 'snom', model: 'D785' });
    expect(test.refused('phone.adopt', { mac: '00:04:13:AA:BB:CC', vendor: 'snom', model: 'D785' })).toMatchObject({
      rule: 'adopted-already',
      remedy: { route: '/phones/000413aabbcc' },
    });
    for (const mac of ['ff:ff:ff:ff:ff:ff', '01:00:5e:00:01:4b', '00:00:00:00:00:00', '001122'])
      expect(test.refused('phone.adopt', { mac, vendor: 'snom', model: 'D785' })).toMatchObject({
        issues: [{ path: 'mac' }],
      });
  });

  it('[I1] carry an identity that is meant for a desk phone', () => {
    const ben = test.person('Ben', '101', [{ type: 'mobile-softphone' }]);
    const identityId = ben.identityIds[0] ?? '';
    const { id: phoneId } = test.do('phone.adopt', { mac: '000413aabbcc', vendor: 'snom', model: 'D785' });
    expect(test.refused('phone.assign', { phoneId, identityId }).message).toContain('mobile');
    test.do('identity.update', { id: identityId, type: 'deskphone' });
    test.do('phone.assign', { phoneId, identityId });
    expect(test.refused('identity.update', { id: identityId, type: 'desktop-softphone' })).toMatchObject({
      rule: 'deskphone-identity',
    });
  });
});
