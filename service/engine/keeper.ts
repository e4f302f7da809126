/**
 * The engine inside the service: started when there is a bundle, its state and events handed to the observed values, and
 * asked for what only Asterisk can do. Without a bundle the service works on and says what is missing.
 */
import type { ActionOptions } from '../../asterisk/ami/ami.ts';
import type { Headers } from '../../asterisk/ami/headers.ts';
import type { AmiEvent, AmiResponse } from '../../asterisk/ami/messages.ts';
import { findBundle, type Bundle } from '../../asterisk/bundle/find.ts';
import { startEngine, type Engine } from '../../asterisk/process/engine.ts';
import type { EngineFailure } from '../../asterisk/process/failures.ts';
import type { EngineSettings } from '../../asterisk/process/settings.ts';
import type { EngineState } from '../../asterisk/process/supervisor.ts';
import type { EngineObserved } from '../../office/core/observed.ts';
import { refuse } from '../../office/core/refusal.ts';
import { sipOptions } from '../../phones/sip/options.ts';
import type { ObservedStore } from '../observed/store.ts';
import { meetNewcomers } from './newcomers.ts';
import { tlsAnswers } from './tls-answers.ts';

export interface KeeperOptions {
  appRoot: string;
  dataDir: string;
  settings(): EngineSettings;
  observed: ObservedStore;
  now: () => number;
  /** Health or state may be different now. */
  changed(): void;
  phoneChange(): void;
  /** Whether the event was about a trunk. */
  trunkEvent(event: AmiEvent): boolean;
  /** What the dialplan tells of emergency calls. */
  emergency(event: AmiEvent): void;
  /** After each connect. */
  emergencySync(): Promise<void>;
  note: (text: string) => void;
}

export interface EngineKeeper {
  readonly engine: Engine | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  restart(reason: string): Promise<void>;
  /** Makes changed settings live; a refusal of them is an engine failure that health shows. */
  apply(): Promise<void>;
  /** Refuses with `unavailable` while there is no engine. */
  action(name: string, headers?: Headers, options?: ActionOptions): Promise<AmiResponse>;
  /** A dialplan function's value, from the running Asterisk. */
  evaluate(expression: string): Promise<string>;
  /** A device has registered at a new place: Asterisk is told to look whether it is there, and asked what it is. */
  registered(device: string): void;
  /** The same in a moment: an engine that has just started, or a phone, is not ready for it at once. */
  strangers(devices: readonly string[]): void;
  /** Ends our part; the engine goes on serving calls. */
  detach(): void;
}

/** An OPTIONS that the engine cannot send yet makes a phone away until the next one; measured: 0.4 s after a start. */
const strangersMs = 3000;

const remedies: Record<EngineFailure['kind'], string> = {
  'missing-bundle': 'Run "npm start" once: it builds the phone engine.',
  'path-too-long': 'Use a data folder with a shorter path.',
  'unwritable-folder': 'Give this user the right to write there, or use another data folder.',
  'address-not-here': 'Choose an address that this computer has, or let the product choose.',
  'port-in-use': 'Stop the other program, or choose another port for calls.',
  'port-forbidden': 'Choose a port above 1023.',
  'bad-settings': 'Undo the last change of the network or site settings.',
  crashed: 'It is tried again by itself. If it stays, look at the log in the data folder under engine/log.',
  'not-booting': 'It is tried again by itself. If it stays, look at the log in the data folder under engine/log.',
};

export function keepEngine(options: KeeperOptions): EngineKeeper {
  const { observed, now } = options;
  const bundle = findBundle(options.appRoot);
  let engine: Engine | undefined;

  function observe(patch: Partial<EngineObserved>): void {
    const before = observed.engine;
    const since = patch.state !== undefined && patch.state !== before.state ? now() : before.since;
    observed.setEngine({ ...before, ...patch, since });
    options.changed();
  }

  function onState(state: EngineState): void {
    if (state.kind === 'failed') return observe({ state: 'failed', pid: null, failure: failureOf(state.failure) });
    const pid = state.kind === 'running' ? state.pid : null;
    observe({
      state: state.kind,
      pid,
      ...(state.kind === 'running' || state.kind === 'stopped' ? { failure: null } : {}),
    });
  }

  function onEvent(event: AmiEvent): void {
    if (options.trunkEvent(event)) return;
    if (event.event === 'UserEvent' && event.userevent === 'PhoneChange') options.phoneChange();
    else if (event.event === 'UserEvent' && event.userevent?.startsWith('Emergency')) options.emergency(event);
    else observed.event(event);
  }

  async function sync(list: Engine['list']): Promise<void> {
    try {
      await observed.sync({ list });
      options.phoneChange();
      await options.emergencySync();
    } catch (error) {
      // The connection went away while it was read: the next one reads again.
      options.note(
        `Reading what the engine knows did not finish: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  function startWith(found: Bundle): Engine {
    const started = startEngine({
      dataDir: options.dataDir,
      bundle: found,
      settings: options.settings(),
      probe: (host, port, transport, timeoutMs) =>
        transport === 'tls' ? tlsAnswers(host, port, timeoutMs) : sipOptions({ host, port, transport, timeoutMs }),
      onState,
      onHealth: () => options.changed(),
      onEvent,
      onAmi: (state) => {
        if (state === 'lost') observed.managerLost();
        observe({ manager: state });
      },
      onReady: (ami) => void sync((name, headers) => ami.list(name, headers)),
      onNote: options.note,
    });
    observe({ version: found.version });
    return started;
  }

  const needed = (): Engine => {
    if (engine) return engine;
    refuse({ kind: 'unavailable', message: observed.engine.failure?.message ?? 'The phone engine is not started.' });
  };

  const later = new Set<NodeJS.Timeout>();
  const registered = meetNewcomers({
    action: (name, headers) => needed().action(name, headers),
    list: (name, headers) => needed().list(name, headers),
    userAgent: observed.contactDetail,
    note: options.note,
  });

  return {
    get engine() {
      return engine;
    },
    async start() {
      if (bundle.kind === 'missing-bundle') {
        const failure = { code: bundle.kind, message: bundle.message, remedy: remedies[bundle.kind] };
        return observe({ state: 'failed', manager: 'lost', failure });
      }
      if (!engine) engine = startWith(bundle);
      else if (engine.state.kind !== 'running') await engine.restart('it was asked for');
      await engine.settled();
    },
    async stop() {
      await engine?.stop();
    },
    async restart(reason) {
      await needed().restart(reason);
    },
    async apply() {
      if (!engine) return;
      try {
        await engine.apply(options.settings());
      } catch (error) {
        const failure = (error as { failure?: EngineFailure }).failure;
        if (!failure) throw error;
        observe({ failure: failureOf(failure) });
        options.note(failure.message);
      }
    },
    action: async (name, headers, amiOptions) => needed().action(name, headers, amiOptions),
    evaluate: async (expression) => (await needed().action('Getvar', { Variable: expression })).fields['value'] ?? '',
    registered,
    strangers(devices) {
      const timer = setTimeout(() => {
        later.delete(timer);
        devices.forEach(registered);
      }, strangersMs);
      later.add(timer);
    },
    detach() {
      later.forEach((timer) => clearTimeout(timer));
      engine?.detach();
    },
  };
}

const failureOf = (failure: EngineFailure): EngineObserved['failure'] => ({
  code: failure.kind,
  message: failure.message,
  remedy: remedies[failure.kind],
});
