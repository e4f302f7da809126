/**
 * The lamps of schedules, lit while closed. Nothing happens in Asterisk when hours change, so this sets them: at start, when a
 * schedule changes, when an engine comes, and at the moment at which one opens or closes next. A switch by phone sets its lamp in
 * the dialplan, also while the product is away; what changes by the clock meanwhile is put right by the next call or start.
 */
import { isAmiError } from '../../asterisk/ami/errors.ts';
import type { Touched } from '../../db/office.ts';
import type { EngineKeeper } from '../engine/keeper.ts';
import { scheduleAt } from '../../office/core/schedule/schedule.ts';
import type { Read } from '../../office/core/store.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { scheduleOf } from '../../office/features/schedules/read.ts';
import { schedules } from '../../office/features/schedules/table.ts';

const affecting = new Set(['schedules', 'schedule_exceptions', 'sites']);

export interface ScheduleLampDeps {
  read: Read;
  now(): number;
  isReady(): boolean;
  action: EngineKeeper['action'];
  /** Numbers whose lamp may mean something else now. */
  forget(numbers: string[]): void;
  /** What screens show of the hours is another since now. */
  changed(): void;
  problem(error: unknown): void;
}

export interface ScheduleLamps {
  look(): void;
  commit(touched: readonly Touched[]): void;
  stop(): void;
}

/** A timer cannot wait longer than 24 days; and a computer that slept is looked at again soon. */
const longestMs = 60_000;
const retryMs = 1000;

export function keepScheduleLamps(deps: ScheduleLampDeps): ScheduleLamps {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const shown = new Map<string, boolean>();

  async function light(id: string, open: boolean): Promise<void> {
    const value = open ? 'NOT_INUSE' : 'INUSE';
    try {
      await deps.action('Setvar', { Variable: `DEVICE_STATE(Custom:${id})`, Value: value });
    } catch (error) {
      if (!isAmiError(error)) throw error;
      // It comes or goes just now: it is told when it can listen.
      again(retryMs);
    }
  }

  function again(ms: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(look, ms).unref();
  }

  function look(): void {
    if (isStopped) return;
    const now = deps.now();
    let next = now + longestMs;
    let isOther = false;
    for (const { id } of deps.read.all(schedules)) {
      const schedule = scheduleOf(deps.read, id);
      if (!schedule) continue;
      const { open, until } = scheduleAt(schedule, now);
      if (until !== null) next = Math.min(next, until);
      if (shown.get(id) !== open) isOther = true;
      shown.set(id, open);
      if (deps.isReady()) light(id, open).catch(deps.problem);
    }
    if (isOther) deps.changed();
    again(Math.max(next - now, 50));
  }

  /** A schedule's lamp is watched at the code with its digits: both may change. */
  function commit(touched: readonly Touched[]): void {
    const codes = touched.filter(({ table, id }) => table === 'feature_codes' && id === 'schedule-switch');
    const code = deps.read.get(featureCodes, 'schedule-switch')?.code ?? '';
    const numbers = touched
      .filter(({ table }) => table === 'schedules')
      .flatMap(({ before, after }) =>
        before?.['number'] === after?.['number'] ? [] : [before?.['number'], after?.['number']],
      )
      .filter((number): number is string => typeof number === 'string' && number !== '')
      .map((number) => code + number);
    for (const { before, after } of codes)
      for (const row of [before, after])
        numbers.push(...deps.read.all(schedules).map(({ number }) => `${String(row?.['code'])}${number}`));
    if (numbers.length > 0) deps.forget(numbers);
    if (touched.some(({ table }) => affecting.has(table))) look();
  }

  return {
    look,
    commit,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
