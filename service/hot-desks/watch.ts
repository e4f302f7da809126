/**
 * Hot desks while the service runs: a log-in whose time is over leaves the office, so that the phone shows its own name again
 * (calls went by the time already), and lamps follow the numbers that moved.
 */
import type { Touched } from '../../db/journal.ts';
import type { Office } from '../../db/office.ts';
import { isOver } from '../../office/features/hot-desks/rules.ts';
import { hotDesks } from '../../office/features/hot-desks/table.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import type { Actor } from '../../office/core/store.ts';

export interface HotDeskDeps {
  office: Pick<Office, 'run' | 'read'>;
  now(): number;
  /** Numbers whose busy lamp follows other devices now. */
  lamps(numbers: string[]): void;
  note(text: string): void;
  lookEveryMs?: number;
}

const product: Actor = { kind: 'system', name: 'Switchroom' };

export function watchHotDesks(deps: HotDeskDeps): {
  look(): void;
  commit(touched: readonly Touched[]): void;
  stop(): void;
} {
  const { office } = deps;

  function look(): void {
    if (!office.read.all(hotDesks).some((login) => isOver(login, deps.now()))) return;
    const outcome = office.run('hot-desk.expire', {}, product);
    if (!outcome.ok)
      deps.note(`A log-in at a handset whose time is over still stands in the office: ${outcome.error.message}`);
  }

  const timer = setInterval(look, deps.lookEveryMs ?? 5000);
  timer.unref();
  return {
    look,
    commit(touched) {
      const numbers = touched
        .filter(({ table }) => table === 'hot_desks')
        .flatMap(({ before, after }) => [before, after])
        .flatMap((row) => {
          const extensionId = row?.['extensionId'];
          return typeof extensionId === 'string' ? (office.read.get(extensions, extensionId)?.number ?? []) : [];
        });
      if (numbers.length > 0) deps.lamps([...new Set(numbers)]);
    },
    stop: () => clearInterval(timer),
  };
}
