/**
 * The other end of the service's socket, for Electron's main process, the command line and tests. Every request gets an
 * outcome, never a hang: an answer, a time-out, or `not-running`. A client that watches connects again by itself and says
 * so, because pushes were missed in between and everything has to be asked anew.
 */
import { connect, type Socket } from 'node:net';
import { lineReader } from './lines.ts';
import { limits, parseFromService, type Outcome, type Push, type Request } from './protocol.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type ClientRequest = WithoutId<Request>;

export interface ClientOptions {
  path: string;
  timeoutMs?: number;
  onPush?(push: Push): void;
  /** Told on each change; with `watch` a lost connection is tried again every `retryMs`. */
  onState?(state: 'ready' | 'lost'): void;
  watch?: boolean;
  retryMs?: number;
}

export interface Client {
  /** Sends when the connection stands, or tries once to make it. */
  request(request: ClientRequest, options?: { timeoutMs?: number }): Promise<Outcome>;
  close(): void;
}

interface Waiting {
  done(outcome: Outcome): void;
}

export function openClient(options: ClientOptions): Client {
  const waiting = new Map<number, Waiting>();
  const { timeoutMs: defaultTimeout = 15_000, retryMs = 250 } = options;
  let socket: Socket | undefined;
  let opening: Promise<Socket> | undefined;
  let isClosed = false;
  let isReady = false;
  let lastId = 0;
  let retry: NodeJS.Timeout | undefined;

  const notRunning = (): Outcome => ({
    ok: false,
    error: {
      kind: 'not-running',
      message: 'Switchroom is not running for this data folder. Start it, then try again.',
    },
  });

  const interrupted = (): Outcome => ({
    ok: false,
    error: {
      kind: 'not-running',
      message: 'Switchroom ended before it answered. The change may have happened: look before you repeat it.',
    },
  });

  function open(): Promise<Socket> {
    opening ??= new Promise<Socket>((resolve, reject) => {
      const made = connect({ path: options.path });
      made.once('connect', () => {
        socket = made;
        if (options.watch) made.write(`${JSON.stringify({ id: 0, op: 'watch' })}\n`);
        isReady = true;
        options.onState?.('ready');
        resolve(made);
      });
      const read = lineReader(limits.replyBytes, received);
      made.on('data', (chunk: Buffer) => {
        try {
          read(chunk);
        } catch (error) {
          made.destroy(error instanceof Error ? error : new Error(String(error)));
        }
      });
      made.on('error', reject);
      made.once('close', () => {
        socket = undefined;
        opening = undefined;
        for (const one of [...waiting.values()]) one.done(interrupted());
        if (isReady) {
          isReady = false;
          options.onState?.('lost');
        }
        if (options.watch && !isClosed) retry = setTimeout(tryOpen, retryMs);
      });
    });
    return opening;
  }

  function received(line: string): void {
    const message = parseFromService(line);
    if ('push' in message) return options.onPush?.(message.push);
    const { reply } = message;
    if (typeof reply.id !== 'number') throw new Error(`The service refused a message: ${line.slice(0, 200)}`);
    const { id: _, ...outcome } = reply;
    waiting.get(reply.id)?.done(outcome);
  }

  /** The outcome is told through onState; when it fails 'close' has planned the next attempt. */
  function tryOpen(): void {
    open().catch(() => undefined);
  }

  if (options.watch) tryOpen();

  return {
    async request(request, { timeoutMs = defaultTimeout } = {}) {
      if (isClosed) return notRunning();
      let ready: Socket;
      try {
        ready = socket ?? (await open());
      } catch {
        return notRunning();
      }
      return new Promise<Outcome>((resolve) => {
        const id = ++lastId;
        const done = (outcome: Outcome) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(outcome);
        };
        const timer = setTimeout(() => {
          const message = `No answer within ${timeoutMs / 1000} seconds. The change may still happen: look before you repeat it.`;
          done({ ok: false, error: { kind: 'timeout', message } });
        }, timeoutMs);
        waiting.set(id, { done });
        ready.write(`${JSON.stringify({ id, ...request })}\n`);
      });
    },
    close() {
      isClosed = true;
      clearTimeout(retry);
      socket?.end();
      socket?.destroySoon();
    },
  };
}
