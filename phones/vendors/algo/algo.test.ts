import { describe, expect, it } from 'vitest';
import { readAlgo } from '../../virtual/readers/algo.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { algo } from './index.ts';

const main = (phone: PhoneProfile) => algo.render(phone)[0]!;
const read = (phone: PhoneProfile) => readAlgo(new Map([['a', main(phone).text]]));
const full = { ...fullProfile('8301'), lines: [testLine({ transport: 'tcp' })] };

describe('Algo settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(full).text).toMatchFileSnapshot('golden/8301-full.conf');
  });

  it('[P3] says every field of the profile that it has a word for', () => {
    const { values, accounts, label, settingServer } = read(full);
    expect(Object.fromEntries(values)).toMatchObject({
      'net.vlan.id': '20',
      'net.vlan.priority': '5',
      'net.dscp.sip': '24',
      'net.dscp.rtp': '46',
      'log.server': '10.20.0.9',
      'prov.version.firmware': '9.9.9',
      'prov.download.fwpath': 'firmware',
      'admin.timezone': 'Europe/Prague',
      'iot.use': '0',
    });
    expect(accounts).toMatchObject([{ transport: 'tcp', port: 5060, codecs: ['g722', 'pcmu', 'pcma'] }]);
    expect(label).toBe('Reception');
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/');
    expect(main(full).notes.length).toBe(5);
  });

  it('has no account when it is nobody’s', () => {
    expect(read(testProfile({ model: '8180', lines: [], keys: [] })).accounts).toEqual([]);
  });

  it.each([
    ['srtp', { lines: [testLine({ srtp: true })] }],
    ['label', { label: '$MAC$' }],
    ['displayName', { lines: [testLine({ displayName: 'a\nadmin.pwd = x' })] }],
  ] as const)('refuses %s that would mean something else to the device', (field, change) => {
    expect(() => main({ ...testProfile({ model: '8301' }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});
