/**
 * Past calls for a list with row numbers, though the service answers from position to position: each page remembers where
 * the next begins, so that a million calls cost no more than those that were looked at. A rare search is asked again and
 * again from where it stopped until the page is full.
 */
import { api } from '../../api/client.svelte.ts';
import type { FetchPage } from '../../ui/table/window.ts';
import type { PastCall } from './names.ts';

export type CallPages = { fetch: FetchPage<PastCall>; readonly isAtStart: boolean; stop(): void };

type Options = { search: string; until: number | undefined; onstep: (lookedBackTo: number | null) => void };

export function callPages({ search, until, onstep }: Options): CallPages {
  const starts: (number | null | undefined)[] = [undefined];
  const lengths: number[] = [];
  let farthest = 0;
  let isStopped = false;
  // Pages follow each other, so one waits for the one before.
  let queue: Promise<unknown> = Promise.resolve();

  async function load(page: number, limit: number): Promise<{ rows: PastCall[]; total: number }> {
    const rows: PastCall[] = [];
    let before = starts[page];
    while (before !== null && rows.length < limit && !isStopped) {
      const outcome = await api.ask('calls.history', { search, limit: limit - rows.length, before, until });
      if (!outcome.ok) throw new Error(outcome.error.message);
      rows.push(...outcome.value.calls);
      before = outcome.value.next;
      if (isStopped) break;
      onstep(before === null || rows.length >= limit ? null : outcome.value.lookedBackTo);
    }
    starts[page + 1] = before;
    lengths[page] = rows.length;
    farthest = Math.max(farthest, page);
    const known = lengths.reduce((sum, length) => sum + length, 0);
    // One row more than is known keeps the list scrolling until the end was found.
    return { rows, total: known + (starts[lengths.length] === null ? 0 : 1) };
  }

  return {
    fetch(offset, limit) {
      const page = Math.floor(offset / limit);
      const turn = queue.then(() => load(page, limit));
      queue = turn.catch(() => undefined);
      return turn;
    },
    get isAtStart() {
      return farthest === 0;
    },
    /** Nobody waits for it any more: another search has begun. */
    stop() {
      isStopped = true;
    },
  };
}
