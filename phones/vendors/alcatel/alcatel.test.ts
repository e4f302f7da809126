import { describe, expect, it } from 'vitest';
import { readAlcatel, readAlcatelFile } from '../../virtual/readers/alcatel.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { alcatel } from './index.ts';

const main = (phone: PhoneProfile) => alcatel.render(phone)[0]!;
const read = (phone: PhoneProfile) => readAlcatel(new Map([['a', main(phone).text]]));

describe('Alcatel settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(fullProfile('M7')).text).toMatchFileSnapshot('golden/M7-full.xml');
    await expect(main(testProfile({ model: 'H3' })).text).toMatchFileSnapshot('golden/H3.xml');
  });

  it('[P3] says every field of the profile that it has a word for', () => {
    const { values, keys, accounts } = read(fullProfile('M7'));
    expect(Object.fromEntries(values)).toMatchObject({
      DeviceNetworkLanVlanNumber: '20',
      DeviceNetworkPcVlanNumber: '10',
      DeviceFirmwareUpgradeUrl: 'http://10.20.0.1:8080/firmware/phone.rom',
      SettingTimeZone: '+1:00',
      SettingTimeZoneLocation: 'Europe/Prague',
      SettingDstEnable: '2',
      SettingLanguage: '8',
      Account8Enable: 'false',
    });
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, port: 5061, mailbox: '*97', codecs: ['pcma', 'g722'] },
      { position: 2, authUser: 'p7f3a3', transport: 'udp', srtp: false },
    ]);
    expect(keys).toEqual([
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(main(fullProfile('M7')).notes.length).toBe(7);
  });

  it.each([
    ['model', { model: '8028s' }],
    ['displayName', { lines: [testLine({ displayName: 'a\nb' })] }],
    ['server', { lines: [testLine({ server: 'a b' })] }],
  ] as const)('refuses %s that cannot be said', (field, change) => {
    expect(() => main({ ...testProfile({ model: 'M7' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});

describe('the reader of Alcatel’s files', () => {
  it.each([
    '<settings><setting id="a" value="1"/><setting id="a" value="2"/></settings>',
    '<settings><setting id="a" value="1" x="2"/></settings>',
    '<settings><setting id="a" value="1">2</setting></settings>',
    '<settings>text</settings>',
    '<other/>',
  ])('refuses %s', (text) => {
    expect(() => readAlcatelFile(text)).toThrow();
  });
});
