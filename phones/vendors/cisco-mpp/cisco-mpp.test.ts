import { describe, expect, it } from 'vitest';
import { readCiscoMpp } from '../../virtual/readers/cisco-mpp.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { ciscoMpp } from './index.ts';

const main = (phone: PhoneProfile) => ciscoMpp.render(phone)[0]!;
const read = (phone: PhoneProfile) => readCiscoMpp(new Map([['a', main(phone).text]]));

describe('Cisco multiplatform settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(fullProfile('CP-8851')).text).toMatchFileSnapshot('golden/CP-8851-full.xml');
    await expect(main(testProfile({ model: 'ATA192' })).text).toMatchFileSnapshot('golden/ATA192.xml');
  });

  it('[P3] says every field of the profile', () => {
    const { values, keys, accounts } = read(fullProfile('CP-8851'));
    expect(Object.fromEntries(values)).toMatchObject({
      VLAN_ID: '20',
      PC_Port_VLAN_ID: '10',
      SIP_TOS_DiffServ_Value_2_: '0x60',
      Syslog_Server: '10.20.0.9:514',
      Default_Ring_1_: '2',
      Webex_Onboard_Enable: 'No',
      Secure_Call_Option_1_: 'Required',
      Secure_Call_Option_2_: 'Strict',
    });
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, codecs: ['pcma', 'g722'] },
      { position: 2, transport: 'udp', srtp: false, authUser: 'p7f3a3' },
    ]);
    expect(keys.slice(0, 4)).toEqual([
      { position: 1, label: '101', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(main(fullProfile('CP-8851')).notes).toEqual([
      expect.stringContaining('cs-CZ'),
      expect.stringContaining('priority'),
    ]);
  });

  it('marks every setting as one that people at the phone cannot change', () => {
    const elements = main(testProfile({ model: 'CP-8851' }))
      .text.split('\n')
      .filter((line) => line.startsWith(' <'));
    expect(elements.every((line) => / ua="na">/.test(line))).toBe(true);
  });

  it.each(['short1A', 'alllowercase', 'lower1234567', 'Ab1 5678'])('refuses the admin password %s', (adminPassword) => {
    expect(() => main(testProfile({ model: 'CP-8851', adminPassword }))).toThrow(
      expect.objectContaining({ field: 'adminPassword' }) as Error,
    );
  });

  it('refuses a label that would be another part of the key', () => {
    const keys = [{ position: 1, kind: 'speed', number: '1', label: 'x;fnc=sd' }] as const;
    expect(() => main(testProfile({ model: 'CP-8851', keys, lines: [testLine()] }))).toThrow(
      expect.objectContaining({ field: 'keys.1' }) as Error,
    );
  });
});
