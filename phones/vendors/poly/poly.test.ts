import { describe, expect, it } from 'vitest';
import { readPoly } from '../../virtual/readers/poly.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { poly } from './index.ts';

const files = (phone: PhoneProfile) => new Map(poly.render(phone).map(({ path, text }) => [path, text]));
const settings = (phone: PhoneProfile) => poly.render(phone)[0]!;
const read = (phone: PhoneProfile) => readPoly(files(phone));

describe('Poly settings files', () => {
  it('[P3] are what they were: golden', async () => {
    await expect(settings(testProfile({ model: 'VVX 410' })).text).toMatchFileSnapshot('golden/VVX410.cfg');
    await expect(settings(fullProfile('SoundPoint IP 650')).text).toMatchFileSnapshot('golden/IP650-full.cfg');
    const [, master, directory] = poly.render(testProfile({ model: 'VVX 410' }));
    await expect(master!.text).toMatchFileSnapshot('golden/VVX410-master.cfg');
    await expect(directory!.text).toMatchFileSnapshot('golden/VVX410-directory.xml');
  });

  it('[P3] say every field of the profile', () => {
    const { values, keys, accounts, settingServer } = read(fullProfile('VVX 410'));
    expect(Object.fromEntries(values)).toMatchObject({
      'device.net.vlanId': '20',
      'device.syslog.serverName': '10.20.0.9',
      'qos.ip.callControl.dscp': '24',
      'qos.ip.rtp.dscp': '46',
      'reg.1.ringType': 'ringer3',
      'reg.2.ringType': 'ringer3',
      APP_FILE_PATH: 'http://10.20.0.1:8080/firmware/phone.rom',
      'tcpIpApp.sntp.gmtOffset': '3600',
      'tcpIpApp.sntp.daylightSavings.start.month': '3',
      'tcpIpApp.sntp.daylightSavings.start.dayOfWeek': '1',
      'tcpIpApp.sntp.daylightSavings.start.dayOfWeek.lastInMonth': '1',
      'tcpIpApp.sntp.daylightSavings.stop.time': '3',
    });
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, port: 5061, mailbox: '*97', codecs: ['pcma', 'g722'] },
      { position: 2, authUser: 'p7f3a3', transport: 'udp', srtp: false },
    ]);
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/');
    expect(settings(fullProfile('VVX 410')).notes).toEqual([
      expect.stringContaining('cs-CZ'),
      expect.stringContaining('tones'),
      expect.stringContaining('phone book'),
      expect.stringContaining('computer'),
      expect.stringContaining('priority'),
    ]);
  });

  it('knows the American rule, by the week of the month', () => {
    const { values } = read(testProfile({ model: 'VVX 410', timeZone: 'America/New_York', language: 'en-US' }));
    expect(Object.fromEntries(values)).toMatchObject({
      'tcpIpApp.sntp.gmtOffset': '-18000',
      'tcpIpApp.sntp.daylightSavings.start.date': '8',
      'tcpIpApp.sntp.daylightSavings.start.dayOfWeek.lastInMonth': '0',
      'tcpIpApp.sntp.daylightSavings.stop.month': '11',
      'lcl.ml.lang': 'English_United_States',
    });
  });

  it('says when a SoundPoint phone will order its keys otherwise', () => {
    const swapped = testProfile({
      model: 'SoundPoint IP 650',
      keys: [
        { position: 1, kind: 'line' },
        { position: 2, kind: 'speed', number: '1', label: 'One' },
        { position: 3, kind: 'blf', number: '102', label: 'Bob' },
      ],
    });
    expect(settings(swapped).notes).toContainEqual(expect.stringContaining('own order'));
    expect(read(swapped).keys.map(({ kind }) => kind)).toEqual(['line', 'blf', 'speed']);
    expect(settings(testProfile({ model: 'SoundPoint IP 650' })).notes.join()).not.toContain('own order');
  });

  it('leaves no account to a phone that is nobody’s', () => {
    expect(read(testProfile({ model: 'VVX 410', lines: [], keys: [] })).accounts).toEqual([]);
  });

  it.each([
    ['server', { lines: [testLine({ server: 'a b' })] }],
    ['displayName', { lines: [testLine({ displayName: 'a\nb' })] }],
    ['adminPassword', { adminPassword: 'a b' }],
    ['keys.2', { keys: [{ position: 2, kind: 'blf', number: '1 2' }] }],
    ['ringTone', { ringTone: 24 }],
    ['vlan.id', { vlan: { id: 0, priority: 0 } }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    expect(() => settings({ ...testProfile({ model: 'VVX 410' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});
