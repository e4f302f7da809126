/**
 * The few rows on the screen out of thousands, fetched page by page. A page that left the view long ago is forgotten; when
 * order, filter or data change, the old rows stay visible until the new ones have come, so that nothing flickers.
 */
export type Sort = { column: string; isDescending: boolean };
export type FetchPage<Row> = (
  offset: number,
  limit: number,
  sort: Sort | undefined,
) => Promise<{ rows: readonly Row[]; total: number }>;

export type Window<Row> = {
  row(index: number): Row | undefined;
  readonly total: number | undefined;
  /** Asks for what is missing between the two row numbers. */
  need(first: number, last: number): void;
  /** Everything may have changed: ask again for what is visible. */
  renew(sort: Sort | undefined): void;
};

const MOST_PAGES = 20;

export function createWindow<Row>(options: {
  fetch: FetchPage<Row>;
  pageSize?: number;
  changed: () => void;
  failed: (cause: unknown) => void;
}): Window<Row> {
  const size = options.pageSize ?? 100;
  let pages = new Map<number, readonly Row[]>();
  let asked = new Set<number>();
  let fresh = new Set<number>();
  let total: number | undefined;
  let sort: Sort | undefined;
  let generation = 0;
  let visible: [number, number] = [0, 0];

  async function load(page: number): Promise<void> {
    const mine = generation;
    asked.add(page);
    try {
      const answer = await options.fetch(page * size, size, sort);
      if (mine !== generation) return;
      if (fresh.size === 0) keepOnly(visible[0], visible[1]);
      fresh.add(page);
      pages.set(page, answer.rows);
      total = answer.total;
      forgetFarthest(page);
      options.changed();
    } catch (cause) {
      if (mine === generation) options.failed(cause);
    } finally {
      if (mine === generation) asked.delete(page);
    }
  }

  function keepOnly(first: number, last: number): void {
    pages = new Map([...pages].filter(([page]) => page >= first && page <= last));
  }

  function forgetFarthest(from: number): void {
    if (pages.size <= MOST_PAGES) return;
    const farthest = [...pages.keys()].sort((a, b) => Math.abs(b - from) - Math.abs(a - from))[0];
    if (farthest === undefined) return;
    pages.delete(farthest);
    fresh.delete(farthest);
  }

  function need(first: number, last: number): void {
    visible = [Math.floor(Math.max(0, first) / size), Math.floor(Math.max(0, last) / size)];
    for (let page = visible[0]; page <= visible[1]; page++) {
      if (!fresh.has(page) && !asked.has(page)) void load(page);
    }
  }

  return {
    row: (index) => pages.get(Math.floor(index / size))?.[index % size],
    get total() {
      return total;
    },
    need,
    renew(next) {
      sort = next;
      generation++;
      asked = new Set();
      fresh = new Set();
      need(visible[0] * size, visible[1] * size);
    },
  };
}

/** Rows that are all here already, as a source of pages. */
export function pagesOf<Row>(
  rows: readonly Row[],
  value: (row: Row, column: string) => string | number,
): FetchPage<Row> {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return (offset, limit, sort) => {
    const ordered = sort ? [...rows].sort((a, b) => compare(a, b, sort)) : rows;
    return Promise.resolve({ rows: ordered.slice(offset, offset + limit), total: rows.length });
  };

  function compare(a: Row, b: Row, sort: Sort): number {
    const [left, right] = [value(a, sort.column), value(b, sort.column)];
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right));
    return sort.isDescending ? -order : order;
  }
}
