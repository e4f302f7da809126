import { describe, expect, it } from 'vitest';
import { readGigaset, readGigasetFile } from '../../virtual/readers/gigaset.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { gigaset } from './index.ts';

const main = (phone: PhoneProfile) => gigaset.render(phone)[0]!;
const read = (phone: PhoneProfile) => readGigaset(new Map([['a', main(phone).text]]));
const secured = { transport: 'tls', port: 5061, srtp: true } as const;
const full = (model: string) => ({
  ...fullProfile(model),
  lines: [
    testLine(secured),
    testLine({ ...secured, position: 2, number: '102', authUser: 'p7f3a3', secret: 'other-Secret-2' }),
  ],
});

describe('Gigaset settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(full('N870')).text).toMatchFileSnapshot('golden/N870-full.xml');
    await expect(main(testProfile({ model: 'Maxwell 3' })).text).toMatchFileSnapshot('golden/Maxwell3.xml');
  });

  it('[P3] gives each handset of a base its account', () => {
    const { values, accounts } = read(full('N870'));
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, port: 5061, mailbox: '*97' },
      { position: 2, authUser: 'p7f3a3', secret: 'other-Secret-2', transport: 'tls' },
    ]);
    expect(Object.fromEntries(values)).toMatchObject({
      'DmGlobal.0.TimeZone': 'Europe/Prague',
      'XMLDir.1.ServerURL': 'http://10.20.0.1:8080/book/phonebook.xml',
      'add_hs.00002.hs.RegStatus': 'ToReg',
    });
    expect(main(full('N870')).text).toContain('<file version="9.9.9" url="http://10.20.0.1:8080/firmware/phone.rom"/>');
  });

  it('[P3] says every field of the profile that a Maxwell has a word for', () => {
    const { values, keys, accounts } = read(full('Maxwell 3'));
    expect(Object.fromEntries(values)).toMatchObject({
      'NET.VLAN.LAN.Identifier': '20',
      'NET.VLAN.PC.Identifier': '10',
      'System.DateAndTime.TimeZone': 'GMT+1.Europe/Prague',
      'SIP.Account.3.Active': '0',
    });
    expect(accounts).toMatchObject([{ position: 1, srtp: true, transport: 'tls' }, { position: 2 }]);
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
  });

  it.each([
    ['server', 'N870', { lines: [testLine(), testLine({ position: 2, server: '10.20.0.2' })] }],
    ['transport', 'Maxwell 3', { lines: [testLine({ transport: 'tcp' })] }],
    ['displayName', 'N870', { lines: [testLine({ displayName: 'a\nb' })] }],
    ['model', 'N510', {}],
    ['model', 'P850', {}],
  ] as const)('refuses %s of a %s that cannot be said', (field, model, change) => {
    expect(() => main({ ...testProfile({ model }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});

describe('the reader of Gigaset’s files', () => {
  it.each([
    '<provisioning><nvm><param name="a" value="1"/><param name="a" value="2"/></nvm></provisioning>',
    '<provisioning><nvm><param name="a" value="1" x="1"/></nvm></provisioning>',
    '<provisioning><nvm>text</nvm></provisioning>',
    '<provisioning><other/></provisioning>',
    '<settings/>',
  ])('refuses %s', (text) => {
    expect(() => readGigasetFile(text)).toThrow();
  });
});
