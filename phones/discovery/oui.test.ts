import { expect, test } from 'vitest';
import { blockCount } from './oui-data.ts';
import { makerBlocks, makerOf } from './oui.ts';

test('[R4] every block of the listing is there, and unpacking it is quick', () => {
  const from = performance.now();
  expect(makerBlocks().size).toBe(blockCount);
  expect(blockCount).toBeGreaterThan(50_000);
  expect(performance.now() - from).toBeLessThan(1500);
});

test('[R4] the longest block names the maker: 6, 7 and 9 digits', () => {
  expect(makerOf('000413aabbcc')).toMatch(/snom/i);
  expect(makerOf('805ec0112233')).toMatch(/yealink/i);
  // ClearlyIP owns a piece of 7 digits and one of 9; the blocks around them belong to the registry.
  expect(makerOf('200a0d3abcde')).toMatch(/^Clearly ?IP/i);
  expect(makerOf('70b3d59b0123')).toMatch(/^Clearly ?IP/i);
  expect(makerOf('70b3d59b1123')).not.toMatch(/^Clearly ?IP/i);
});

test('[R4] a randomised address and an unsold block name nobody', () => {
  expect(makerOf('020413aabbcc')).toBeUndefined();
  expect(makerOf('fcffff000001')).toBeUndefined();
});
