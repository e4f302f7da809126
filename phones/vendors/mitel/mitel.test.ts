import { describe, expect, it } from 'vitest';
import { readMitel } from '../../virtual/readers/mitel.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { mitel } from './index.ts';

const main = (phone: PhoneProfile) => mitel.render(phone)[0]!;
const read = (phone: PhoneProfile) => readMitel(new Map([['a', main(phone).text]]));
/** One transport for the whole phone; digits as password. */
const full = (model: string) => ({
  ...fullProfile(model),
  adminPassword: '1234567',
  lines: [testLine({ transport: 'tls', port: 5061, srtp: true })],
});

describe('Mitel settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(full('6867i')).text).toMatchFileSnapshot('golden/6867i-full.cfg');
    await expect(main(testProfile({ model: '6731i' })).text).toMatchFileSnapshot('golden/6731i.cfg');
  });

  it('[P3] says every field of the profile', () => {
    const { values, keys, accounts, adminPassword, settingServer, label } = read(full('6867i'));
    expect(Object.fromEntries(values)).toMatchObject({
      'vlan id': '20',
      'vlan id port 1': '10',
      'tos sip': '24',
      'tos rtp': '46',
      'log server ip': '10.20.0.9',
      'firmware server': 'http://10.20.0.1:8080/firmware',
      'line1 ring tone': '1',
      'directory script': 'http://10.20.0.1:8080/book/phonebook.xml',
      'time zone minutes': '-60',
      'dst start week': '-1',
      'dst end hour': '3',
      'tone set': 'Europe',
    });
    expect(accounts).toMatchObject([
      { transport: 'tls', srtp: true, port: 5061, mailbox: '*97', codecs: ['pcma', 'g722'] },
    ]);
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect([adminPassword, label]).toEqual(['1234567', 'Reception']);
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/');
  });

  it('says that a password of letters cannot be set', () => {
    const { notes, text } = main(testProfile({ model: '6867i' }));
    expect(notes).toContainEqual(expect.stringContaining('administrator password'));
    expect(text).not.toContain('admin');
  });

  it('counts softkeys after the keys without a screen, then modules', () => {
    const { values } = read(
      testProfile({
        model: '6755i',
        keys: [
          { position: 6, kind: 'speed', number: '1', label: 'unseen' },
          { position: 7, kind: 'speed', number: '2', label: 'seen' },
          { position: 27, kind: 'blf', number: '3' },
          { position: 87, kind: 'blf', number: '4' },
        ],
      }),
    );
    expect(values.get('prgkey6 value')).toBe('1');
    expect(values.has('prgkey6 label')).toBe(false);
    expect([values.get('softkey1 value'), values.get('softkey1 label')]).toEqual(['2', 'seen']);
    expect([values.get('expmod1 key1 value'), values.get('expmod2 key1 value')]).toEqual(['3', '4']);
  });

  it.each([
    ['displayName', { lines: [testLine({ displayName: 'a # b' })] }],
    ['displayName', { lines: [testLine({ displayName: '"a' })] }],
    ['keys', { keys: [{ position: 1, kind: 'blf', number: '102', pickup: '##102' }] }],
    ['transport', { lines: [testLine(), testLine({ position: 2, transport: 'tcp' })] }],
    ['ringTone', { ringTone: 6 }],
    ['server', { lines: [testLine({ server: 'a b' })] }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    const phone = { ...testProfile({ model: '6867i' }), ...change };
    expect(() => main(phone)).toThrow(expect.objectContaining({ name: 'CannotRender', field }) as Error);
  });

  it('has a phone book that reads as XML', () => {
    expect(mitel.phoneBook?.([{ name: 'Post & Zoll <1>', number: '+420' }]).text).toContain(
      '<MenuItem><Prompt>Post &amp; Zoll &lt;1&gt;</Prompt><URI>+420</URI></MenuItem>',
    );
  });
});

describe('the reader of Mitel’s files', () => {
  it.each(['a b: 1\na b: 2', 'sip line1 password: a # b', 'x: "a" b"', 'no setting'])('refuses %j', (text) => {
    expect(() => readMitel(new Map([['a', text]]))).toThrow();
  });
});
