/**
 * The history as it is scrolled: pages from new to old, asked for as they are needed. When something changes, the newest
 * page is asked again and what is new is put on top; what was read stays.
 */
import { api } from '../../api/client.svelte.ts';
import type { Queries } from '../../api/contract.ts';
import type { Failure } from '../../api/protocol.ts';

export type Entry = Queries['history.list']['value']['entries'][number];
export type Change = Entry['changes'][number];

const LIMIT = 60;

export function createPages(search: () => string) {
  let entries = $state.raw<readonly Entry[]>();
  let isEnd = $state(false);
  let isLoading = $state(false);
  let error = $state.raw<Failure>();
  let turn = 0;

  async function ask(before?: number): Promise<readonly Entry[] | undefined> {
    const mine = turn;
    isLoading = true;
    const outcome = await api.ask('history.list', { search: search(), limit: LIMIT, before });
    if (mine !== turn) return undefined;
    isLoading = false;
    error = outcome.ok ? undefined : outcome.error;
    return outcome.ok ? outcome.value.entries : undefined;
  }

  return {
    get entries() {
      return entries;
    },
    get isEnd() {
      return isEnd;
    },
    get isLoading() {
      return isLoading;
    },
    get error() {
      return error;
    },
    /** Another search, or something has changed. Entries change too: one of them may be taken back now. */
    async renew(): Promise<void> {
      turn++;
      const newest = await ask();
      if (!newest) return;
      const oldest = newest.at(-1)?.id ?? 0;
      const isSame = entries !== undefined && newest.length === LIMIT && entries.some(({ id }) => id === oldest);
      isEnd = newest.length < LIMIT;
      entries = isSame ? [...newest, ...(entries ?? []).filter(({ id }) => id < oldest)] : newest;
    },
    async more(): Promise<void> {
      const last = entries?.at(-1);
      if (!last || isEnd || isLoading) return;
      const older = await ask(last.id);
      if (!older) return;
      isEnd = older.length < LIMIT;
      entries = [...(entries ?? []), ...older];
    },
  };
}
