import { describe, expect, it } from 'vitest';
import { readPanasonic, readPanasonicFile } from '../../virtual/readers/panasonic.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { panasonic } from './index.ts';

const main = (phone: PhoneProfile) => panasonic.render(phone)[0]!;
const read = (phone: PhoneProfile) => readPanasonic(new Map([['a', main(phone).text]]));

describe('Panasonic settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(fullProfile('KX-HDV230')).text).toMatchFileSnapshot('golden/KX-HDV230-full.cfg');
    await expect(main(testProfile({ model: 'KX-UT136' })).text).toMatchFileSnapshot('golden/KX-UT136.cfg');
  });

  it('[P3] says every field of the profile', () => {
    const { values, keys, accounts } = read(fullProfile('KX-HDV230'));
    expect(Object.fromEntries(values)).toMatchObject({
      VLAN_ID_IP_PHONE: '20',
      VLAN_PRI_IP_PHONE: '5',
      VLAN_ID_PC: '10',
      DSCP_SIP_1: '24',
      DSCP_RTP_2: '46',
      SYSLOG_ADDR: '10.20.0.9',
      FIRM_VERSION: '9.9.9',
      FIRM_FILE_PATH: 'http://10.20.0.1:8080/firmware/phone.rom',
      CFG_STANDARD_FILE_PATH: 'http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/Config{MAC}.cfg',
      TIME_ZONE: '60',
      DST_START_ORDINAL_DAY: '5',
      DST_START_TIME: '120',
      DIAL_TONE1_FRQ: '425',
      DIAL_TONE1_TIMING: '60,330,330,660,600',
      SIP_SRC_PORT_2: '5070',
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
  });

  it('names the functions of keys as the model does, and goes on at the console', () => {
    const values = (model: string, position: number) =>
      read(testProfile({ model, keys: [{ position, kind: 'blf', number: '102' }] })).values;
    expect(values('KX-UT136', 1).get('FLEX_BUTTON_FACILITY_ACT1')).toBe('X_PANASONIC_IPTEL_CONTACT');
    expect(values('KX-HDV330', 25).get('DSS_BUTTON_FACILITY_ARG1')).toBe('102');
  });

  it('ends accounts that are nobody’s', () => {
    const { values, accounts } = read(testProfile({ model: 'KX-HDV130', lines: [] }));
    expect([accounts, values.get('LINE_ENABLE_2'), values.get('SIP_PASS_1')]).toEqual([[], 'Disabled', '']);
  });

  it.each([
    ['displayName', { lines: [testLine({ displayName: 'a"b' })] }],
    ['displayName', { lines: [testLine({ displayName: 'a'.repeat(501) })] }],
    ['secret', { lines: [testLine({ secret: 'a\r\nSIP_PASS_2="x"' })] }],
    ['adminPassword', { adminPassword: 'a&b' }],
    ['server', { lines: [testLine({ server: 'a b' })] }],
  ] as const)('refuses %s that would mean something else to the phone', (field, change) => {
    expect(() => main({ ...testProfile({ model: 'KX-HDV230' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});

describe('the reader of Panasonic’s files', () => {
  const head = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!\r\n';
  it.each([
    'A="1"\r\n\r\n',
    `${head}A="1"\r\nA="2"\r\n\r\n`,
    `${head}A = "1"\r\n\r\n`,
    `${head}A="1"\n\r\n`,
    `${head}A="1"\r\n`,
    `${head}a="1"\r\n\r\n`,
  ])('refuses %j', (text) => {
    expect(() => readPanasonicFile(text)).toThrow();
  });
});
