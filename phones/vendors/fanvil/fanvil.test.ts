import { describe, expect, it } from 'vitest';
import { readFanvil } from '../../virtual/readers/fanvil.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { fanvil } from './index.ts';

const main = (phone: PhoneProfile) => fanvil.render(phone)[0]!;
const read = (phone: PhoneProfile) => readFanvil(new Map([[main(phone).path, main(phone).text]]));
const version = (phone: PhoneProfile) => read(phone).values.get('Version') ?? read(phone).values.get('version');

describe('Fanvil settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(fullProfile('X4U')).text).toMatchFileSnapshot('golden/X4U-full.xml');
    await expect(main(testProfile({ model: 'X4' })).text).toMatchFileSnapshot('golden/X4.xml');
  });

  it('[P3] says every field of the profile, or that it does not', () => {
    const { values, accounts, keys, label } = read(fullProfile('X4U'));
    expect(Object.fromEntries(values)).toMatchObject({
      'qos.VLANID': '20', 'log.SyslogServer': '10.20.0.9', 'sip.line[1].RingType': 'Type 2', 'mm.SelectYourTone': '12',
      'phone.date.TimeZone': '4', 'phone.date.DSTStartWeek': '-1', 'phone.date.DSTEndHour': '3', 'phone.display.DefaultLanguage': 'cz',
      'phone.xmlContact[1].Addr': 'http://10.20.0.1:8080/book/phonebook.xml', 'dsskey.internal[1].Fkey[1].Type': '0',
    }); // prettier-ignore
    expect(label).toBe('Reception');
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
    expect(main(fullProfile('X4U')).notes).toEqual(
      ['computer', 'DSCP', 'Firmware'].map((word) => expect.stringContaining(word) as string),
    );
  });

  it('has another version for another content, and a rising one where the office counts', () => {
    const profile = testProfile({ model: 'X4U' });
    expect(version(profile)).toBe(version(testProfile({ model: 'X4U' })));
    expect(version(profile)).not.toBe(version({ ...profile, label: 'Elsewhere' }));
    expect(version({ ...profile, revision: 41 })).toBe('2.0000000041');
    expect(version({ ...testProfile({ model: 'X4' }), revision: 42 })).toBe('2.0000000042');
    expect(() => main({ ...profile, revision: 2 ** 31 })).toThrow('revision');
  });

  it('fills keys beside the screen before the pages', () => {
    const { values } = read(
      testProfile({
        model: 'X4U',
        keys: [3, 4, 9, 10].map((position) => ({ position, kind: 'speed', number: `${position}` })),
      }),
    );
    expect(['dssSide[1].Fkey[3]', 'internal[1].Fkey[1]', 'internal[1].Fkey[6]', 'internal[2].Fkey[1]'].map((at) => values.get(`dsskey.${at}.Value`))).toEqual(
      ['3@1/f', '4@1/f', '9@1/f', '10@1/f'],
    ); // prettier-ignore
  });

  it('refuses to send calls in the clear that were meant to be encrypted', () => {
    const profile = testProfile({ model: 'X4', lines: [testLine({ transport: 'tls', srtp: true })] });
    expect(() => main(profile)).toThrow(expect.objectContaining({ field: 'srtp' }) as Error);
  });

  it('knows both dialects', () => {
    expect(main(testProfile({ model: 'X4' })).text).toContain('<VOIP_CONFIG_FILE>');
    expect(fanvil.render(testProfile({ model: 'X4' }))[1]?.path).toBe('f0X4hw1.100.cfg');
    expect(() => readFanvil(new Map([['0c383e001122.cfg', '<sysConf><Version>2</Version></sysConf>']]))).toThrow(
      'version',
    );
  });
});
