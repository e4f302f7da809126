import { describe, expect, it } from 'vitest';
import { isWhole, moved, withSpan, type MemberDraft } from './draft.ts';

const member = (identityId: string, startDelay = 0, ringSeconds = 20): MemberDraft => ({
  identityId,
  label: identityId,
  extension: '',
  startDelay,
  ringSeconds,
});
const names = (members: readonly MemberDraft[]): string => members.map(({ identityId }) => identityId).join('');

describe('members of a group', () => {
  const list = ['a', 'b', 'c'].map((id) => member(id));

  it('[G1] move by one and stop at the ends', () => {
    expect(names(moved(list, 2, -1))).toBe('acb');
    expect(names(moved(list, 0, 1))).toBe('bac');
    expect(names(moved(list, 0, -1))).toBe('abc');
    expect(names(moved(list, 2, 1))).toBe('abc');
  });

  it('[G1] take start and ring time from a bar', () => {
    const [, b] = withSpan(list, 'b', { start: 10, end: 25 });
    expect(b).toMatchObject({ startDelay: 10, ringSeconds: 15 });
    expect(withSpan(list, 'b', { start: 10, end: 25 })[0]).toEqual(list[0]);
  });

  it('are not sent while a time is half typed', () => {
    expect(isWhole({ strategy: 'escalating', ringSeconds: 20, members: list })).toBe(true);
    expect(isWhole({ strategy: 'escalating', ringSeconds: 20, members: [member('a', Number.NaN)] })).toBe(false);
    expect(isWhole({ strategy: 'escalating', ringSeconds: 20, members: [member('a', 0, 0)] })).toBe(false);
  });
});
