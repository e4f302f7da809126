import { describe, expect, it, vi } from 'vitest';
import { moved } from './keys.ts';
import { createWindow, pagesOf, type FetchPage } from './window.ts';

type Row = { n: number; name: string };
const all: Row[] = Array.from({ length: 10_000 }, (_, n) => ({ n, name: `Person ${n}` }));
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

function windowOver(fetch: FetchPage<Row>) {
  const changed = vi.fn();
  const failed = vi.fn();
  return { rows: createWindow<Row>({ fetch, changed, failed }), changed, failed };
}

describe('createWindow', () => {
  it('fetches only the pages in view, each once', async () => {
    const fetch = vi.fn(pagesOf(all, (row) => row.n));
    const { rows } = windowOver(fetch);
    rows.need(95, 130);
    rows.need(96, 131);
    await settle();
    rows.need(97, 132);
    await settle();
    expect(fetch.mock.calls.map(([offset]) => offset)).toEqual([0, 100]);
    expect(rows.total).toBe(10_000);
    expect(rows.row(131)?.n).toBe(131);
    expect(rows.row(5000)).toBeUndefined();
  });

  it('keeps old rows on the screen until the new order has come, and drops answers to older questions', async () => {
    const waiting: (() => void)[] = [];
    const source = pagesOf(all, (row) => row.n);
    const { rows } = windowOver((...asked) => new Promise((done) => waiting.push(() => done(source(...asked)))));
    rows.need(0, 20);
    waiting.shift()?.();
    await settle();
    rows.renew({ column: 'n', isDescending: false });
    rows.renew({ column: 'n', isDescending: true });
    expect(rows.row(0)?.n).toBe(0);
    waiting.pop()?.();
    await settle();
    expect(rows.row(0)?.n).toBe(9999);
    waiting.pop()?.();
    await settle();
    expect(rows.row(0)?.n).toBe(9999);
  });

  it('forgets pages far away, so that memory does not grow while scrolling', async () => {
    const { rows } = windowOver(pagesOf(all, (row) => row.n));
    for (let first = 0; first < 5000; first += 100) {
      rows.need(first, first + 20);
      await settle();
    }
    expect(rows.row(0)).toBeUndefined();
    expect(rows.row(4905)?.n).toBe(4905);
  });

  it('tells about a failure and asks again when needed again', async () => {
    let isDown = true;
    const source = pagesOf(all, (row) => row.n);
    const { rows, failed } = windowOver((...asked) => (isDown ? Promise.reject(new Error('down')) : source(...asked)));
    rows.need(0, 20);
    await settle();
    expect(failed).toHaveBeenCalledOnce();
    isDown = false;
    rows.need(0, 20);
    await settle();
    expect(rows.row(3)?.n).toBe(3);
  });
});

describe('keyboard of a list', () => {
  it('stays inside the list and leaves other keys alone', () => {
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'x'].map((key) => moved(key, 5, 10, 8))).toEqual([
      6,
      4,
      0,
      9,
      9,
      undefined,
    ]);
    expect(moved('ArrowDown', 0, 0, 8)).toBeUndefined();
  });
});
