/**
 * One AMI connection from connect to close, over one asterisk-manager instance that is thrown away afterwards: the
 * library's parse buffer survives a reconnect, and a half message of the old connection would become a ghost event of
 * the new one. Every action has an own id and a deadline, and all that is pending is rejected when the connection ends.
 *
 *   connecting --login accepted and FullyBooted--> ready --any loss--> closed
 *   connecting --refused, wrong secret, no answer--> closed
 */
import { randomUUID } from 'node:crypto';
import createManager from 'asterisk-manager';
import type { Clock } from './clock.ts';
import { AmiError } from './errors.ts';
import { checkedAction, type Headers } from './headers.ts';
import { parseMessage, type AmiEvent, type AmiResponse } from './messages.ts';
import { openSocket } from './socket.ts';

export interface Limits {
  /** Actions waiting for an answer. */
  pending: number;
  /** Characters of one unfinished message, and bytes waiting to be sent. */
  messageBytes: number;
  listItems: number;
  /** From connect to the answer to our login. FullyBooted may come much later (10 s with 10,000 endpoints). */
  loginMs: number;
  bootMs: number;
  /** Silence after which a Ping is sent, and how long its answer may take. */
  idleMs: number;
  pingMs: number;
}

export const defaultLimits: Limits = {
  pending: 1000,
  messageBytes: 16 * 1024 * 1024,
  listItems: 200_000,
  loginMs: 5000,
  bootMs: 120_000,
  idleMs: 5000,
  pingMs: 5000,
};

export interface ConnectionOptions {
  host: string;
  port: number;
  username: string;
  secret: string;
  clock: Clock;
  limits: Limits;
  onReady(): void;
  onEvent(event: AmiEvent): void;
  /** Called once, last. */
  onClosed(reason: AmiError): void;
}

export interface Connection {
  action(name: string, headers: Headers, timeoutMs: number): Promise<AmiResponse>;
  list(name: string, headers: Headers, timeoutMs: number): Promise<AmiEvent[]>;
  close(reason: AmiError): void;
}

interface Pending {
  name: string;
  /** Present when the answer is a list. */
  items: AmiEvent[] | undefined;
  resolve(answer: { response: AmiResponse; items: AmiEvent[] }): void;
  reject(error: AmiError): void;
  first: AmiResponse | undefined;
  cancelDeadline(): void;
}

/** Asterisk answers an empty list with an error of these words ("No Contacts found", "No endpoints found"). */
const EMPTY_LIST = /^No .*found\.?$/i;

export function openConnection(options: ConnectionOptions): Connection {
  const { clock, limits } = options;
  const manager = new createManager();
  manager.options.username = options.username;
  manager.options.password = options.secret;
  const pending = new Map<string, Pending>();
  const idPrefix = `switchroom-${randomUUID()}-`;
  let counter = 0;
  let phase: 'connecting' | 'ready' | 'closed' = 'connecting';
  let loggedIn = false;
  let booted = false;
  let lastError: unknown;
  let heard = clock.now();
  let cancelTimer = clock.after(limits.loginMs, () => {
    close(
      new AmiError('timeout', `AMI on ${options.host}:${options.port} did not accept a login in ${limits.loginMs} ms`),
    );
  });

  manager.on('error', (error) => (lastError = error));
  manager.on('rawevent', (item) => {
    heard = clock.now();
    if (phase !== 'closed') receive(item);
  });
  const socket = openSocket({
    manager,
    host: options.host,
    port: options.port,
    maxMessageBytes: limits.messageBytes,
    onConnected: () => manager.login(loginAnswered),
    onTooMuch: () =>
      close(new AmiError('too-much', `AMI sent an unfinished message of over ${limits.messageBytes} bytes`)),
  });
  // The socket's own event, not the library's: an AMI event called "Close" would be emitted under the same name there.
  socket.once('close', () =>
    close(new AmiError('closed', `The AMI connection to ${options.host}:${options.port} ended`, { cause: lastError })),
  );

  function loginAnswered(error?: Record<string, unknown>): void {
    if (phase === 'closed') return;
    if (error) {
      const said = typeof error.message === 'string' ? error.message : 'no reason given';
      return close(new AmiError('login', `AMI refused the login of "${options.username}": ${said}`));
    }
    loggedIn = true;
    cancelTimer();
    cancelTimer = clock.after(limits.bootMs, () =>
      close(
        new AmiError('timeout', `Asterisk accepted the AMI login but was not fully booted after ${limits.bootMs} ms`),
      ),
    );
    becomeReady();
  }

  function becomeReady(): void {
    if (phase !== 'connecting' || !loggedIn || !booted) return;
    phase = 'ready';
    cancelTimer();
    watchSilence();
    options.onReady();
  }

  function watchSilence(): void {
    cancelTimer = clock.after(limits.idleMs, () => {
      if (phase !== 'ready') return;
      if (clock.now() - heard < limits.idleMs) return watchSilence();
      action('Ping', {}, limits.pingMs).then(watchSilence, (error: unknown) =>
        close(new AmiError('closed', 'AMI is silent: a Ping was not answered', { cause: error })),
      );
    });
  }

  function receive(item: unknown): void {
    const message = parseMessage(item);
    if (message.kind === 'noise') return;
    const waiting = message.actionId === undefined ? undefined : pending.get(message.actionId);
    if (message.kind === 'response') {
      if (waiting && message.actionId !== undefined) answer(message.actionId, waiting, message.response);
      return;
    }
    if (waiting?.items && message.actionId !== undefined) return collect(message.actionId, waiting, message.event);
    if (message.event.event === 'FullyBooted') {
      booted = true;
      // A later one means that Asterisk restarted inside the same process; the socket ends then anyway.
      return becomeReady();
    }
    // Before "ready" nothing is handed on: the full re-sync that follows it reads everything.
    if (phase === 'ready') deliver(message.event);
  }

  /** A consumer's exception must not tear the library's reader apart in the middle of a chunk; it still ends up uncaught. */
  function deliver(event: AmiEvent): void {
    try {
      options.onEvent(event);
    } catch (error) {
      process.nextTick(() => {
        throw error;
      });
    }
  }

  function answer(id: string, waiting: Pending, response: AmiResponse): void {
    if (response.response.toLowerCase() === 'error') {
      if (waiting.items && EMPTY_LIST.test(response.message)) return settle(id, { response, items: [] });
      const error = new AmiError('refused', `AMI ${waiting.name}: ${response.message || 'refused without a reason'}`, {
        action: waiting.name,
      });
      return fail(id, error);
    }
    // Some lists answer "there are none" with success and never begin (VoicemailUsersList).
    if (!waiting.items || response.fields.eventlist === undefined) return settle(id, { response, items: [] });
    waiting.first = response;
  }

  function collect(id: string, waiting: Pending, event: AmiEvent): void {
    const items = waiting.items ?? [];
    if (event.eventlist?.toLowerCase() === 'complete') {
      return waiting.first
        ? settle(id, { response: waiting.first, items })
        : fail(
            id,
            new AmiError('closed', `AMI ${waiting.name}: a list ended that never began`, { action: waiting.name }),
          );
    }
    if (event.eventlist?.toLowerCase() === 'cancelled') {
      return fail(
        id,
        new AmiError('refused', `AMI ${waiting.name}: Asterisk cancelled the list`, { action: waiting.name }),
      );
    }
    items.push(event);
    if (items.length > limits.listItems) {
      fail(
        id,
        new AmiError('too-much', `AMI ${waiting.name}: more than ${limits.listItems} items`, { action: waiting.name }),
      );
    }
  }

  function take(id: string): Pending | undefined {
    const waiting = pending.get(id);
    pending.delete(id);
    waiting?.cancelDeadline();
    // The library keeps a listener per action until it is answered.
    manager.removeAllListeners(id);
    return waiting;
  }
  const settle = (id: string, result: { response: AmiResponse; items: AmiEvent[] }) => take(id)?.resolve(result);
  const fail = (id: string, error: AmiError) => take(id)?.reject(error);

  function request(name: string, headers: Headers, timeoutMs: number, isList: boolean) {
    return new Promise<{ response: AmiResponse; items: AmiEvent[] }>((resolve, reject) => {
      const checked = checkedAction(name, headers);
      if (phase !== 'ready') {
        throw new AmiError('not-ready', `AMI ${name}: there is no connection to Asterisk now. Nothing was sent.`, {
          action: name,
        });
      }
      if (pending.size >= limits.pending || socket.writableLength > limits.messageBytes) {
        throw new AmiError('too-much', `AMI ${name}: too many actions are waiting. Nothing was sent.`, {
          action: name,
        });
      }
      const id = `${idPrefix}${++counter}`;
      const cancelDeadline = clock.after(timeoutMs, () => {
        fail(id, new AmiError('timeout', `AMI ${name}: no answer in ${timeoutMs} ms`, { action: name }));
      });
      pending.set(id, { name, items: isList ? [] : undefined, resolve, reject, first: undefined, cancelDeadline });
      manager.action({ ...checked, actionid: id });
    });
  }

  const action = async (name: string, headers: Headers, timeoutMs: number): Promise<AmiResponse> =>
    (await request(name, headers, timeoutMs, false)).response;

  function close(reason: AmiError): void {
    if (phase === 'closed') return;
    phase = 'closed';
    cancelTimer();
    socket.destroy();
    for (const id of [...pending.keys()]) {
      const name = pending.get(id)?.name ?? '';
      const text = `AMI ${name}: the connection ended before the answer; it may or may not have been done`;
      fail(id, new AmiError('closed', text, { action: name, cause: reason }));
    }
    options.onClosed(reason);
  }

  return {
    action,
    list: async (name, headers, timeoutMs) => (await request(name, headers, timeoutMs, true)).items,
    close,
  };
}
