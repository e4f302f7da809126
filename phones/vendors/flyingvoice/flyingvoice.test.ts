import { describe, expect, it } from 'vitest';
import { readFlyingvoice } from '../../virtual/readers/flyingvoice.ts';
import { fullProfile, testProfile } from '../test-profile.ts';
import { flyingvoice } from './index.ts';

describe('Flyingvoice settings file', () => {
  it('[P3] is what it was: golden', async () => {
    const [main] = flyingvoice.render(fullProfile('FIP15G'));
    await expect(main!.text).toMatchFileSnapshot('golden/FIP15G-full.cfg');
    expect(main!.notes).toEqual([
      expect.stringContaining('summer time'),
      expect.stringContaining('language'),
      expect.stringContaining('log'),
      expect.stringContaining('ring tone'),
    ]);
  });

  it('[P3] says keys, with a name of its own for picking up', () => {
    const [main] = flyingvoice.render(testProfile({ model: 'FIP15G' }));
    expect(readFlyingvoice(new Map([['x.cfg', main!.text]])).keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    expect(main!.text).toContain('linekey.2.pickup_value = **102\n');
  });

  it('says that a model has no room', () => {
    const [main] = flyingvoice.render(testProfile({ model: 'P10' }));
    expect(main!.notes).toContainEqual(expect.stringContaining('2 keys'));
  });
});
