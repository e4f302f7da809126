/**
 * A virtual desk phone: boots as its maker's phones do (boots/), takes the URL it is told, reads the files it gets with a
 * reader that knows nothing of our renderer (readers/), and registers every account in them. It obeys NOTIFY as far as its
 * maker's phones do.
 *
 *   off -> asking (PnP, DHCP, stored) -> fetching -> idle (no account) or registering -> running
 *
 * Tests use it, and so does an office that practises without hardware.
 */

import {
  isGot,
  type BootAnswer,
  type BootIdentity,
  type NotifyHeard,
  type Obedience,
  type VendorBoot,
} from './boots/define.ts';
import { openEars, type AskOptions, type Ears } from './ask.ts';
import { fetchFile } from './fetch.ts';
import type { ReadSettings, SettingsReader, VirtualAccount } from './settings.ts';
import type { PhoneStack, StackEvent, StartStack } from './stack.ts';

export type VirtualPhoneEvent =
  | { kind: 'booted' }
  | { kind: 'asked'; tries: number }
  | { kind: 'told'; url: string; by: 'pnp' | 'dhcp' | 'stored' }
  | { kind: 'not-told' }
  | { kind: 'fetched'; url: string; status: number; bytes: number }
  | { kind: 'fetch-failed'; url: string; reason: string }
  | { kind: 'configured'; label: string; account: VirtualAccount | undefined; accounts: number; keys: number }
  /** It asked, and got nothing that it could use; it asks again later. */
  | { kind: 'not-configured'; reason: string }
  | { kind: 'obeying'; event: string; as: Obedience }
  /** Somebody told it to do something, and it wants a password first. */
  | { kind: 'asked-who'; event: string }
  | { kind: 'failed'; reason: string }
  | StackEvent;

export type VirtualPhoneOptions = BootIdentity & {
  boot: VendorBoot;
  reads: SettingsReader;
  stack: StartStack;
  /** The phone's own address. */
  bind: string;
  /** Where it asks at boot. */
  pnp?: AskOptions;
  /** What its DHCP server says, by option; asked at each boot. */
  dhcp?: { get: (option: number) => string | undefined };
  /** A server that somebody typed in: then it does not ask the network. */
  settingServer?: string;
  /** Time between a restart and the first packet; real phones take half a minute. */
  bootMs?: number;
  /** How long it goes on asking the network. */
  askForMs?: number;
  /** Waits between tries, and before it starts over when it got nothing. */
  retryMs?: number;
  againMs?: number;
  /** Milliseconds until a ringing call is answered; absent: it rings on. */
  answerAfterMs?: number;
  /** False: stops after reading its file. */
  registers?: boolean;
  emit: (event: VirtualPhoneEvent & { at: number }) => void;
};

export type VirtualPhone = {
  boot: () => Promise<void>;
  /** As NOTIFY check-sync would. */
  resync: () => Promise<void>;
  answer: () => void;
  hangUp: () => void;
  dial: (number: string) => void;
  readonly settings: ReadSettings | undefined;
  /** `pulled`: without a word, as when somebody pulls the cable. */
  close: (how?: 'pulled') => Promise<void>;
};

/** What a DHCP option means: a URL as it is, a bare host as the maker takes it (reference B1). */
export const urlOfDhcp = (value: string, bareHost: VendorBoot['bareHost']): string =>
  value.includes('://') ? value : `${bareHost}://${value}${value.includes('/') ? '' : '/'}`;

export function createVirtualPhone(options: VirtualPhoneOptions): VirtualPhone {
  const { bind, boot, bootMs = 0 } = options;
  const emit = (event: VirtualPhoneEvent): void => {
    options.emit({ at: Date.now(), ...event });
  };
  let stored = options.settingServer;
  let server: string | undefined;
  let ears: Ears | undefined;
  let stack: PhoneStack | undefined;
  let settings: ReadSettings | undefined;
  let isClosed = false;
  let again: NodeJS.Timeout | undefined;
  let answering: NodeJS.Timeout | undefined;
  /** One thing after the other: a second check-sync waits for the first. */
  let work: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const run = work.then(() => (isClosed ? undefined : step()));
    work = run.catch(() => undefined); // Whoever asked for the step hears of its failure; the next step still runs.
    return run;
  };
  const inBackground = (step: () => Promise<void>): void => {
    inTurn(step).catch((error: unknown) => {
      emit({ kind: 'failed', reason: (error as Error).message });
    });
  };
  let wake: () => void = () => undefined;
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  /** Asked while no time may pass, so that it holds after each wait. */
  const isOver = (): boolean => isClosed;

  /** False: it wants to know who asks. */
  function onNotify(notify: NotifyHeard, isKnown: boolean): boolean {
    const values: ReadonlyMap<string, string> = settings?.values ?? new Map<string, string>();
    const as = boot.obeys(notify, values);
    if (as === 'ignored') return true;
    if (!isKnown && boot.asksWho?.(values) === true) {
      emit({ kind: 'asked-who', event: notify.event });
      return false;
    }
    emit({ kind: 'obeying', event: notify.event, as });
    inBackground(as === 'reboot' ? bootOnce : syncOnce);
    return true;
  }

  async function hearing(): Promise<Ears> {
    ears ??= await openEars(bind, options.pnp ?? {}, (notify) => void onNotify(notify, false));
    return ears;
  }

  /** The server of the first way that names one. */
  async function findServer(): Promise<string | undefined> {
    for (const way of options.settingServer === undefined ? boot.ways : (['stored'] as const)) {
      if (way === 'stored' && stored !== undefined) return told(stored, way);
      if (way === 'dhcp') {
        const value = boot.dhcpOptions.map((option) => options.dhcp?.get(option)).find((one) => one !== undefined);
        if (value !== undefined) return told(urlOfDhcp(value, boot.bareHost), way);
      }
      if (way === 'pnp' && boot.pnp !== undefined) {
        const open = await hearing();
        const url = await open.ask(boot.pnp(options), {
          ...(options.askForMs === undefined ? {} : { forMs: options.askForMs }),
          asked: (tries) => {
            emit({ kind: 'asked', tries });
          },
        });
        if (url !== undefined) return told(url, way);
      }
      if (isOver()) return undefined;
    }
    emit({ kind: 'not-told' });
    return undefined;
  }
  function told(url: string, by: 'pnp' | 'dhcp' | 'stored'): string {
    emit({ kind: 'told', url, by });
    return url;
  }

  /** What was fetched with 200, by the name asked for. */
  async function fetchAll(from: string): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    const requests = boot.requests(from, options);
    let answer: BootAnswer;
    for (;;) {
      const next = requests.next(answer);
      if (next.done === true || isOver()) return files;
      const { url } = next.value;
      const got = await fetchFile(next.value, {
        bind,
        userAgent: boot.httpUserAgent(options),
        ...(options.retryMs === undefined ? {} : { retryMs: options.retryMs }),
      });
      answer = got.answer;
      if (answer === undefined) emit({ kind: 'fetch-failed', url, reason: got.reason });
      else emit({ kind: 'fetched', url, status: answer.status, bytes: Buffer.byteLength(answer.body) });
      const isFile = (next.value.method ?? 'GET') === 'GET';
      if (isFile && isGot(answer)) files.set(decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)), answer.body);
    }
  }

  function startOver(reason: string): void {
    emit({ kind: 'not-configured', reason });
    clearTimeout(again);
    again = setTimeout(() => {
      inBackground(bootOnce);
    }, options.againMs ?? 30_000);
    again.unref();
  }

  async function syncOnce(): Promise<void> {
    if (server === undefined) return;
    const files = await fetchAll(server);
    if (isOver()) return;
    if (files.size === 0) {
      // One that works goes on with what it has.
      if (settings === undefined) startOver('no file came back');
      return;
    }
    let read: ReadSettings;
    try {
      read = options.reads(files);
    } catch (error) {
      // As a phone that does not like a file: it says so on its screen and keeps what it had.
      startOver(`the settings cannot be read: ${(error as Error).message}`);
      return;
    }
    settings = read;
    // What the file says holds from now on, also where to ask next time.
    stored = read.settingServer ?? server;
    server = stored;
    const first = read.accounts.find(({ position }) => position === 1) ?? read.accounts[0];
    emit({
      kind: 'configured',
      label: read.label,
      account: first === undefined ? undefined : { ...first, secret: '…' },
      accounts: read.accounts.length,
      keys: read.keys.length,
    });
    if (options.registers === false) return;
    await stack?.close();
    stack = undefined;
    if (read.accounts.length > 0 && !isOver()) stack = await register(read);
  }

  const register = (read: ReadSettings): Promise<PhoneStack> =>
    options.stack({
      accounts: [...read.accounts].sort((a, b) => a.position - b.position),
      bind,
      userAgent: boot.sipUserAgent(options),
      lamps: read.keys.flatMap(({ kind, number }) => (kind === 'blf' && number !== undefined ? [number] : [])),
      onNotify,
      emit: (event) => {
        emit(event);
        clearTimeout(answering);
        if (event.kind === 'ringing' && options.answerAfterMs !== undefined)
          answering = setTimeout(() => stack?.answer(), options.answerAfterMs);
      },
    });

  async function bootOnce(): Promise<void> {
    clearTimeout(again);
    await stack?.close();
    stack = undefined;
    if (bootMs > 0) await pause(bootMs);
    if (isOver()) return;
    emit({ kind: 'booted' });
    server = await findServer();
    if (server !== undefined) await syncOnce();
    else if (!isOver()) startOver('nobody said where the settings are');
  }

  return {
    boot: () => inTurn(bootOnce),
    resync: () => inTurn(syncOnce),
    answer: () => stack?.answer(),
    hangUp: () => stack?.hangUp(),
    dial: (number) => stack?.dial(number),
    get settings() {
      return settings;
    },
    close: async (how) => {
      isClosed = true;
      wake();
      clearTimeout(again);
      clearTimeout(answering);
      await ears?.close();
      await work;
      await stack?.close(how);
    },
  };
}
