import { describe, expect, it } from 'vitest';
import { readAkuvox } from '../../virtual/readers/akuvox.ts';
import { fullProfile } from '../test-profile.ts';
import { akuvox } from './index.ts';

describe('Akuvox settings file', () => {
  it('[P3] is what it was: golden', async () => {
    const [main] = akuvox.render(fullProfile('SP-R63G'));
    await expect(main!.text).toMatchFileSnapshot('golden/SP-R63G-full.cfg');
    const { accounts, keys, values } = readAkuvox(new Map([[main!.path, main!.text]]));
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, port: 5061, codecs: ['pcma', 'g722'] },
      { position: 2, authUser: 'p7f3a3', transport: 'udp', srtp: false },
    ]);
    expect(keys[1]).toEqual({ position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' });
    expect(values.get('Config.Settings.SNTP.EndTime')).toBe('10/5/7/3');
    expect(main!.notes).toEqual([expect.stringContaining('cs-CZ'), expect.stringContaining('tones')]);
  });
});
