/** Which rows a scrolling box must draw: @tanstack/virtual-core as a rune, for rows of one height. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

type Options = { box: () => HTMLElement | undefined; count: () => number; height: () => number };

export function createVirtual({ box, count, height }: Options) {
  let items = $state.raw<VirtualItem[]>([]);
  let size = $state(0);

  const virtualizer = new Virtualizer<HTMLElement, Element>({
    count: 0,
    getScrollElement: () => box() ?? null,
    estimateSize: () => height(),
    overscan: 6,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: draw,
  });

  function draw(): void {
    items = virtualizer.getVirtualItems();
    size = virtualizer.getTotalSize();
  }

  $effect(() => {
    if (!box()) return;
    const stop = virtualizer._didMount();
    virtualizer._willUpdate();
    return stop;
  });

  $effect(() => {
    const rowHeight = height();
    virtualizer.setOptions({ ...virtualizer.options, count: count(), estimateSize: () => rowHeight });
    virtualizer._willUpdate();
    virtualizer.measure();
    draw();
  });

  return {
    get items(): readonly VirtualItem[] {
      return items;
    },
    get size(): number {
      return size;
    },
    scrollTo(index: number): void {
      virtualizer.scrollToIndex(index, { align: 'auto' });
    },
  };
}
