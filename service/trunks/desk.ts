/** Trunks inside the service: what is known of them, and test calls. Made by the composition root, used by actions and health. */
import { join } from 'node:path';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { TrunkObserved, TrunkTest } from '../../office/core/observed.ts';
import { refuse } from '../../office/core/refusal.ts';
import type { Read } from '../../office/core/store.ts';
import type { EngineKeeper } from '../engine/keeper.ts';
import type { Resolve } from './names.ts';
import { keepTestCalls } from './tests.ts';
import { watchTrunks, type TrunkWatch } from './watch.ts';

export interface TrunkDeskDeps {
  read: Read;
  dataDir: string;
  now: () => number;
  engine(): EngineKeeper;
  /** Whether Asterisk's manager interface answers. */
  isReady(): boolean;
  set(trunks: readonly TrunkObserved[]): void;
  note(text: string): void;
  problem(error: unknown): void;
  resolve?: Resolve | undefined;
}

export interface TrunkDesk extends Pick<
  TrunkWatch,
  'addressesOf' | 'event' | 'changed' | 'applied' | 'lost' | 'ask' | 'lookNames' | 'qualify'
> {
  /** Resolves with what came of the call. */
  testCall(trunk: string, number: string): Promise<TrunkTest>;
  stop(): void;
}

export function openTrunkDesk(deps: TrunkDeskDeps): TrunkDesk {
  const tests = keepTestCalls({
    file: join(deps.dataDir, 'trunk-tests.json'),
    now: deps.now,
    changed: () => watch.changed(),
    note: deps.note,
  });
  const watch = watchTrunks({
    read: deps.read,
    now: deps.now,
    tests: () => tests.all,
    set: deps.set,
    problem: deps.problem,
    moved: () => void deps.engine().apply().catch(deps.problem),
    engine() {
      const running = deps.isReady() ? deps.engine().engine : undefined;
      return (
        running && {
          list: (name, headers) => running.list(name, headers),
          action: (name, headers) => running.action(name, headers),
          log: running.paths.messagesLog,
        }
      );
    },
    ...(deps.resolve ? { resolve: deps.resolve } : {}),
  });
  return {
    addressesOf: (name) => watch.addressesOf(name),
    event: (event: AmiEvent) => tests.event(event) || watch.event(event),
    changed: () => watch.changed(),
    lost: () => watch.lost(),
    applied: (ids) => watch.applied(ids),
    qualify: () => watch.qualify(),
    ask: () => watch.ask(),
    lookNames: () => watch.lookNames(),
    testCall(trunk, number) {
      const running = deps.engine().engine;
      if (!running || !deps.isReady())
        refuse({ kind: 'unavailable', message: 'The phone engine does not run, so no call can be placed.' });
      if (tests.all.get(trunk)?.result === 'under-way')
        refuse({ kind: 'rule', rule: 'test-under-way', message: 'A test call by this trunk is under way already.' });
      return tests.place(running.paths.spool, trunk, number);
    },
    stop() {
      tests.stop();
      watch.stop();
    },
  };
}
