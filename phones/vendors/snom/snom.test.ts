import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSnomFile, snomAccounts } from '../../virtual/readers/snom.ts';
import { readXml } from '../../virtual/xml-reader.ts';
import { CannotRender, type PhoneProfile } from '../define.ts';
import { testLine, testProfile } from '../test-profile.ts';
import { snom } from './index.ts';
import { snomLanguage, snomTimeZone, snomTones } from './places.ts';

const line = testLine({ secret: 'Kq8-xT2_v9LmZ4wY1nB6cD' });
const profile = testProfile({
  model: 'D785',
  lines: [line],
  provisioningUrl: 'http://10.20.0.1:8080/Zm9vYmFyYmF6cXV4MTIzNDU/',
});
const main = (phone: PhoneProfile) => snom.render(phone)[0]!;
const read = (phone: PhoneProfile) => readSnomFile(main(phone).text);

/** Texts of the hostile corpus that could break a settings file apart, or be changed silently on the way. */
const HOSTILE = [
  '</phone-settings>', '<a', ']]>', '<![CDATA[x]]>', '&amp;', '&x;', '&#0;', '&#x1;', '&#xD800;', '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
  '<?x?>', '-->', '<!--', '"', "'", '" perm="RW', "' idx='2", 'a\nb', 'a\r\nb', 'a\rb', '\tx', ' ', ' x ', '', ';', 'a;b', '${EXTEN}', '%0d%0a',
  '\u2028', '\u0085', '\u202e', '\ufeffa', '\ud83d\ude00', 'é', '<x perm="RW">', '=1+1', '{{7*7}}', '__proto__', 'constructor', 'null', 'A'.repeat(8192),
  '</user_pass><admin_mode_password perm="R">owned</admin_mode_password>', '\u05d0\u05d1', 'Zalgo a\u0300\u0300',
]; // prettier-ignore

const FORBIDDEN = ['\u0000', 'a\u0001', '\u001f', '\ud800', 'a\udc00', '\ufffe', '\u000b'];

describe('Snom settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(profile).text).toMatchFileSnapshot('golden/D785.xml');
    await expect(
      main({ ...profile, model: 'D865', lines: [{ ...line, transport: 'tls', srtp: true }] }).text,
    ).toMatchFileSnapshot('golden/D865-tls.xml');
    await expect(main({ ...profile, lines: [], keys: [] }).text).toMatchFileSnapshot('golden/D785-unassigned.xml');
  });

  it('reads back as the account that went in', () => {
    expect(snomAccounts(read(profile))).toEqual([
      {
        position: 1,
        displayName: 'Ann Novák',
        user: 'p7f3a2',
        authUser: 'p7f3a2',
        secret: line.secret,
        host: '10.20.0.1',
        port: 5060,
        transport: 'udp',
        srtp: false,
        mailbox: '*97',
        codecs: ['g722', 'pcma', 'pcmu', 'telephone-event'],
      },
    ]);
    expect(read(profile).keys).toEqual([
      { idx: 0, context: '1', label: '', type: 'line' },
      { idx: 1, context: 'active', label: 'Bob', type: 'blf', number: '102', pickup: '**102' },
      { idx: 2, context: 'active', label: 'Post & Zoll', type: 'speed', number: '+420123456789' },
      { idx: 3, context: 'active', label: '', type: 'none' },
    ]);
  });

  it('[I6] asks for encryption only when the identity does', () => {
    const secured = read({ ...profile, lines: [{ ...line, transport: 'tls', port: 5061, srtp: true }] });
    expect(snomAccounts(secured)).toMatchObject([{ transport: 'tls', port: 5061, srtp: true }]);
    expect(secured.values.get('user_savp.1')).toBe('mandatory');
  });

  it('shows the label and has no account while it is nobody’s', () => {
    const file = read({ ...profile, lines: [] });
    expect(snomAccounts(file)).toEqual([]);
    expect(file.values.get('user_idle_text.1')).toBe('Reception');
    expect(file.values.get('user_pass.1')).toBe('');
    expect(main({ ...profile, lines: [] }).text).not.toContain(line.secret);
  });

  it('carries every hostile text unchanged, in every field that takes text', () => {
    const names = [...read(profile).values.keys()];
    for (const text of HOSTILE) {
      const file = read({
        ...profile,
        label: text,
        adminPassword: text,
        lines: [{ ...line, displayName: text, secret: text, number: text }],
        keys: [{ position: 2, kind: 'speed', number: '1', label: text }],
      });
      expect([...file.values.keys()]).toEqual(names);
      const got = [
        'user_realname.1',
        'user_pass.1',
        'user_idle_text.1',
        'user_idle_number.1',
        'http_pass',
        'admin_mode_password',
      ].map((name) => file.values.get(name));
      expect(got).toEqual(got.map(() => text));
      expect(file.keys[0]?.label).toBe(text);
    }
  });

  it('refuses by name what XML cannot carry', () => {
    for (const text of FORBIDDEN) {
      expect(() => main({ ...profile, label: text })).toThrow(CannotRender);
      expect(() => main({ ...profile, lines: [{ ...line, secret: text }] })).toThrow(CannotRender);
    }
  });

  it('round trip or typed refusal for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (secret, displayName) => {
        let file;
        try {
          file = read({ ...profile, lines: [{ ...line, secret, displayName }] });
        } catch (error) {
          expect(error).toBeInstanceOf(CannotRender);
          return;
        }
        expect([file.values.get('user_pass.1'), file.values.get('user_realname.1')]).toEqual([secret, displayName]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['server', { lines: [{ ...line, server: '10.0.0.1;transport=tls' }] }],
    ['server', { lines: [{ ...line, server: 'a b' }] }],
    ['server', { lines: [{ ...line, server: '' }] }],
    ['authUser', { lines: [{ ...line, authUser: 'a@b' }] }],
    ['voicemailNumber', { lines: [{ ...line, voicemailNumber: '97 url http://x' }] }],
    ['keys.2', { keys: [{ position: 2, kind: 'blf', number: '102|#1|url' }] }],
    ['keys.2', { keys: [{ position: 2, kind: 'speed', number: '' }] }],
    ['ntpServer', { ntpServer: 'a\nb' }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    expect(() => main({ ...profile, ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });

  it('says what it could not say', () => {
    expect(main({ ...profile, model: 'D999' }).notes).toEqual([expect.stringContaining('D999')]);
    expect(main({ ...profile, model: 'D120', keys: [{ position: 9, kind: 'line' }] }).notes).toEqual([
      expect.stringContaining('2 keys'),
    ]);
    expect(main(profile).notes).toEqual([]);
  });

  it('[P3] says what the office wants of network, sound, phone book and firmware, and nothing when it wants nothing', () => {
    const said = read({
      ...profile,
      codecs: ['pcma', 'opus', 'g722'],
      ringTone: 3,
      vlan: { id: 20, priority: 5, computerId: 10 },
      qos: { signaling: 26, media: 46 },
      syslog: { host: '10.20.0.1', port: 5514 },
      phoneBookUrl: 'http://10.20.0.1:8080/book/x.xml',
      firmware: { version: '10.1.198.19', url: 'http://10.20.0.1:8080/firmware/snomD785-10.1.198.19-SIP-r.bin' },
    }).values;
    expect(Object.fromEntries(said)).toMatchObject({
      'codec_priority_list.1': 'pcma,g722,telephone-event', 'user_ringer.1': 'Ringer3', ring_sound: 'Ringer3', vlan_id: '20', vlan_qos: '5',
      vlan_port_tagging: 'on', vlan_pc_id: '10', signaling_tos: '104', codec_tos: '184', syslog_server: '10.20.0.1:5514', update_policy: 'auto_update',
      dkey_directory: 'url http://10.20.0.1:8080/book/x.xml', firmware_status: `${profile.provisioningUrl}snomD785-firmware.htm`,
    }); // prettier-ignore
    const silent = [...read(profile).values.keys()];
    expect(silent.filter((name) => /vlan|tos|syslog|ring|firmware|directory/.test(name))).toEqual([]);
    const files = snom.render({ ...profile, firmware: { version: '1', url: 'http://10.20.0.1/f.bin' } });
    expect(files.at(-1)).toMatchObject({ path: 'snomD785-firmware.htm', isSecret: true });
    expect(() => read({ ...profile, ringTone: 11 })).toThrow(CannotRender);
    expect(() => read({ ...profile, vlan: { id: 5000, priority: 0 } })).toThrow(CannotRender);
  });

  it('[P3] a base has an extension for each handset, and frees the slots of others', () => {
    const lines = [line, testLine({ position: 3, number: '103', authUser: 'p9', secret: 'Other-1' })];
    const base = { ...profile, model: 'M900', lines, keys: [] };
    const file = read({ ...base, lines: lines.map((one) => ({ ...one, transport: 'tls', port: 5061, srtp: true })) });
    expect(snomAccounts(file)).toMatchObject([
      { position: 1, authUser: 'p7f3a2', transport: 'tls', port: 5061, srtp: true, mailbox: '*97' },
      { position: 3, authUser: 'p9', secret: 'Other-1' },
    ]);
    expect([file.values.get('user_active.2'), file.values.get('user_pass.2')]).toEqual(['off', '']);
    expect(() => main({ ...base, lines: [line, { ...lines[1]!, server: '10.20.0.2' }] })).toThrow(CannotRender);
  });

  it('[P3] the phone book is escaped once, entry by entry', () => {
    const { text } = snom.phoneBook!([{ name: 'R&D <Post>', number: '*97' }]);
    expect(
      readXml(text)
        .children.at(-1)
        ?.children.map(({ name, text: said }) => [name, said]),
    ).toEqual([
      ['Name', 'R&D <Post>'],
      ['Telephone', '*97'],
    ]);
  });

  it('knows the D8xx renamed its web passwords', () => {
    expect(read({ ...profile, model: 'D865' }).values.get('webserver_admin_password')).toBe('admin-Secret-1');
    expect(read(profile).values.has('webserver_admin_password')).toBe(false);
  });
});

describe('places', () => {
  it('has an honest word for every time zone of the world', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      expect(snomTimeZone(zone).value).toMatch(/^[A-Z]{3}\d?[+-]\d{1,2}(\.\d{1,2})?$/);
    }
    expect(snomTimeZone('Europe/Prague')).toEqual({ value: 'CZE+1' });
    expect(snomTimeZone('Africa/Nairobi')).toEqual({ value: 'EAT+3' });
    expect(snomTimeZone('Africa/Cairo').note).toContain('summer time');
    expect(snomTimeZone('Asia/Kathmandu').note).toContain('London');
    expect(snomTimeZone('Mars/Olympus').note).toContain('unknown');
  });

  it('has tones and languages with a visible fallback', () => {
    expect([snomTones('de'), snomLanguage('de-AT')]).toEqual([{ value: 'GER' }, { value: 'Deutsch' }]);
    expect([snomTones('XX').note, snomLanguage('ja').note]).toEqual([expect.any(String), expect.any(String)]);
  });
});
