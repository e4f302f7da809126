import { describe, expect, it } from 'vitest';
import { readAvaya, readAvayaFile } from '../../virtual/readers/avaya.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { avaya } from './index.ts';

const main = (phone: PhoneProfile) => avaya.render(phone)[0]!;
const read = (phone: PhoneProfile) => readAvaya(new Map([['a', main(phone).text]]));
const full = (model: string) => ({ ...fullProfile(model), adminPassword: 'Kq8xT2v9LmZ4wY1nB6cD3eF5' });

describe('Avaya settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(full('J179')).text).toMatchFileSnapshot('golden/J179-full.txt');
    await expect(main(testProfile({ model: 'J129' })).text).toMatchFileSnapshot('golden/J129.txt');
  });

  it('[P3] says every field of the profile that it has a word for', () => {
    const { values, keys, accounts, adminPassword, settingServer } = read(full('J179'));
    expect(Object.fromEntries(values)).toMatchObject({
      L2QVLAN: '20',
      L2QAUD: '5',
      PHY2VLAN: '10',
      DSCPSIG: '24',
      DSCPAUD: '46',
      LOGSRVR: '10.20.0.9',
      GMTOFFSET: '1:00',
      DSTSTART: 'LSunMar2L',
      DSTSTOP: 'LSunOct3L',
      DES_STAT: '0',
    });
    expect(accounts).toMatchObject([
      { transport: 'tls', srtp: true, port: 5061, mailbox: '*97', codecs: ['pcma', 'g722'] },
    ]);
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
    ]);
    expect(adminPassword).toBe('Kq8xT2v9LmZ4wY1nB6cD3eF5');
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/');
    expect(main(full('J179')).notes.length).toBe(8);
  });

  it('names weeks and half hours', () => {
    const { values } = read(testProfile({ model: 'J139', timeZone: 'America/New_York' }));
    expect([values.get('GMTOFFSET'), values.get('DSTSTART'), values.get('DSTSTOP')]).toEqual([
      '-5:00',
      '2SunMar2L',
      '1SunNov2L',
    ]);
    expect(read(testProfile({ model: 'J139', timeZone: 'Asia/Kolkata' })).values.get('GMTOFFSET')).toBe('5:30');
  });

  it('says that a password with signs cannot be set', () => {
    expect(main(testProfile({ model: 'J179' })).notes).toContainEqual(
      expect.stringContaining('administrator password'),
    );
  });

  it.each([
    ['displayName', { lines: [testLine({ displayName: 'a"b' })] }],
    ['secret', { lines: [testLine({ secret: 'a\nSET X "1"' })] }],
    ['keys.1', { keys: [{ position: 1, kind: 'speed', number: '1', label: 'a;attr1=9' }] }],
    ['server', { lines: [testLine({ server: 'a;b' })] }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    expect(() => main({ ...testProfile({ model: 'J179' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});

describe('the reader of Avaya’s files', () => {
  it.each([
    'SET A "1"\nSET A "2"',
    'SET A 1',
    'SET A "1" x',
    'SET PHONEKEY "Key=1;Type=line;Name=primary"\nSET PHONEKEY "Key=1;Type=line;Name=primary"',
  ])('refuses %j', (text) => {
    expect(() => readAvayaFile(text)).toThrow();
  });
});
