/**
 * The real product on a LAN of namespaces: `switchroom serve` with the real Asterisk on the ports that phones expect,
 * phones and softphones on computers of their own. Driven through the product's socket, which is a file and so is
 * reached from outside the namespace.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Observed } from '../../office/core/observed.ts';
import type { PhoneLine } from '../../office/features/phones/queries.ts';
import { openClient, type Client } from '../../service/client.ts';
import type { Outcome } from '../../service/protocol.ts';
import { createLan, type Host, type Lan, type Program } from './namespaces.ts';
import type { SoftphoneOptions } from './softphone.ts';
import type { StrangerOptions } from './stranger.ts';

const appRoot = resolve(import.meta.dirname, '../..');
export const firstAddress = '10.20.0.1';

export interface LanOffice {
  lan: Lan;
  computer: Host;
  program: Program;
  request: (op: 'do' | 'ask', name: string, input?: unknown) => Promise<Outcome>;
  /** Throws with the refusal's words. */
  run: <T = unknown>(name: string, input?: unknown) => Promise<T>;
  ask: <T = unknown>(name: string, input?: unknown) => Promise<T>;
  /** Codes of the health items that were there at any time since the start, in order of appearance. */
  readonly ailments: readonly string[];
  close: () => Promise<void>;
}

export interface Account {
  user: string;
  secret: string;
}

export interface Worker {
  extensionId: string;
  number: string;
  identityId: string;
}

export interface NetworkAnswer {
  observed: Observed['network'];
}

export async function openLanOffice(): Promise<LanOffice> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchroom-lan-'));
  const lan = createLan();
  let client: Client | undefined;
  try {
    const computer = lan.host('office', { address: firstAddress });
    const program = computer.run(process.execPath, [join(appRoot, 'service/cli.ts'), 'serve', '--data-dir', dataDir]);
    const { socket } = await program.until('the product is ready', (event) => event['ready'] === true, 30_000);
    const ailments: string[] = [];
    const opened = openClient({
      path: String(socket),
      watch: true,
      onPush(push) {
        if (push.event === 'health')
          ailments.push(...push.items.map(({ code }) => code).filter((code) => !ailments.includes(code)));
      },
    });
    client = opened;
    const request = (op: 'do' | 'ask', name: string, input: unknown = {}) => opened.request({ op, name, input });
    const need = async (op: 'do' | 'ask', name: string, input: unknown) => {
      const outcome = await request(op, name, input);
      if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message}`);
      return outcome.value as never;
    };
    return {
      lan,
      computer,
      program,
      request,
      run: (name, input) => need('do', name, input),
      ask: (name, input) => need('ask', name, input),
      ailments,
      async close() {
        await opened.request({ op: 'stop', keepCalls: false });
        opened.close();
        await program.exited;
        await lan.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    client?.close();
    await lan.close();
    throw error;
  }
}

/** A person with a number, whose desk phone is still to come. */
export async function addWorker({ run }: LanOffice, firstName: string): Promise<Worker> {
  const made = await run<{ extensionId: string; number: string; identityIds: string[] }>('person.create', {
    firstName,
    voicemail: false,
  });
  return { extensionId: made.extensionId, number: made.number, identityId: made.identityIds[0] ?? '' };
}

export async function accountOf({ ask }: LanOffice, identityId: string): Promise<Account> {
  const found = await ask<{ userName: string; password: string }>('identity.credentials', { id: identityId });
  return { user: found.userName, secret: found.password };
}

export interface PluggedIn {
  host: Host;
  mac: string;
  program: Program;
}

/** Plugs a virtual Snom phone in; it boots at once and answers what it is called with. */
export function plugIn({ lan }: LanOffice, last: number, name = 'desk'): PluggedIn {
  const mac = `000413aabb${last.toString(16).padStart(2, '0')}`;
  const host = lan.host(name, { address: `10.20.0.${last}`, mac: (mac.match(/../g) ?? []).join(':') });
  const program = host.run(process.execPath, [
    join(appRoot, 'phones/virtual/main.ts'),
    ...['--vendor', 'snom', '--model', 'D785', '--mac', mac, '--bind', host.address, '--answer-after', '0.3'],
  ]);
  return { host, mac, program };
}

export function softphone(host: Host, account: Account, server = firstAddress): Program {
  const options: SoftphoneOptions = { bind: host.address, host: server, port: 5060, ...account };
  return host.run(process.execPath, [join(appRoot, 'tests/lan/softphone.ts'), JSON.stringify(options)]);
}

export function stranger(host: Host, options: StrangerOptions): Program {
  return host.run(process.execPath, [join(appRoot, 'tests/lan/stranger.ts'), JSON.stringify(options)]);
}

export const phonesOf = async ({ ask }: LanOffice, tab: 'new' | 'all'): Promise<PhoneLine[]> =>
  (await ask<{ rows: PhoneLine[] }>('phones.list', { tab })).rows;

export const lineOf = async (office: LanOffice, mac: string): Promise<PhoneLine | undefined> =>
  (await phonesOf(office, 'all')).find((line) => line.mac === mac);

export const networkOf = async ({ ask }: LanOffice): Promise<Observed['network']> =>
  (await ask<NetworkAnswer>('network.get')).observed;

export const healthOf = async ({ ask }: LanOffice): Promise<Observed['health']> =>
  (await ask<{ items: Observed['health'] }>('health')).items;

/** Asks until the answer fits; what was seen last is in the error. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  fits: (found: T) => boolean,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (fits(found)) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms, but ${JSON.stringify(found)}`);
    await new Promise((again) => setTimeout(again, 10));
  }
}

export const is =
  (kind: string, more: Record<string, unknown> = {}) =>
  (event: Record<string, unknown>): boolean =>
    event['kind'] === kind && Object.entries(more).every(([key, value]) => event[key] === value);
