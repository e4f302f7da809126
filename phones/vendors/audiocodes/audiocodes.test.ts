import { describe, expect, it } from 'vitest';
import { readAudiocodes } from '../../virtual/readers/audiocodes.ts';
import type { PhoneProfile } from '../define.ts';
import { testLine, testProfile } from '../test-profile.ts';
import { audiocodes } from './index.ts';

const main = (phone: PhoneProfile) => audiocodes.render(phone)[0]!;

describe('AudioCodes settings file', () => {
  it('[P3] is what it was: golden', async () => {
    const profile = testProfile({
      model: '440HD',
      keys: [],
      lines: [testLine(), testLine({ position: 2, authUser: 'p2' })],
    });
    await expect(main(profile).text).toMatchFileSnapshot('golden/440HD.cfg');
    expect(readAudiocodes(new Map([[main(profile).path, main(profile).text]])).accounts).toMatchObject([
      { position: 1, codecs: ['g722', 'pcma', 'pcmu'], mailbox: '*97' },
      { position: 2, user: 'p2', authUser: 'p2' },
    ]);
    expect(main(profile).notes).toEqual([expect.stringContaining('summer'), expect.stringContaining('tones')]);
  });

  it.each([
    ['srtp', [testLine({ srtp: true, transport: 'tls' })]],
    ['server', [testLine(), testLine({ position: 2, server: '10.0.0.2' })]],
  ])('refuses what it cannot say: %s', (field, lines) => {
    expect(() => main(testProfile({ model: '440HD', keys: [], lines }))).toThrow(
      expect.objectContaining({ field }) as Error,
    );
  });
});
