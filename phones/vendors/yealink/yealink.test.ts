import { describe, expect, it } from 'vitest';
import { readYealink } from '../../virtual/readers/yealink.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { yealink } from './index.ts';

const main = (phone: PhoneProfile) => yealink.render(phone)[0]!;
const read = (phone: PhoneProfile) => {
  const files = new Map(yealink.render(phone).map(({ path, text }) => [path, text]));
  return readYealink(
    new Map(yealink.filesAskedFor(phone).flatMap((name) => (files.has(name) ? [[name, files.get(name)!]] : []))),
  );
};

describe('Yealink settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(testProfile({ model: 'T46U' })).text).toMatchFileSnapshot('golden/T46U.cfg');
    await expect(main(fullProfile('T54W')).text).toMatchFileSnapshot('golden/T54W-full.cfg');
    await expect(main(fullProfile('T28P')).text).toMatchFileSnapshot('golden/T28P-full.cfg');
  });

  it('[P3] says every field of the profile', () => {
    const { values, keys, accounts } = read(fullProfile('T54W'));
    expect(Object.fromEntries(values)).toMatchObject({
      'static.network.vlan.internet_port_vid': '20',
      'static.network.vlan.pc_port_vid': '10',
      'static.network.qos.signaltos': '24',
      'static.network.qos.audiotos': '46',
      'static.syslog.server': '10.20.0.9',
      'static.firmware.url': 'http://10.20.0.1:8080/firmware/phone.rom',
      'phone_setting.ring_type': 'Ring2.wav',
      'remote_phonebook.data.1.url': 'http://10.20.0.1:8080/book/phonebook.xml',
      'local_time.start_time': '3/5/7/2',
      'local_time.end_time': '10/5/7/3',
      'voice.tone.country': 'Czech',
      'lang.gui': 'Czech',
      'features.station_name.value': 'Reception',
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
    expect(main(fullProfile('T54W')).notes).toEqual([]);
  });

  it('knows names without static. and numbered codecs on firmware up to 73', () => {
    const { values, accounts } = read(fullProfile('T28P'));
    expect(values.get('auto_provision.pnp_enable')).toBe('1');
    expect(values.get('account.1.transport')).toBe('2');
    expect([...values.keys()].some((name) => name.startsWith('static.'))).toBe(false);
    expect(accounts[0]?.codecs).toEqual(['pcma', 'g722']);
    expect(read(testProfile({ model: 'T38G' })).values.get('linekey.2.line')).toBe('0');
  });

  it('ends an account that is nobody’s, and shows the label', () => {
    const { values, accounts, label } = read(testProfile({ model: 'T46U', lines: [] }));
    expect(accounts).toEqual([]);
    expect([label, values.get('account.1.enable'), values.get('account.16.password')]).toEqual(['Reception', '0', '']);
  });

  it('fills expansion modules after the phone’s own keys, past the one that turns the page', () => {
    const { values } = read(
      testProfile({
        model: 'T27G',
        keys: [
          { position: 22, kind: 'speed', number: '1' },
          { position: 42, kind: 'speed', number: '2' },
          { position: 61, kind: 'speed', number: '3' },
        ],
      }),
    );
    expect([1, 22].map((key) => values.get(`expansion_module.1.key.${key}.value`))).toEqual(['1', '2']);
    expect(values.get('expansion_module.2.key.1.value')).toBe('3');
  });

  it('gives a line key the line that it names, and keeps its own ring tone rather than no settings', () => {
    const profile = testProfile({ model: 'T46U', keys: [{ position: 1, kind: 'line', line: 2 }], ringTone: 9 });
    expect(read(profile).values.get('linekey.1.line')).toBe('2');
    expect(read(profile).values.has('phone_setting.ring_type')).toBe(false);
    expect(main(profile).notes).toEqual([expect.stringContaining('8 ring tones')]);
    expect(main(testProfile({ model: 'T19P_E2', keys: [{ position: 1, kind: 'line' }] })).notes).toEqual([]);
  });

  it('is found by a boot file that names this phone’s own file only', () => {
    const profile = testProfile({ model: 'T46U' });
    expect(yealink.filesAskedFor(profile)).toEqual(['000413aabbcc.boot', 'y000000000108.cfg', '000413aabbcc.cfg']);
    expect(yealink.render(profile)[1]?.text).toBe(
      '#!version:1.0.0.1\ninclude:config <000413aabbcc.cfg>\noverwrite_mode = 1\n',
    );
  });

  it.each([
    ['server', { lines: [testLine({ server: 'a b' })] }],
    ['authUser', { lines: [testLine({ authUser: 'a@b' })] }],
    ['displayName', { lines: [testLine({ displayName: '%NULL%' })] }],
    ['secret', { lines: [testLine({ secret: 'a\nb' })] }],
    ['adminPassword', { adminPassword: 'a:b' }],
    ['keys.2', { keys: [{ position: 2, kind: 'blf', number: '1 2' }] }],
    [
      'keys.2',
      {
        keys: [
          { position: 2, kind: 'none' },
          { position: 2, kind: 'line' },
        ],
      },
    ],
    ['vlan.id', { vlan: { id: 4095, priority: 0 } }],
    ['qos.media', { qos: { signaling: 0, media: 64 } }],
    ['ringTone', { ringTone: 0 }],
    ['provisioningUrl', { provisioningUrl: 'http://a/b c' }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    expect(() => main({ ...testProfile({ model: 'T46U' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });

  it('says what it could not say', () => {
    expect(main(testProfile({ model: 'T99Z' })).notes).toEqual([
      expect.stringContaining('T99Z'),
      expect.stringContaining('keys'),
    ]);
    expect(main(testProfile({ model: 'T46U', language: 'ja-JP', dialToneCountry: 'XX', keys: [] })).notes).toEqual([
      expect.stringContaining('ja-JP'),
      expect.stringContaining('XX'),
    ]);
  });

  it('has a phone book that reads as XML', () => {
    expect(yealink.phoneBook?.([{ name: 'Post & Zoll <1>', number: '+420' }]).text).toContain(
      '<DirectoryEntry><Name>Post &amp; Zoll &lt;1&gt;</Name><Telephone>+420</Telephone></DirectoryEntry>',
    );
  });
});
