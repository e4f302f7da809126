import { describe, expect, it } from 'vitest';
import { readTwoN } from '../../virtual/readers/2n.ts';
import { testLine, testProfile } from '../test-profile.ts';
import { twoN } from './index.ts';

describe('2N settings file', () => {
  it('[P3] is what it was: golden', async () => {
    const profile = testProfile({
      model: 'IP Verso',
      keys: [],
      codecs: ['pcma', 'g722'],
      qos: { signaling: 24, media: 46 },
    });
    const [main] = twoN.render(profile);
    await expect(main!.text).toMatchFileSnapshot('golden/IP-Verso.xml');
    const read = readTwoN(new Map([[main!.path, main!.text]]));
    expect(read.accounts).toMatchObject([{ position: 1, host: '10.20.0.1', codecs: ['pcma', 'g722'] }]);
    expect(read.settingServer).toBe(profile.provisioningUrl);
    expect(main!.notes).toEqual([expect.stringContaining('password'), expect.stringContaining('Clock')]);
  });

  it.each([[{ transport: 'tls' as const }], [{ srtp: true }]])('refuses a line that it cannot say: %o', (change) => {
    expect(() => twoN.render(testProfile({ model: 'IP Verso', keys: [], lines: [testLine(change)] }))).toThrow(
      expect.objectContaining({ field: 'transport' }) as Error,
    );
  });
});
