import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate.ts';
import { deviceText } from './text.ts';

describe('rate limiter', () => {
  it('lets bursts through, then a steady flow, for each source apart and for all together', () => {
    let now = 0;
    const limiter = createRateLimiter({
      perSource: { perSecond: 10, burst: 3 },
      total: { perSecond: 100, burst: 5 },
      now: () => now,
    });
    const count = (source: string): number =>
      Array.from({ length: 10 }, () => limiter.allow(source)).filter(Boolean).length;
    expect([count('a'), count('b'), count('c')]).toEqual([3, 2, 0]);
    now = 1000;
    expect([count('a'), count('b')]).toEqual([3, 2]);
    now = 1100;
    expect(count('a')).toBe(1);
    now = 500; // A clock that jumps back gives nothing away.
    expect(count('a')).toBe(0);
  });

  it('knows a bounded number of sources', () => {
    const limiter = createRateLimiter({
      perSource: { perSecond: 1, burst: 1 },
      total: { perSecond: 1e9, burst: 1e9 },
      now: () => 0,
      maxSources: 100,
    });
    for (let source = 0; source < 10_000; source += 1) limiter.allow(String(source));
    expect(limiter.sources).toBe(100);
  });
});

describe('device text', () => {
  it('becomes one bounded line without tricks', () => {
    expect(deviceText('snomD785/10\r\n<b>\u202e\u0000')).toBe('snomD785/10\ufffd\ufffd<b>\ufffd\ufffd');
    expect(deviceText('x'.repeat(1000))).toHaveLength(256);
    expect([deviceText('  '), deviceText(undefined)]).toEqual([undefined, undefined]);
  });
});
