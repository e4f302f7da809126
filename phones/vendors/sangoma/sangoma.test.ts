import { describe, expect, it } from 'vitest';
import { readSangoma } from '../../virtual/readers/sangoma.ts';
import type { PhoneProfile } from '../define.ts';
import { testLine, testProfile } from '../test-profile.ts';
import { sangoma } from './index.ts';

const main = (phone: PhoneProfile) => sangoma.render(phone)[0]!;
const read = (phone: PhoneProfile) => readSangoma(new Map([[main(phone).path, main(phone).text]]));

describe('Sangoma settings files', () => {
  it('[P3] are what they were: golden', async () => {
    await expect(main(testProfile({ model: 'S500' })).text).toMatchFileSnapshot('golden/S500.xml');
    await expect(main(testProfile({ model: 'P330', keys: [] })).text).toMatchFileSnapshot('golden/P330.xml');
  });

  it('[P3] are of the platform that the model stands on', () => {
    expect(sangoma.filesAskedFor({ mac: '005058aabbcc', model: 'S500' })).toEqual(['cfg005058aabbcc.xml']);
    expect(sangoma.filesAskedFor({ mac: '000fd3aabbcc', model: 'd70' })).toEqual(['000fd3aabbcc.cfg']);
    expect(
      read(testProfile({ model: 'D70', keys: [], vlan: { id: 20, priority: 5 } })).values.get(
        'setting.network_vlan_id',
      ),
    ).toBe('20');
    expect(read(testProfile({ model: 'D70', keys: [], lines: [] })).accounts).toEqual([]);
    expect(read(testProfile({ model: 'S500' })).keys[1]).toMatchObject({ kind: 'blf', number: '102', pickup: '**102' });
  });

  it('refuses to send calls in the clear that were meant to be encrypted', () => {
    const lines = [testLine({ transport: 'tls', srtp: true })];
    expect(() => main(testProfile({ model: 'D70', lines, keys: [] }))).toThrow(
      expect.objectContaining({ field: 'srtp' }) as Error,
    );
    expect(read(testProfile({ model: 'S500', lines })).accounts).toMatchObject([{ srtp: true, transport: 'tls' }]);
  });
});
