/**
 * Makes a change of the office live: the rows of the owners that it affects are projected, written for Asterisk in one
 * transaction and read back. When that fails the change is stored all the same, calls go on with the rows of before, and
 * writing is tried again until it works; health says so meanwhile.
 */
import type { ReadBackResult } from '../../asterisk/apply/read-back.ts';
import type { OwnedRows, Runtime } from '../../asterisk/apply/runtime.ts';
import type { Touched } from '../../db/journal.ts';
import type { Projection } from '../../db/project.ts';
import type { ReadBack } from '../../office/core/observed.ts';
import { differenceOf } from './read-back.ts';

export interface LiveDeps {
  projection: Projection;
  runtime: Runtime;
  now(): number;
  readBack(result: ReadBack): void;
  /** Asks the running Asterisk for these rows; undefined while it cannot be asked. */
  askEngine(owned: readonly OwnedRows[]): Promise<ReadBackResult | undefined>;
  /** Numbers whose busy lamp may follow other devices now. */
  lamps(numbers: string[]): void;
  /** Queues whose rows are new. */
  queues?(ids: string[]): void;
  note(text: string): void;
  retryMs?: number;
}

export interface Live {
  /** Returns whether Asterisk has it. */
  commit(touched: readonly Touched[]): boolean;
  /** Everything anew, at start and to repair. */
  all: () => void;
  /** Compares everything with what should be there, without holding anything up, and repairs differences. */
  verify(): Promise<ReadBack>;
  readonly failure: Error | undefined;
  stop(): void;
}

/** Owners compared before others get their turn: a hundredth of a second, for a request of a phone needs several turns. */
const compared = 2;
/** Owners that Asterisk is asked for in one verification; the next one goes on where this one ended. */
const askedOfEngine = 400;

export function openLive(deps: LiveDeps): Live {
  const { projection, runtime } = deps;
  let failure: Error | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isStopped = false;
  let nextAsked = 0;
  let asking: Promise<void> = Promise.resolve();

  function all(): void {
    try {
      runtime.replaceAll(projection.projectAll());
      failure = undefined;
    } catch (error) {
      failed(error);
    }
  }

  function failed(error: unknown): void {
    const isFirst = failure === undefined;
    failure = error instanceof Error ? error : new Error(String(error));
    if (isFirst) deps.note(`A change could not be written for Asterisk: ${failure.message}`);
    if (!isStopped) retry ??= setTimeout(() => ((retry = undefined), all()), deps.retryMs ?? 2000).unref();
  }

  const wrong = (owners: readonly string[]): ReadBack['differences'] =>
    projection.project(owners).flatMap((owned) => {
      const what = differenceOf(runtime, owned);
      return what === undefined ? [] : [{ owner: owned.owner, what }];
    });

  /** What Asterisk answers for these owners now, against what the office says now. */
  async function engineDifferences(owners: readonly string[]): Promise<ReadBack['differences']> {
    if (isStopped || owners.length === 0) return [];
    const result = await deps.askEngine(projection.project([...owners]));
    return result?.differences ?? [];
  }

  /** A newer change may come in between asking and answering: only what still differs then is a difference. */
  async function standingDifferences(owners: readonly string[]): Promise<ReadBack['differences']> {
    const found = await engineDifferences(owners);
    return found.length === 0 ? [] : engineDifferences([...new Set(found.map(({ owner }) => owner))]);
  }

  async function confirm(owners: readonly string[]): Promise<void> {
    const standing = await standingDifferences(owners);
    if (standing.length === 0 || isStopped) return;
    deps.readBack({ at: deps.now(), compared: owners.length, differences: standing });
    deps.note(`${standing.length} rows in Asterisk differed from the configuration and were written again.`);
    all();
  }

  const unasked = (error: unknown) => {
    if (!isStopped)
      deps.note(`Asterisk could not be asked what it uses: ${error instanceof Error ? error.message : String(error)}`);
  };

  return {
    get failure() {
      return failure;
    },
    all,
    commit(touched) {
      // While an older change is not there, the next attempt writes everything.
      if (failure) {
        all();
        return failure === undefined;
      }
      try {
        const owners = projection.affectedOwners(touched);
        const owned = projection.project(owners);
        const { lamps } = runtime.replace(owned);
        const differences = wrong(owners);
        if (differences.length > 0) deps.readBack({ at: deps.now(), compared: owners.length, differences });
        if (lamps.length > 0) deps.lamps(lamps);
        const queues = owners
          .filter((owner) => owner.startsWith('queues:'))
          .map((owner) => owner.slice('queues:'.length));
        if (queues.length > 0) deps.queues?.(queues);
        asking = asking.then(() => confirm(owners)).catch(unasked);
        return differences.length === 0;
      } catch (error) {
        failed(error);
        return false;
      }
    },
    async verify() {
      const owners = projection.projectAll().map(({ owner }) => owner);
      const differences: ReadBack['differences'] = [];
      for (let from = 0; from < owners.length && !isStopped; from += compared) {
        try {
          differences.push(...wrong(owners.slice(from, from + compared)));
        } catch (error) {
          // A file that cannot even be read: written anew until that works, and health says so.
          failed(error);
          return { at: deps.now(), compared: from, differences };
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (differences.length > 0 && !isStopped) {
        deps.note(`${differences.length} objects differed from the configuration and were written again.`);
        all();
      }
      // Asterisk itself is asked for a part each time: tens of thousands of questions at once would be a load of their own.
      const part = owners.slice(nextAsked, nextAsked + askedOfEngine);
      nextAsked = nextAsked + askedOfEngine >= owners.length ? 0 : nextAsked + askedOfEngine;
      // The engine may end while it is asked; what our own file says stands all the same.
      await standingDifferences(part).then((found) => differences.push(...found), unasked);
      const result = { at: deps.now(), compared: owners.length, differences };
      if (!isStopped) deps.readBack(result);
      return result;
    },
    stop() {
      isStopped = true;
      clearTimeout(retry);
    },
  };
}
