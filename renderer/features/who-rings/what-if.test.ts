import { describe, expect, it } from 'vitest';
import { asNow, barsOf, phonesOf } from './what-if.ts';

describe('what if', () => {
  it('[R6] asks only about what differs from now', () => {
    expect(phonesOf({ 'ext-a-1': asNow })).toEqual({});
    expect(
      phonesOf({
        'ext-a-1': { ...asNow, connected: 'no' },
        'ext-b-1': { ...asNow, inCall: 'yes', does: 'answers', after: 3 },
        'ext-c-1': { ...asNow, does: 'declines', after: undefined },
      }),
    ).toEqual({
      'ext-a-1': { registered: false },
      'ext-b-1': { inCall: true, does: 'answers', after: 3 },
      'ext-c-1': { does: 'declines', after: 0 },
    });
  });

  it('keeps two rings of one phone apart', () => {
    const ring = { device: 'ext-a-1', ext: 'ext-a', identity: 'idn-a', label: 'Anna', from: 0, to: 10 };
    const bars = barsOf(
      [
        { ...ring, end: 'timeout' },
        { ...ring, from: 10, to: 14, end: 'answered' },
      ],
      (end) => end,
    );
    expect(new Set(bars.map(({ id }) => id)).size).toBe(2);
    expect(bars[1]).toMatchObject({ start: 10, end: 14, isAnswer: true, detail: 'answered' });
  });
});
