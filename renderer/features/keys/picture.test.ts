import { expect, test } from 'vitest';
import { blocksOf, fitOf, moved } from './picture.ts';

const d712 = { keys: 5, expansion: { modules: 2, keysEach: 18 } };

test('[G4] the picture has the phone and as many modules as the keys need', () => {
  expect(blocksOf(d712, 3)).toEqual([{ module: 0, first: 1, count: 5 }]);
  expect(blocksOf(d712, 24)).toEqual([
    { module: 0, first: 1, count: 5 },
    { module: 1, first: 6, count: 18 },
    { module: 2, first: 24, count: 18 },
  ]);
  expect(blocksOf({ keys: 2, expansion: null }, 9)).toEqual([{ module: 0, first: 1, count: 2 }]);
  expect(blocksOf({ keys: 0, expansion: null }, 9)).toEqual([]);
  expect(blocksOf({ keys: null, expansion: null }, 3)).toEqual([{ module: 0, first: 1, count: 3 }]);
});

test('[G4] keys that have no place are counted', () => {
  expect(fitOf(d712, 5)).toEqual({ kind: 'fits' });
  expect(fitOf(d712, 6)).toEqual({ kind: 'on-modules', have: 5 });
  expect(fitOf(d712, 42)).toEqual({ kind: 'too-many', have: 41, over: 1 });
  expect(fitOf({ keys: 2, expansion: null }, 3)).toEqual({ kind: 'too-many', have: 2, over: 1 });
  expect(fitOf({ keys: null, expansion: null }, 3)).toEqual({ kind: 'unknown' });
});

test('[G4] a key moves within the list and no further', () => {
  expect([moved(0, -1, 3), moved(0, 1, 3), moved(2, 9, 3), moved(1, 0, 3)]).toEqual([undefined, 1, undefined, 0]);
});
