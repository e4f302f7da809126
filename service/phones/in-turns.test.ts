import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

test('[G4] a change for all phones lets others in between; one for a few is done at once', async () => {
  const done: number[] = [];
  void inTurns([1, 2, 3], (n) => done.push(n));
  expect(done).toEqual([1, 2, 3]);
  const many = Array.from({ length: 1000 }, (_, n) => n);
  done.length = 0;
  let turns = 0;
  const other = (): void => {
    turns += 1;
    if (done.length < many.length) setImmediate(other);
  };
  setImmediate(other);
  const all = inTurns(many, (n) => done.push(n));
  expect(done.length).toBe(32);
  await all;
  expect(done).toEqual(many);
  expect(turns).toBeGreaterThan(1);
});

test('[G4] what goes wrong with one is the answer', async () => {
  await expect(inTurns([1], () => { throw new Error('no'); })).rejects.toThrow('no'); // prettier-ignore
});
