/**
 * The engine as the rest of the product sees it: start, stop, change its settings, talk AMI, and know whether it is
 * healthy. This is the composition of the parts in this folder; nothing else constructs them.
 */
import { networkInterfaces } from 'node:os';
import type { ActionOptions, Ami, AmiState } from '../ami/ami.ts';
import { systemClock, type Clock } from '../ami/clock.ts';
import { AmiError } from '../ami/errors.ts';
import type { Headers } from '../ami/headers.ts';
import type { AmiEvent, AmiResponse } from '../ami/messages.ts';
import { applyFiles, type Applied } from './apply-files.ts';
import { watchHealth, type Health, type HealthWatch, type SipProbe } from './health.ts';
import { enginePaths, type EnginePaths } from './paths.ts';
import type { EngineBundle, EngineSettings } from './settings.ts';
import { supervise, type EngineState } from './supervisor.ts';

export interface EngineOptions {
  dataDir: string;
  bundle: EngineBundle;
  settings: EngineSettings;
  /** SIP OPTIONS from outside; rejects when nothing answers. Without it health is AMI only and a hang is not mended. */
  probe?: SipProbe;
  onState?(state: EngineState): void;
  onHealth?(health: Health): void;
  onEvent?(event: AmiEvent): void;
  /** 'lost': observed values are unknown until the next `onReady`. */
  onAmi?(state: AmiState, reason?: AmiError): void;
  /** After each (re)connect: read everything again. */
  onReady?(ami: Ami): void;
  /** In words, what the engine's keeper did by itself. */
  onNote?(note: string): void;
  /** Defaults to the machine's interfaces. */
  isAddressHere?(address: string): boolean;
  clock?: Clock;
  health?: { intervalMs?: number; timeoutMs?: number };
}

export interface Engine {
  readonly paths: EnginePaths;
  readonly state: EngineState;
  readonly health: Health;
  readonly settings: EngineSettings;
  /** A restart waits for the last call to end. */
  readonly isRestartPending: boolean;
  /** What the last change of settings was not taken; empty after the next that was taken whole. */
  readonly complaints: readonly string[];
  /** Resolves when the state is running or failed. */
  settled(): Promise<EngineState>;
  action(name: string, headers?: Headers, options?: ActionOptions): Promise<AmiResponse>;
  list(name: string, headers?: Headers, options?: ActionOptions): Promise<AmiEvent[]>;
  /** Makes new settings live. Rejects with an EngineError, and changes nothing, when a new address or port is not to be had. */
  apply(settings: EngineSettings): Promise<Applied>;
  look(): Promise<Health>;
  /** Waits while an emergency call is up. */
  restart(reason: string): Promise<EngineState>;
  /** How many emergency calls are up. */
  emergencyCalls(): Promise<number>;
  stop(): Promise<void>;
  /** For a service that ends: the engine goes on serving calls, the next service finds it. */
  detach(): void;
}

const IDLE_POLL_MS = 1000;

export function startEngine(options: EngineOptions): Engine {
  const clock = options.clock ?? systemClock;
  const paths = enginePaths(options.dataDir);
  let { settings } = options;
  let health: Health = { kind: 'unknown' };
  let watch: HealthWatch | undefined;
  let ami: Ami | undefined;
  let isRestartPending = false;
  let complaints: readonly string[] = [];
  let isDetached = false;
  let isWaiting = false;
  let applying: Promise<unknown> = Promise.resolve();

  const supervisor = supervise({
    bundle: options.bundle,
    paths,
    settings: () => settings,
    clock,
    onEvent: options.onEvent,
    onNote: options.onNote,
    onAmi: options.onAmi,
    onReady: (ready) => {
      ami = ready;
      options.onReady?.(ready);
      // A reload whose connection went away is made up for as soon as there is one again.
      if (supervisor.run?.record.pendingReloads.length) unattended(inTurn(() => applyNow(settings)));
    },
    onState: (state) => {
      watch?.stop();
      watch = undefined;
      if (state.kind === 'running') watch = watchRun();
      else {
        ami = undefined;
        // What is waited for is about to be true: the next process starts with the new files.
        isRestartPending = false;
        setHealth({ kind: 'unknown' });
      }
      options.onState?.(state);
    },
  });

  function setHealth(next: Health): void {
    health = next;
    options.onHealth?.(next);
  }

  function watchRun(): HealthWatch {
    return watchHealth({
      ping: (timeoutMs) => action('Ping', {}, { timeoutMs }),
      transports: () => supervisor.run?.record.transports ?? settings.transports,
      probe: options.probe,
      clock,
      onHealth: setHealth,
      onHung: () => {
        watch?.stop();
        unattended(supervisor.restart('it hangs: neither AMI nor SIP answers'));
      },
      ...options.health,
    });
  }

  /** A restart that nobody awaits: its outcome is the state; only what cannot be ended at all is left to tell. */
  function unattended(work: Promise<unknown>): void {
    work.catch((error: unknown) => options.onNote?.(error instanceof Error ? error.message : String(error)));
  }

  const current = (name: string): Ami => {
    if (ami) return ami;
    const text = `AMI ${name}: the phone engine is ${supervisor.state.kind}. Nothing was sent.`;
    throw new AmiError('not-ready', text, { action: name });
  };
  /** Calls for help that are up. An engine that does not answer has none that could be kept. */
  async function emergencyCalls(): Promise<number> {
    try {
      return Number((await action('Getvar', { Variable: 'GROUP_COUNT(up@emergency)' })).fields.value) || 0;
    } catch {
      return 0;
    }
  }

  /** Nothing is written, reloaded or restarted while somebody calls for help. */
  async function emergencyOver(): Promise<void> {
    while (!isDetached && (await emergencyCalls()) > 0) {
      if (!isWaiting) options.onNote?.('An emergency call is up: changes wait until it has ended.');
      isWaiting = true;
      await new Promise<void>((again) => void clock.after(IDLE_POLL_MS, again));
    }
    isWaiting = false;
  }

  const action: Engine['action'] = async (name, headers, amiOptions) => current(name).action(name, headers, amiOptions);

  /** One at a time. What it applies is asked in its turn: older settings must not come after newer ones. */
  function inTurn(job: () => Promise<Applied>): Promise<Applied> {
    const applied = applying.then(job);
    applying = applied.catch(() => undefined);
    return applied;
  }

  async function applyNow(next: EngineSettings): Promise<Applied> {
    // A start under way has read the old settings already.
    await supervisor.calm();
    await emergencyOver();
    const { run } = supervisor;
    if (!run) {
      settings = next;
      await supervisor.start();
      return { changed: [], action: 'restart-now', reloaded: [], complaints: [] };
    }
    const { bundle, isAddressHere = isOwnAddress } = options;
    const applied = await applyFiles({
      bundle,
      paths,
      settings: next,
      record: run.record,
      ami: run.ami,
      isAddressHere,
      // At once, not after the reloads: after a crash in between, the start must not write the old files back.
      onWritten: () => {
        settings = next;
      },
    });
    settings = next;
    if (applied.action !== 'none') complaints = applied.complaints;
    for (const line of applied.complaints) options.onNote?.(`The phone engine did not take a change: ${line}`);
    if (applied.action === 'restart-now') {
      await emergencyOver();
      await supervisor.restart('an address it used is gone');
    }
    if (applied.action === 'restart-when-idle' && !isRestartPending) {
      isRestartPending = true;
      restartWhenIdle();
    }
    if (applied.reloaded.length > 0) await watch?.look();
    return applied;
  }

  function restartWhenIdle(): void {
    const retry = () => void clock.after(IDLE_POLL_MS, restartWhenIdle);
    if (!isRestartPending || isDetached) return;
    action('CoreStatus').then(({ fields }) => {
      if (!isRestartPending || isDetached) return;
      if (fields.corecurrentcalls !== '0') return retry();
      unattended(supervisor.restart('changed settings need it, and no call is up'));
      // Not ready now (a crash, a lost connection): the next process clears the flag, else it is asked again.
    }, retry);
  }

  // A found engine may run with older files than the settings say.
  const started = supervisor.start().then(async (state) => {
    if (state.kind === 'running' && state.isAdopted) await inTurn(() => applyNow(settings));
    return supervisor.state;
  });
  unattended(started);

  const engine: Engine = {
    paths,
    get state() {
      return supervisor.state;
    },
    get health() {
      return health;
    },
    get settings() {
      return settings;
    },
    get isRestartPending() {
      return isRestartPending;
    },
    get complaints() {
      return complaints;
    },
    settled: () => started,
    action,
    list: async (name, headers, amiOptions) => current(name).list(name, headers, amiOptions),
    apply: (next) => inTurn(() => applyNow(next)),
    look: async () => (watch ? watch.look() : health),
    restart: async (reason) => {
      await emergencyOver();
      return supervisor.restart(reason);
    },
    emergencyCalls,
    stop: () => supervisor.stop(),
    detach: () => {
      isDetached = true;
      watch?.stop();
      supervisor.detach();
      ami = undefined;
    },
  };
  return engine;
}

/** All of 127.0.0.0/8 is this machine, though the interface names one address of it only. */
export const isOwnAddress = (address: string): boolean =>
  address.startsWith('127.') ||
  Object.values(networkInterfaces()).some((list) => list?.some((entry) => entry.address === address));
