import { describe, expect, it } from 'vitest';
import { formatAgo, formatClock } from './format.svelte.ts';
import { t } from './index.svelte.ts';

describe('words', () => {
  it('fills holes and chooses the plural form', () => {
    expect(t('ui.rows', { n: 1 })).toBe('1 row');
    expect(t('ui.rows', { n: 10_000 })).toBe('10,000 rows');
    expect(t('ui.copy-named', { name: '{n}' })).toBe('Copy {n}');
  });

  it('writes clocks and ages as people read them', () => {
    expect([0, 67, 3723].map(formatClock)).toEqual(['0:00', '1:07', '1:02:03']);
    expect(formatAgo(0, 3000)).toMatch(/3 sec/);
    expect(formatAgo(0, 90_000)).toMatch(/1 min/);
  });
});
