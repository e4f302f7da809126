/**
 * The port through which everything else talks to Asterisk's manager interface (design section 6). It keeps a
 * connection, makes a new one with back-off when it is lost, and calls `onReady` after each one: whoever keeps
 * observed values reads everything again there, because events were missed. While there is no connection actions are
 * refused at once; nothing is ever queued, since a queued action would be done at a time nobody chose.
 *
 *   connecting --ready--> ready --loss--> lost --back-off--> connecting ...   close(): ended from any state
 */
import { systemClock, type Clock } from './clock.ts';
import { defaultLimits, openConnection, type Connection, type Limits } from './connection.ts';
import { AmiError, isAmiError } from './errors.ts';
import type { Headers } from './headers.ts';
import type { AmiEvent, AmiResponse } from './messages.ts';

export type AmiState = 'connecting' | 'ready' | 'lost';

export interface AmiOptions {
  host: string;
  port: number;
  username: string;
  secret: string;
  onEvent?(event: AmiEvent): void;
  /** `reason` comes with 'lost'. Observed values are unknown from 'lost' until the re-sync after 'ready'. */
  onState?(state: AmiState, reason?: AmiError): void;
  /** After each (re)connect: read everything again. */
  onReady?(ami: Ami): void;
  clock?: Clock;
  /** 0 to 1, for the jitter. */
  random?: () => number;
  limits?: Partial<Limits>;
}

export interface ActionOptions {
  timeoutMs?: number;
}

export interface Ami {
  readonly state: AmiState;
  /** Resolves with Asterisk's answer, rejects with an AmiError ('refused' when it answers with an error). */
  action(name: string, headers?: Headers, options?: ActionOptions): Promise<AmiResponse>;
  /** The items of a list action, without its closing event. */
  list(name: string, headers?: Headers, options?: ActionOptions): Promise<AmiEvent[]>;
  /** Resolves at once when ready, rejects with the last loss after `timeoutMs`. */
  ready(timeoutMs: number): Promise<void>;
  close(): void;
}

const FIRST_DELAY_MS = 250;
const LAST_DELAY_MS = 5000;
/** manager.c answers so while another reload runs. */
const RELOADING = /reload is in progress/i;
const RELOAD_RETRY_MS = 200;

export function openAmi(options: AmiOptions): Ami {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const limits = { ...defaultLimits, ...options.limits };
  const waiters = new Set<{ done(): void; fail(error: AmiError): void }>();
  let state: AmiState = 'connecting';
  let connection: Connection | undefined;
  let losses = 0;
  let isClosed = false;
  let cancelRetry = () => {};
  let lastLoss: AmiError | undefined;

  function connect(): void {
    enter('connecting');
    connection = openConnection({
      host: options.host,
      port: options.port,
      username: options.username,
      secret: options.secret,
      clock,
      limits,
      onEvent: (event) => options.onEvent?.(event),
      onReady: () => {
        losses = 0;
        enter('ready');
        for (const waiter of [...waiters]) waiter.done();
        options.onReady?.(ami);
      },
      onClosed: (reason) => {
        connection = undefined;
        lastLoss = reason;
        if (isClosed) return;
        cancelRetry = clock.after(retryDelay(losses++, random), connect);
        enter('lost', reason);
      },
    });
  }

  function enter(next: AmiState, reason?: AmiError): void {
    state = next;
    options.onState?.(next, reason);
  }

  function current(name: string): Connection {
    if (connection && state === 'ready') return connection;
    const text = `AMI ${name}: there is no connection to Asterisk now. Nothing was sent.`;
    throw new AmiError('not-ready', text, { action: name, cause: lastLoss });
  }

  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

  const ami: Ami = {
    get state() {
      return state;
    },
    async action(name, headers = {}, { timeoutMs = 5000 } = {}) {
      const deadline = clock.now() + timeoutMs;
      for (;;) {
        try {
          return await current(name).action(name, headers, Math.max(1, deadline - clock.now()));
        } catch (error) {
          const isReloading = isAmiError(error, 'refused') && RELOADING.test(error.message);
          if (!isReloading || clock.now() + RELOAD_RETRY_MS >= deadline) throw error;
          await pause(RELOAD_RETRY_MS);
        }
      }
    },
    async list(name, headers = {}, { timeoutMs = 20_000 } = {}) {
      return current(name).list(name, headers, timeoutMs);
    },
    ready: (timeoutMs) =>
      new Promise((resolve, reject) => {
        if (state === 'ready') return resolve();
        const finish = (settle: () => void) => {
          cancel();
          waiters.delete(waiter);
          settle();
        };
        const waiter = { done: () => finish(resolve), fail: (error: AmiError) => finish(() => reject(error)) };
        const cancel = clock.after(timeoutMs, () =>
          waiter.fail(new AmiError('timeout', `No AMI connection in ${timeoutMs} ms`, { cause: lastLoss })),
        );
        waiters.add(waiter);
      }),
    close() {
      if (isClosed) return;
      isClosed = true;
      cancelRetry();
      const reason = new AmiError('closed', 'The AMI port was closed');
      connection?.close(reason);
      for (const waiter of [...waiters]) waiter.fail(reason);
      state = 'lost';
    },
  };
  connect();
  return ami;
}

/** 0.25 s doubling to 5 s, plus up to a quarter, so that several clients do not come back at once. */
export function retryDelay(losses: number, random: () => number): number {
  const full = Math.min(FIRST_DELAY_MS * 2 ** Math.min(losses, 10), LAST_DELAY_MS);
  return full * (1 + random() / 4);
}
