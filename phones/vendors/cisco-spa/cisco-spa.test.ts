import { describe, expect, it } from 'vitest';
import { readFlatProfile } from '../../virtual/flat-profile-reader.ts';
import { readCiscoSpa } from '../../virtual/readers/cisco-spa.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { ciscoSpa } from './index.ts';

const main = (phone: PhoneProfile) => ciscoSpa.render(phone)[0]!;
const read = (phone: PhoneProfile) => readCiscoSpa(new Map([['a', main(phone).text]]));
/** All lines of these phones are encrypted, or none. */
const full = (model: string) => ({
  ...fullProfile(model),
  lines: [testLine({ transport: 'tls', port: 5061, srtp: true })],
});

describe('Cisco SPA settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(testProfile({ model: 'SPA504G' })).text).toMatchFileSnapshot('golden/SPA504G.xml');
    await expect(main(testProfile({ model: 'SPA112' })).text).toMatchFileSnapshot('golden/SPA112.xml');
  });

  it('[P3] says every field of the profile', () => {
    const { values, keys, accounts, settingServer } = read(full('SPA504G'));
    expect(Object.fromEntries(values)).toMatchObject({
      VLAN_ID: '20',
      PC_Port_VLAN_ID: '10',
      SIP_TOS_DiffServ_Value_1_: '0x60',
      RTP_TOS_DiffServ_Value_1_: '0xb8',
      Syslog_Server: '10.20.0.9:514',
      Upgrade_Rule: '( $SWVER ne 9.9.9 )? http://10.20.0.1:8080/firmware/phone.rom',
      Default_Ring__1__: '2',
      XML_Directory_Service_URL: 'http://10.20.0.1:8080/book/phonebook.xml',
      Time_Zone: 'GMT+01:00',
      Daylight_Saving_Time_Rule: 'start=3/-1/7/2:0:0;end=10/-1/7/3:0:0;save=1:0:0',
      Dial_Tone: '425@-19;10(.33/.33/1,.66/.66/1)',
      Ring_Back_Tone: '425@-19;*(1/4/1)',
      Station_Name: 'Reception',
    });
    expect(accounts).toMatchObject([
      { transport: 'tls', srtp: true, port: 5061, mailbox: '*97', codecs: ['pcma', 'g722'] },
    ]);
    expect(keys).toEqual([
      { position: 1, label: '101', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/$MA.xml');
  });

  it('gives each line its key when no key is set, and attached consoles what lies beyond', () => {
    expect(read(testProfile({ model: 'SPA504G', keys: [] })).keys.map(({ kind }) => kind)).toEqual([
      'line',
      'none',
      'none',
      'none',
    ]);
    const { values } = read(
      testProfile({
        model: 'SPA504G',
        keys: [
          { position: 5, kind: 'speed', number: '1', label: 'One' },
          { position: 37, kind: 'blf', number: '102' },
        ],
      }),
    );
    expect(values.get('Unit_1_Key_1_')).toBe('fnc=sd;ext=1@$PROXY;nme=One');
    expect(values.get('Unit_2_Key_1_')).toBe('fnc=blf+sd;sub=102@$PROXY;ext=102@$PROXY');
  });

  it('says two frequencies together', () => {
    const { values } = read(testProfile({ model: 'SPA504G', dialToneCountry: 'US', timeZone: 'America/New_York' }));
    expect(values.get('Dial_Tone')).toBe('350@-19,440@-19;10(*/0/1+2)');
    expect(values.get('Daylight_Saving_Time_Rule')).toBe('start=3/8/7/2:0:0;end=11/1/7/2:0:0;save=1:0:0');
  });

  it('ends an account that is nobody’s, and shows the label', () => {
    const { values, accounts, label } = read(testProfile({ model: 'SPA504G', lines: [], keys: [] }));
    expect([accounts, label, values.get('Line_Enable_4_'), values.get('Password_1_')]).toEqual([
      [],
      'Reception',
      'No',
      '',
    ]);
  });

  it.each([
    ['server', { lines: [testLine({ server: 'a b' })] }],
    ['srtp', { lines: [testLine({ srtp: true }), testLine({ position: 2 })] }],
    ['keys.2', { keys: [{ position: 2, kind: 'speed', number: '1', label: 'a;b' }] }],
    ['keys.2', { keys: [{ position: 2, kind: 'speed', number: '1', label: '$PROXY' }] }],
    ['firmware.version', { firmware: { version: '1 )? x', url: 'http://a/b' } }],
    ['ringTone', { ringTone: 11 }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    expect(() => main({ ...testProfile({ model: 'SPA504G' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });

  it('has a phone book that reads as XML', () => {
    expect(ciscoSpa.phoneBook?.([{ name: 'Post & Zoll <1>', number: '+420' }]).text).toContain(
      '<Name>Post &amp; Zoll &lt;1&gt;</Name><Telephone>+420</Telephone>',
    );
  });
});

describe('the reader of flat profiles', () => {
  it.each([
    '<flat-profile><A>1</A><A>2</A></flat-profile>',
    '<flat-profile><A x="1">1</A></flat-profile>',
    '<flat-profile>text<A>1</A></flat-profile>',
    '<profile><A>1</A></profile>',
    '<flat-profile><A>1<B>2</B></A></flat-profile>',
  ])('refuses %s', (text) => {
    expect(() => readFlatProfile(text)).toThrow();
  });
});
