/**
 * What people switched with their phones and the office could not keep. The phone said that it was done, so somebody has to
 * be told: for a day, also after a restart, or until the same phone does the same again and it is kept.
 */
import { z } from 'zod';
import type { PhoneChange } from '../../asterisk/apply/runtime.ts';
import { readIfThere, writeFileDurable } from '../../asterisk/process/durable-file.ts';
import type { Feature } from '../../office/core/feature.ts';
import type { Read } from '../../office/core/store.ts';
import { features } from '../../office/features/index.ts';
import { routeOfNode } from '../describe-node.ts';

const undoneChange = z.object({
  ext: z.string(),
  what: z.string(),
  at: z.number(),
  /** "101 Anna forwarded calls to 102". */
  words: z.string(),
  why: z.string(),
  route: z.string().nullable(),
});
export type UndoneChange = z.output<typeof undoneChange>;

export interface UndoneChanges {
  /** Newest first. */
  list(): readonly UndoneChange[];
  undone(change: PhoneChange, who: string, why: string): void;
  kept(change: PhoneChange): void;
}

const toldMs = 24 * 60 * 60_000;
/** More than anybody reads; phones of a whole office may do the same after one change of a rule. */
const most = 100;

const kinds = new Map(features.flatMap((feature: Feature) => Object.entries(feature.phoneChanges ?? {})));

export function openUndoneChanges(deps: {
  file: string;
  read: Read;
  now(): number;
  note(text: string): void;
}): UndoneChanges {
  let all = load();

  /** What nobody needs to run must not keep the service from starting. */
  function load(): UndoneChange[] {
    try {
      return z.array(undoneChange).parse(JSON.parse(readIfThere(deps.file) ?? '[]'));
    } catch (error) {
      deps.note(`Which changes of phones were undone could not be read: ${String(error)}`);
      return [];
    }
  }

  function set(next: UndoneChange[]): void {
    all = next.filter(({ at }) => deps.now() - at < toldMs).slice(0, most);
    try {
      writeFileDurable(deps.file, JSON.stringify(all));
    } catch (error) {
      // Until the next start they are told all the same; the change itself must not wait for this file.
      deps.note(`Changes of phones that were undone are not stored: ${String(error)}`);
    }
  }
  const others = ({ ext, what }: PhoneChange) => all.filter((one) => one.ext !== ext || one.what !== what);

  return {
    list: () => all.filter(({ at }) => deps.now() - at < toldMs),
    undone(change, who, why) {
      const { ext, what } = change;
      const words = `${who} ${wordsOf(change, deps.read)}`;
      set([{ ext, what, at: deps.now(), words, why, route: routeOfNode(ext, deps.read) }, ...others(change)]);
    },
    kept(change) {
      const left = others(change);
      if (left.length < all.length) set(left);
    },
  };
}

/** A row of the inbox that is not well formed may be the very reason. */
function wordsOf(change: PhoneChange, read: Read): string {
  try {
    return kinds.get(change.what)?.words(change, read) ?? 'dialled something unknown';
  } catch {
    return 'dialled something that makes no sense';
  }
}
