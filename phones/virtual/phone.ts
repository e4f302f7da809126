/**
 * A virtual desk phone: boots like the real one, takes the URL it is told, reads the file it gets with a reader that
 * knows nothing of our renderer, and registers with a real SIP stack from what it read. It obeys NOTIFY check-sync.
 *
 *   off -> asking (SUBSCRIBE until answered) -> fetching -> idle (no account) or registering -> running
 *
 * Tests use it, and so can an office that wants to practise without hardware.
 */

import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { request as httpRequest } from 'node:http';
import { answerTo, headerOf, parseSip, type SipRequest } from '../sip/message.ts';
import { startBaresip, type Baresip, type BaresipEvent } from './baresip.ts';
import { snomFiles, snomHttpUserAgent, snomSubscribe, type VirtualIdentity } from './snom-phone.ts';
import { readSnom } from './readers/snom.ts';
import type { VirtualAccount } from './settings.ts';

export type VirtualPhoneEvent =
  | { kind: 'booted' }
  | { kind: 'asked'; tries: number }
  | { kind: 'told'; url: string }
  | { kind: 'not-told' }
  | { kind: 'fetched'; url: string; status: number; bytes: number }
  | { kind: 'fetch-failed'; url: string; reason: string }
  | { kind: 'configured'; label: string; account: VirtualAccount | undefined; keys: number }
  | { kind: 'obeying'; event: string }
  | { kind: 'failed'; reason: string }
  | Exclude<BaresipEvent, { kind: 'notify' }>;

export type VirtualPhoneOptions = VirtualIdentity & {
  /** The phone's own address. */
  bind: string;
  /** Where it asks at boot. */
  pnp?: { group?: string; port?: number; localPort?: number };
  /** A server it already knows (typed in, or from DHCP): then it does not ask the network. */
  settingServer?: string;
  /** Time between a restart and the first packet; real phones take half a minute. */
  bootMs?: number;
  /** How long it goes on asking the network. */
  askForMs?: number;
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
  close: () => Promise<void>;
};

/** RFC 3261: T1 doubling to T2, given up after 64 T1. */
const ASK = { first: 500, longest: 4000, givenUp: 32_000 };

type Got = { status: number; body: string };

function fetchFile(url: string, options: { bind: string; userAgent: string; etag?: string }): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        localAddress: options.bind,
        agent: false,
        timeout: 5000,
        headers: { 'User-Agent': options.userAgent, Accept: '*/*' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.on('error', reject);
    request.end();
  });
}

export function createVirtualPhone(options: VirtualPhoneOptions): VirtualPhone {
  const { bind, bootMs = 0 } = options;
  const emit = (event: VirtualPhoneEvent): void => {
    options.emit({ at: Date.now(), ...event });
  };
  let server = options.settingServer;
  let ears: Socket | undefined;
  let stack: Baresip | undefined;
  let isClosed = false;
  /** One thing after the other: a second check-sync waits for the first. */
  let work: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const run = work.then(() => (isClosed ? undefined : step()));
    work = run.catch(() => undefined); // Whoever asked for the step hears of its failure; the next step still runs.
    return run;
  };

  function obey(event: string): void {
    const [name, ...params] = event
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    if (name !== 'check-sync') return;
    emit({ kind: 'obeying', event });
    inTurn(params.includes('reboot=true') ? bootOnce : syncOnce).catch((error: unknown) => {
      emit({ kind: 'failed', reason: (error as Error).message });
    });
  }

  async function listen(): Promise<Socket> {
    const socket = createSocket({ type: 'udp4' });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address: bind, port: options.pnp?.localPort ?? 0 }, resolve);
    });
    socket.on('error', () => undefined); // ICMP of single datagrams; asking goes on until its time is up.
    return socket;
  }

  /** Asks until told or out of time; the same socket stays open for NOTIFY check-sync from a server we have not joined. */
  async function askNetwork(): Promise<string | undefined> {
    ears ??= await listen();
    const socket = ears;
    const { group = '224.0.1.75', port = 5060 } = options.pnp ?? {};
    if (/^2(2[4-9]|3\d)\./.test(group)) {
      socket.setMulticastInterface(bind);
      socket.setMulticastLoopback(true);
    }
    const callId = randomBytes(12).toString('hex');
    const bytes = snomSubscribe(options, { address: bind, port: socket.address().port, callId });
    return new Promise((resolve) => {
      let tries = 0;
      let repeat: NodeJS.Timeout | undefined;
      const finish = (url: string | undefined): void => {
        clearTimeout(repeat);
        clearTimeout(giveUp);
        socket.removeListener('message', hear);
        resolve(url);
      };
      const giveUp = setTimeout(finish, options.askForMs ?? ASK.givenUp, undefined);
      const hear = (datagram: Buffer, from: { address: string; port: number }): void => {
        const message = parseSip(datagram);
        if (message.kind === 'response' && headerOf(message, 'call-id') === callId) clearTimeout(repeat);
        if (message.kind !== 'request' || message.method !== 'NOTIFY') return;
        socket.send(answerTo(message, 200, 'OK', { tag: randomBytes(4).toString('hex') }), from.port, from.address);
        if (isAboutProfile(message, callId)) finish(message.body.trim());
      };
      const ask = (wait: number): void => {
        tries += 1;
        socket.send(bytes, port, group, () => undefined);
        emit({ kind: 'asked', tries });
        repeat = setTimeout(ask, wait, Math.min(wait * 2, ASK.longest));
      };
      socket.on('message', hear);
      socket.once('close', () => {
        finish(undefined);
      });
      ask(ASK.first);
    });
  }

  /** Between boots the phone still hears a NOTIFY sent straight to it. */
  function hearNotify(datagram: Buffer, from: { address: string; port: number }): void {
    const message = parseSip(datagram);
    if (message.kind !== 'request' || message.method !== 'NOTIFY') return;
    ears?.send(answerTo(message, 200, 'OK', { tag: randomBytes(4).toString('hex') }), from.port, from.address);
    obey(headerOf(message, 'event') ?? '');
  }

  async function register(account: VirtualAccount): Promise<void> {
    stack = await startBaresip({
      account,
      bind,
      emit: (event) => {
        if (event.kind === 'notify') {
          obey(event.event);
          return;
        }
        emit(event);
        if (event.kind === 'ringing' && options.answerAfterMs !== undefined)
          setTimeout(() => stack?.answer(), options.answerAfterMs);
      },
    });
  }

  async function syncOnce(): Promise<void> {
    if (server === undefined) return;
    const files = new Map<string, string>();
    for (const url of snomFiles(server, options)) {
      try {
        const { status, body } = await fetchFile(url, { bind, userAgent: snomHttpUserAgent(options) });
        emit({ kind: 'fetched', url, status, bytes: Buffer.byteLength(body) });
        if (status === 200) files.set(url.slice(url.lastIndexOf('/') + 1), body);
      } catch (error) {
        emit({ kind: 'fetch-failed', url, reason: (error as Error).message });
      }
    }
    if (files.size === 0) return;
    const settings = readSnom(files);
    const account = settings.accounts.find(({ position }) => position === 1);
    // What the file says holds from now on, also where to ask next time.
    server = settings.settingServer ?? server;
    const shown = account === undefined ? undefined : { ...account, secret: '…' };
    emit({
      kind: 'configured',
      label: settings.label,
      account: shown,
      keys: settings.keys.length,
    });
    if (options.registers === false) return;
    await stack?.close();
    stack = undefined;
    if (account !== undefined && !isClosed) await register(account);
  }

  async function bootOnce(): Promise<void> {
    await stack?.close();
    stack = undefined;
    ears?.removeListener('message', hearNotify);
    if (bootMs > 0) await new Promise((resolve) => setTimeout(resolve, bootMs));
    emit({ kind: 'booted' });
    if (options.settingServer === undefined) {
      const url = await askNetwork();
      if (url !== undefined) server = url;
      emit(url === undefined ? { kind: 'not-told' } : { kind: 'told', url });
    }
    ears?.on('message', hearNotify);
    if (server !== undefined) await syncOnce();
  }

  return {
    boot: () => inTurn(bootOnce),
    resync: () => inTurn(syncOnce),
    answer: () => stack?.answer(),
    hangUp: () => stack?.hangUp(),
    dial: (number) => stack?.dial(number),
    close: async () => {
      isClosed = true;
      const socket = ears;
      if (socket !== undefined) {
        await new Promise<void>((resolve) => {
          socket.close(() => {
            resolve();
          });
        });
      }
      await work;
      await stack?.close();
    },
  };
}

const isAboutProfile = (notify: SipRequest, callId: string): boolean =>
  headerOf(notify, 'call-id') === callId && headerOf(notify, 'content-type')?.toLowerCase() === 'application/url';
