/**
 * The whole product for a test: a real service with a real Asterisk on loopback and a data folder of its own, driven
 * through the same socket as the window and the command line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openClient, type Client } from '../../service/client.ts';
import { createService, type RunningService } from '../../service/main.ts';
import type { Push } from '../../service/protocol.ts';
import { freePort, register, startPhones, type Behaviour, type PhoneAccount, type Server } from './sipp.ts';

export const appRoot = resolve(import.meta.dirname, '../..');

export interface Product {
  dataDir: string;
  server: Server;
  running: RunningService;
  client: Client;
  /** Runs a command; throws with the refusal's words when it is refused. */
  run<T = unknown>(name: string, input?: unknown): Promise<T>;
  ask<T = unknown>(name: string, input?: unknown): Promise<T>;
  stop(): Promise<void>;
}

export interface Person {
  userId: string;
  extensionId: string;
  number: string;
  identityIds: string[];
  /** Of the first identity. */
  account: PhoneAccount;
}

export async function startProduct(
  options: { dataDir?: string; onPush?: (push: Push) => void; resolveNames?: (name: string) => Promise<string[]> } = {},
): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'switchroom-product-'));
  const server = { address: '127.0.0.1', port: await freePort() };
  const running = await createService({
    appRoot,
    dataDir,
    address: server.address,
    sipPort: server.port,
    httpPort: await freePort(),
    pnp: { group: '127.0.0.1', port: await freePort() },
    ...(options.resolveNames ? { resolveNames: options.resolveNames } : {}),
  });
  await running.settled;
  const client = openClient({
    path: running.socket,
    watch: options.onPush !== undefined,
    ...(options.onPush ? { onPush: options.onPush } : {}),
  });
  const send = async (op: 'do' | 'ask', name: string, input: unknown) => {
    const outcome = await client.request({ op, name, input });
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message} ${JSON.stringify(outcome.error)}`);
    return outcome.value;
  };
  return {
    dataDir,
    server,
    running,
    client,
    run: async (name, input = {}) => (await send('do', name, input)) as never,
    ask: async (name, input = {}) => (await send('ask', name, input)) as never,
    stop: async () => {
      client.close();
      await running.stop({ keepCalls: false });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A person with one desk phone (or more), and the phone's SIP account. */
export async function addPerson(
  product: Product,
  firstName: string,
  input: Record<string, unknown> = {},
): Promise<Person> {
  const made = await product.run<Omit<Person, 'account'>>('person.create', {
    firstName,
    voicemail: false,
    ringSeconds: 5,
    ...input,
  });
  return { ...made, account: await accountOf(product, made.identityIds[0] ?? '') };
}

export async function accountOf(product: Product, identityId: string): Promise<PhoneAccount> {
  const { userName, password } = await product.ask<{ userName: string; password: string }>('identity.credentials', {
    id: identityId,
  });
  return { device: userName, secret: password };
}

/** Phones of these people, registered and listening; what each does when called is given with it. */
export async function ringingPhones(
  product: Product,
  phones: readonly { account: PhoneAccount; does: Behaviour }[],
): Promise<Awaited<ReturnType<typeof startPhones>>> {
  const port = await freePort();
  const accounts = phones.map(({ account, does }) => ({ ...account, does }));
  await register(product.server, accounts, port);
  return startPhones(product.server.address, port, async () => {
    await Promise.all(accounts.map(({ device }) => there(product, device)));
  });
}

/** An OPTIONS that came before anybody listened makes a device away, so it is asked again until it is there. */
async function there(product: Product, device: string): Promise<void> {
  const { engine } = product.running.service;
  for (let round = 1; ; round += 1) {
    await engine.action('PJSIPQualify', { Endpoint: device });
    try {
      await until(`${device} free`, () => isFree(product, device), 3000);
      return;
    } catch (error) {
      if (round === 5) throw error;
    }
  }
}

/** Whether the engine takes a device for there and in no call: a queue and paging go by that. */
export async function isFree({ running }: Pick<Product, 'running'>, device: string): Promise<true | undefined> {
  return (await running.service.engine.evaluate(`DEVICE_STATE(PJSIP/${device})`)) === 'NOT_INUSE' ? true : undefined;
}

/** Waits until `look` gives something; for what Asterisk tells by events. `what` may say at the end what is still missing. */
export async function until<T>(
  what: string | (() => string),
  look: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline)
      throw new Error(`waited ${timeoutMs} ms for ${typeof what === 'string' ? what : what()}`);
    await new Promise((again) => setTimeout(again, 25));
  }
}
