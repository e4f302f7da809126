/** The keys of a model in the order in which a phone counts them: its own, then those of its expansion modules. */
export interface Place {
  mac: string;
  name: string;
  vendor: string;
  model: string;
  /** Line keys, which come first. */
  lines: number;
  keys: number | null;
  expansion: { modules: number; keysEach: number } | null;
}

export interface KeyBlock {
  /** 0: the phone itself. */
  module: number;
  /** Position of its first key, from 1. */
  first: number;
  count: number;
}

/** As many modules as the keys that are set need, and no more: nobody has ten of them plugged in. */
export function blocksOf({ keys, expansion }: Pick<Place, 'keys' | 'expansion'>, set: number): KeyBlock[] {
  const own = keys ?? set;
  const blocks: KeyBlock[] = own > 0 ? [{ module: 0, first: 1, count: own }] : [];
  if (keys === null || !expansion || expansion.keysEach <= 0) return blocks;
  const needed = Math.min(expansion.modules, Math.ceil(Math.max(0, set - own) / expansion.keysEach));
  for (let module = 1; module <= needed; module += 1)
    blocks.push({ module, first: own + (module - 1) * expansion.keysEach + 1, count: expansion.keysEach });
  return blocks;
}

export type Fit =
  | { kind: 'fits' }
  | { kind: 'unknown' }
  | { kind: 'on-modules'; have: number }
  | { kind: 'too-many'; have: number; over: number };

/** Whether all keys that are set have a place on the phone. */
export function fitOf({ keys, expansion }: Pick<Place, 'keys' | 'expansion'>, set: number): Fit {
  if (keys === null) return { kind: 'unknown' };
  const room = keys + (expansion ? expansion.modules * expansion.keysEach : 0);
  if (set > room) return { kind: 'too-many', have: room, over: set - room };
  return set > keys ? { kind: 'on-modules', have: keys } : { kind: 'fits' };
}

/** Where a key goes that is dropped there, or moved by so many places; undefined when it stays. */
export function moved(from: number, to: number, count: number): number | undefined {
  const place = Math.max(0, Math.min(count - 1, to));
  return place === from ? undefined : place;
}
