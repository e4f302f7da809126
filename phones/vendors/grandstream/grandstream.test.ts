import { describe, expect, it } from 'vitest';
import { readGrandstream } from '../../virtual/readers/grandstream.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { grandstream } from './index.ts';

const main = (phone: PhoneProfile) => grandstream.render(phone)[0]!;
const read = (phone: PhoneProfile) => readGrandstream(new Map([[main(phone).path, main(phone).text]]));

describe('Grandstream settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main(fullProfile('GRP2614')).text).toMatchFileSnapshot('golden/GRP2614-full.xml');
    await expect(main(testProfile({ model: 'HT802', keys: [] })).text).toMatchFileSnapshot('golden/HT802.xml');
  });

  it('[P3] says every field of the profile', () => {
    const { values, keys, accounts, settingServer } = read(fullProfile('GRP2614'));
    expect(Object.fromEntries(values)).toMatchObject({
      P51: '20', P87: '5', P229: '10', P1558: '24', P1559: '46', P207: '10.20.0.9', P192: '10.20.0.1:8080/firmware', P238: '0', P104: '2',
      P331: '10.20.0.1:8080/book', P246: 'STD-1DST-2,M3.5.0/2,M10.5.0/3', P343: 'f1=425@-19,c=330/330-660/660;', P1362: 'cz', P1347: '**',
    }); // prettier-ignore
    expect(settingServer).toBe('http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/');
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, port: 5061, mailbox: '*97', codecs: ['pcma', 'g722'] },
      { position: 2, authUser: 'p7f3a3', transport: 'udp', srtp: false, codecs: ['pcma', 'g722'] },
    ]);
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(main(fullProfile('GRP2614')).notes).toEqual([]);
  });

  it('numbers accounts as each family does', () => {
    const lines = [1, 2, 5, 7].map((position) => testLine({ position, authUser: `u${position}` }));
    for (const [model, codes] of [
      ['GRP2614', { P35: 'u1', P404: 'u2', P1704: 'u5', P50604: 'u7' }],
      ['GRP2604', { P35: 'u1', P404: 'u2', P704: 'u5' }],
      ['HT802', { P35: 'u1', P735: 'u2' }],
      ['HT818', { P4060: 'u1', P4061: 'u2', P4064: 'u5', P4066: 'u7', P4595: '1', P4597: '0' }],
    ] as const) {
      const fit = lines.filter(({ position }) => position <= { GRP2614: 16, GRP2604: 6, HT802: 2, HT818: 8 }[model]);
      const { values, accounts } = read(testProfile({ model, keys: [], lines: fit }));
      expect(Object.fromEntries(values)).toMatchObject(codes);
      expect(accounts.map(({ position, user }) => [position, user])).toEqual(
        fit.map(({ position, authUser }) => [position, authUser]),
      );
    }
  });

  it('puts watching keys after line keys', () => {
    const at = (position: number) =>
      ({ position, kind: 'blf', number: `2${position}`, pickup: `**2${position}` }) as const;
    const profile = testProfile({ model: 'GRP2614', keys: [7, 16, 17, 24, 35].map(at) });
    const { values } = read(profile);
    expect([values.get('P23800'), values.get('P323'), values.get('P353'), values.get('P1440')]).toEqual([
      'blf',
      '1',
      '1',
      '1',
    ]);
    expect([values.get('P303'), values.get('P356'), values.get('P1443')]).toEqual(['217', '224', '235']);
    const mixed = { ...profile, keys: [at(1), { ...at(2), pickup: '*8' }] };
    expect(main(mixed).notes).toEqual([expect.stringContaining('prefix')]);
  });

  it('switches the network on where the series has a switch for it', () => {
    const vlan = { id: 20, priority: 5 };
    const switchOf = (model: string) => read(testProfile({ model, keys: [], vlan })).values.get('P22174');
    expect(['GXP2170', 'GXP1782', 'WP822', 'GRP2614', 'HT802'].map(switchOf)).toEqual([
      '1',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says the zone by name where the phone wants it', () => {
    expect(read(testProfile({ model: 'GXV3380', keys: [] })).values.get('P64')).toBe('Europe/Prague');
    expect(read(testProfile({ model: 'GXV3275', keys: [] })).values.has('P64')).toBe(false);
  });

  it.each([
    ['server', 'HT812', { lines: [testLine(), testLine({ position: 2, server: '10.0.0.2' })] }],
    ['secret', 'GRP2614', { lines: [testLine({ secret: ' a' })] }],
    ['adminPassword', 'GRP2614', { adminPassword: 'a b' }],
    ['lines.1', 'GRP2614', { lines: [testLine(), testLine()] }],
    ['vlan.priority', 'GRP2614', { vlan: { id: 2, priority: 8 } }],
    ['ringTone', 'GRP2614', { ringTone: 0 }],
  ] as const)('refuses %s that this device cannot have', (field, model, change) => {
    expect(() => main({ ...testProfile({ model, keys: [] }), ...change })).toThrow(
      expect.objectContaining({ name: 'CannotRender', field }) as Error,
    );
  });
});
