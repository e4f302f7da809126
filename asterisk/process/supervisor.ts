/**
 * Keeps one engine running: starts it or finds it, watches it, brings it back when it crashes or hangs, and stops it.
 * The engine is not our child in any sense that matters: `detach()` or our own death leave it serving calls.
 *
 *             start                    ready
 *   stopped ---------> starting --------------------> running
 *      ^               ^  |  ^  \ 3 quick crashes,      |  \ ended, hung, restart
 *      |     back-off  +--+  |   v port in use ...      |   v
 *      |       crash         +-- failed                 |  starting
 *      +-------------------- stopping <-----------------+
 *              gone                        stop (from any state)
 */
import type { Ami, AmiState } from '../ami/ami.ts';
import { systemClock, type Clock } from '../ami/clock.ts';
import type { AmiError } from '../ami/errors.ts';
import type { AmiEvent } from '../ami/messages.ts';
import { adoptRun, crashed, endProcess, startRun, type EngineRun } from './engine-process.ts';
import { EngineError, type EngineFailure } from './failures.ts';
import { logSince, logSize } from './log-tail.ts';
import type { EnginePaths } from './paths.ts';
import { checkBundle, checkFolders } from './preflight.ts';
import { isAlive } from './process-identity.ts';
import { forgetRun } from './run-record.ts';
import type { EngineBundle, EngineSettings } from './settings.ts';

export type EngineState =
  | { kind: 'stopped' }
  | { kind: 'starting'; attempt: number }
  | { kind: 'running'; pid: number; isAdopted: boolean; startedAt: string }
  | { kind: 'stopping' }
  /** With `retryInMs` it tries again by itself. */
  | { kind: 'failed'; failure: EngineFailure; retryInMs: number };

export interface SupervisorOptions {
  bundle: EngineBundle;
  paths: EnginePaths;
  settings(): EngineSettings;
  onState(state: EngineState): void;
  onEvent?(event: AmiEvent): void;
  onAmi?(state: AmiState, reason?: AmiError): void;
  /** After each (re)connect: read everything again. */
  onReady?(ami: Ami): void;
  onNote?(note: string): void;
  clock?: Clock;
}

export interface Supervisor {
  readonly state: EngineState;
  /** The run that is ready, if any. */
  readonly run: EngineRun | undefined;
  /** Resolves when it runs or has failed. */
  start(): Promise<EngineState>;
  stop(): Promise<void>;
  restart(reason: string): Promise<EngineState>;
  /** Resolves when no start, stop or restart is under way. */
  calm(): Promise<void>;
  /** Lets go without ending the engine. */
  detach(): void;
}

const WATCH_MS = 200;
const GRACE_MS = 4000;
/** A run shorter than this counts as a quick crash. */
const QUICK_MS = 30_000;
const QUICK_CRASHES = 3;
/** For what only looking again can tell: cheap, nothing is started. */
const LOOK_AGAIN_MS = 5000;
const SLOW_RETRY_MS = 15_000;
const retryDelay = ({ kind }: EngineFailure): number =>
  kind === 'port-in-use' || kind === 'address-not-here' ? LOOK_AGAIN_MS : SLOW_RETRY_MS;
const restartDelay = (quickCrashes: number): number => (quickCrashes <= 1 ? 100 : 1000);

export function supervise(options: SupervisorOptions): Supervisor {
  const clock = options.clock ?? systemClock;
  const note = (text: string) => options.onNote?.(text);
  let state: EngineState = { kind: 'stopped' };
  let run: EngineRun | undefined;
  let quickCrashes = 0;
  let attempts = 0;
  /** Changes with every stop, restart and detach: what an older one still awaits must not act any more. */
  let generation = 0;
  let isDetached = false;
  let cancelTimer = () => {};
  let work: Promise<unknown> = Promise.resolve();

  function enter(next: EngineState): void {
    state = next;
    options.onState(next);
  }

  /** One start, stop or restart at a time, in the order asked for. */
  function exclusively<T>(job: () => Promise<T>): Promise<T> {
    const result = work.then(job);
    work = result.catch(() => undefined);
    return result;
  }

  async function begin(): Promise<EngineState> {
    // A restart that was under way must not start an engine for a service that is gone.
    if (isDetached) return state;
    const mine = ++generation;
    cancelTimer();
    enter({ kind: 'starting', attempt: ++attempts });
    const { bundle, paths } = options;
    const began = clock.now();
    try {
      checkBundle(bundle);
      checkFolders(paths);
      const runOptions = {
        bundle,
        paths,
        settings: options.settings(),
        clock,
        onNote: note,
        ami: { onEvent: options.onEvent, onState: options.onAmi, onReady: options.onReady },
      };
      run = (await adoptRun(runOptions)) ?? (await startRun(runOptions));
    } catch (error) {
      return mine === generation ? failed(mine, error, clock.now() - began) : state;
    }
    if (mine !== generation) {
      letGo();
      return state;
    }
    const { record, isAdopted } = run;
    attempts = 0;
    enter({ kind: 'running', pid: record.process.pid, isAdopted, startedAt: record.startedAt });
    watch(mine, run, clock.now(), logSize(paths.messagesLog));
    return state;
  }

  function failed(mine: number, error: unknown, livedMs: number): EngineState {
    if (!(error instanceof EngineError)) {
      const message = error instanceof Error ? error.message : String(error);
      return giveUp(mine, { kind: 'bad-settings', message });
    }
    const { failure } = error;
    return failure.kind === 'crashed' ? crashAgain(mine, failure, livedMs) : giveUp(mine, failure);
  }

  function crashAgain(mine: number, failure: EngineFailure, livedMs: number): EngineState {
    quickCrashes = livedMs < QUICK_MS ? quickCrashes + 1 : 1;
    if (quickCrashes >= QUICK_CRASHES) return giveUp(mine, failure);
    enter({ kind: 'starting', attempt: attempts });
    again(mine, restartDelay(quickCrashes));
    return state;
  }

  function giveUp(mine: number, failure: EngineFailure): EngineState {
    const retryInMs = retryDelay(failure);
    enter({ kind: 'failed', failure, retryInMs });
    again(mine, retryInMs);
    return state;
  }

  function again(mine: number, ms: number): void {
    cancelTimer = clock.after(ms, () => {
      if (mine === generation) void exclusively(async () => (mine === generation ? begin() : state));
    });
  }

  /** The process table is asked, for a found engine is not our child and sends no exit event. */
  function watch(mine: number, watched: EngineRun, since: number, logFrom: number): void {
    cancelTimer = clock.after(WATCH_MS, () => {
      if (mine !== generation) return;
      if (isAlive(watched.record.process)) return watch(mine, watched, since, logFrom);
      letGo();
      forgetRun(options.paths);
      const failure = crashed('The phone engine ended unexpectedly.', logSince(options.paths.messagesLog, logFrom));
      note(`${failure.message} It is started again.`);
      crashAgain(mine, failure, clock.now() - since);
    });
  }

  function letGo(): void {
    run?.ami.close();
    run = undefined;
  }

  async function end(): Promise<void> {
    generation += 1;
    cancelTimer();
    const ending = run?.record.process;
    enter({ kind: 'stopping' });
    letGo();
    if (!ending) return;
    await endProcess(ending, clock, GRACE_MS);
    forgetRun(options.paths);
  }

  return {
    get state() {
      return state;
    },
    get run() {
      return run;
    },
    start: () =>
      exclusively(async () => {
        if (state.kind === 'running') return state;
        quickCrashes = 0;
        await begin();
        return settled();
      }),
    stop: () =>
      exclusively(async () => {
        await end();
        enter({ kind: 'stopped' });
      }),
    restart: (reason) =>
      exclusively(async () => {
        note(`The phone engine is restarted: ${reason}.`);
        await end();
        quickCrashes = 0;
        await begin();
        return settled();
      }),
    calm: () => exclusively(() => Promise.resolve()),
    detach() {
      isDetached = true;
      generation += 1;
      cancelTimer();
      letGo();
      state = { kind: 'stopped' };
    },
  };

  /** While it is starting again after a quick crash, waits for how that ends. Runs inside `exclusively`. */
  async function settled(): Promise<EngineState> {
    while (state.kind === 'starting' && !isDetached) {
      cancelTimer();
      await new Promise<void>((resolve) => void clock.after(restartDelay(quickCrashes), resolve));
      await begin();
    }
    return state;
  }
}
