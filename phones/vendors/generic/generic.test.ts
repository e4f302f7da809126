import { describe, expect, it } from 'vitest';
import { readGeneric } from '../../virtual/readers/generic.ts';
import { fullProfile } from '../test-profile.ts';
import { generic } from './index.ts';

describe('sheet for a phone that nobody knows', () => {
  it('[P3] is what it was, and reads back: golden', async () => {
    const [sheet] = generic.render(fullProfile('Some phone'));
    await expect(sheet!.text).toMatchFileSnapshot('golden/sheet.txt');
    const { accounts, keys } = readGeneric(new Map([[sheet!.path, sheet!.text]]));
    expect(accounts).toMatchObject([
      { position: 1, transport: 'tls', srtp: true, codecs: ['g722', 'pcma'].reverse() },
      { position: 2, transport: 'udp', srtp: false },
    ]);
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(sheet!.notes).toEqual([expect.stringContaining('type them in')]);
  });
});
