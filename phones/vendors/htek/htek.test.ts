import { describe, expect, it } from 'vitest';
import { readHtek } from '../../virtual/readers/htek.ts';
import type { PhoneProfile } from '../define.ts';
import { fullProfile, testLine, testProfile } from '../test-profile.ts';
import { htek } from './index.ts';

const main = (phone: PhoneProfile) => htek.render(phone)[0]!;
const read = (phone: PhoneProfile) => readHtek(new Map([[main(phone).path, main(phone).text]]));
const lines = [1, 2, 3, 6].map((position) => testLine({ position, authUser: `u${position}` }));

describe('Htek settings file', () => {
  it('[P3] is what it was: golden', async () => {
    await expect(main({ ...fullProfile('UC926'), lines: lines.slice(0, 2) }).text).toMatchFileSnapshot(
      'golden/UC926-full.xml',
    );
  });

  it('[P3] says accounts, keys, time and networks by their numbers', () => {
    const { values, accounts, keys } = read({ ...fullProfile('UC926'), lines });
    expect(accounts.map(({ position, user, host }) => [position, user, host])).toEqual(
      [1, 2, 3, 6].map((position) => [position, `u${position}`, '10.20.0.1']),
    );
    expect(Object.fromEntries(values)).toMatchObject({
      P747: '10.20.0.1:5060', P1804: 'u6', P20361: '1', P20360: '0', P64: '49', P75: '1', P23118: '3', P23119: '5', P23125: '3', P24053: '1', P51: '20',
      P229: '10', P20058: '7', P4705: '**', P212: '1', P104: '2', P41601: '**102',
    }); // prettier-ignore
    expect(keys).toEqual([
      { position: 1, label: '', kind: 'line' },
      { position: 2, label: 'Bob', kind: 'blf', number: '102', pickup: '**102' },
      { position: 3, label: 'Post & Zoll', kind: 'speed', number: '+420123456789' },
      { position: 4, label: '', kind: 'none' },
    ]);
    const far = read(testProfile({ model: 'UC926', keys: [{ position: 36, kind: 'speed', number: '7' }] }));
    expect(far.values.get('P20356')).toBe('7');
  });

  it('wants one server for all lines', () => {
    const other = [testLine(), testLine({ position: 2, transport: 'tls' })];
    expect(() => main(testProfile({ model: 'UC926', lines: other }))).toThrow(
      expect.objectContaining({ field: 'transport' }) as Error,
    );
  });

  it('says what it leaves out', () => {
    expect(main({ ...fullProfile('UC926'), lines, language: 'ja-JP' }).notes).toEqual(
      ['ja-JP', 'DSCP', 'phone book'].map((word) => expect.stringContaining(word) as string),
    );
  });
});
