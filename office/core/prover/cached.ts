/** A flow source that compiles each node once, until it is told what has changed. */
import type { FlowSource, Node } from '../call-flow/node.ts';

export interface CachedSource extends FlowSource {
  /** Compiles from here on from another state of the office. */
  readFrom(source: FlowSource): void;
  /** Forgets the nodes for which this holds, and where numbers lead. */
  forget(isStale: (id: string) => boolean): void;
}

export function cachedSource(from: FlowSource): CachedSource {
  let source = from;
  const nodes = new Map<string, Node | undefined>();
  const numbers = new Map<string, string | undefined>();
  const remembered = (id: string): Node | undefined => {
    if (!nodes.has(id)) nodes.set(id, source.byId(id));
    return nodes.get(id);
  };
  return {
    hasNumbersFrom: (key) => source.hasNumbersFrom(key),
    byId: remembered,
    byNumber(number) {
      if (!numbers.has(number)) {
        const node = source.byNumber(number);
        numbers.set(number, node?.id);
        if (node) nodes.set(node.id, node);
      }
      const id = numbers.get(number);
      return id === undefined ? undefined : remembered(id);
    },
    readFrom(next) {
      source = next;
    },
    forget(isStale) {
      numbers.clear();
      for (const id of nodes.keys()) if (isStale(id)) nodes.delete(id);
    },
  };
}
