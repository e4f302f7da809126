/** An office in London with two people and two carriers, as the tests of emergency calls need it. */
import { createService, type RunningService } from '../../service/main.ts';
import { freePort } from './ports.ts';
import { addPerson, appRoot, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { startCarrier, type Carrier } from './psap.ts';
import { placeCalls, type CallResult } from './sipp.ts';

export const mainNumber = '+442079460000';
/** Leads to Ben, and no emergency call shows it. */
export const otherNumber = '+442079460001';

export interface EmergencyOffice {
  product: Product;
  siteId: string;
  anna: Person;
  ben: Person;
  carriers: [Carrier, Carrier];
  trunkIds: string[];
  /** The phones of both answer; Anna has do not disturb on. */
  phones: Awaited<ReturnType<typeof ringingPhones>>;
  /** Asterisk has seen both carriers answer. */
  reachable(): Promise<void>;
  /** Asterisk takes both carriers for away: neither has answered its OPTIONS. */
  unreachable(): Promise<void>;
  dial(number: string, talkMs?: number, who?: Person): Promise<CallResult | undefined>;
  /** Carriers as they were in the beginning. */
  reset(): void;
  stop(): Promise<void>;
}

export async function startEmergencyOffice(dataDir?: string): Promise<EmergencyOffice> {
  const product = await startProduct(dataDir === undefined ? {} : { dataDir });
  const { id: siteId } = await product.run<{ id: string }>('office.set-up', {
    siteName: 'London',
    country: 'GB',
    timeZone: 'Europe/London',
    language: 'en',
  });
  await product.run('site.update', { id: siteId, street: '1 Main Street', postalCode: 'SW1A 1AA', city: 'London' });
  const anna = await addPerson(product, 'Anna', { lastName: 'Weber' });
  const ben = await addPerson(product, 'Ben');
  const carriers: [Carrier, Carrier] = [
    await startCarrier('127.0.0.21', await freePort('127.0.0.21')),
    await startCarrier('127.0.0.22', await freePort('127.0.0.22')),
  ];
  const trunkIds: string[] = [];
  for (const [index, { address, port }] of carriers.entries()) {
    const name = index === 0 ? 'First' : 'Second';
    const trunk = { name, kind: 'address', host: address, port, siteId };
    trunkIds.push((await product.run<{ id: string }>('trunk.create', trunk)).id);
  }
  for (const [number, destination] of [
    [mainNumber, 'end:busy'],
    [otherNumber, `node:${ben.extensionId}`],
  ])
    await product.run('public-number.create', { number, siteId, destination });
  await product.run('emergency-location.set', { id: siteId, callbackNumber: mainNumber });
  await product.run('extension.set-do-not-disturb', { id: anna.extensionId, on: true });
  const phones = await ringingPhones(product, [
    { account: anna.account, does: { what: 'answers', afterMs: 50 } },
    { account: ben.account, does: { what: 'answers', afterMs: 50 } },
  ]);

  async function looked(wanted: 'Reachable' | 'Unreachable'): Promise<void> {
    const { engine } = product.running.service;
    for (const id of trunkIds) await engine.action('PJSIPQualify', { Endpoint: id });
    await until(`carriers that are ${wanted}`, async () => {
      const states = await Promise.all(
        trunkIds.map(async (id) =>
          engine.evaluate(`PJSIP_CONTACT(${await engine.evaluate(`PJSIP_AOR(${id},contact)`)},status)`),
        ),
      );
      return states.every((state) => state === wanted) ? true : undefined;
    });
  }
  const reachable = () => looked('Reachable');
  await reachable();
  return {
    product,
    siteId,
    anna,
    ben,
    carriers,
    trunkIds,
    phones,
    reachable,
    async unreachable() {
      for (const carrier of carriers) carrier.answersOptions = false;
      await looked('Unreachable');
    },
    dial: async (number, talkMs = 50, who = anna) =>
      (await placeCalls(product.server, [{ ...who.account, number, talkMs }]))[0],
    reset() {
      for (const carrier of carriers) {
        carrier.asked.length = 0;
        carrier.channels = 0;
        carrier.does = 'answers';
        carrier.answersOptions = true;
      }
    },
    async stop() {
      await phones.stop();
      // After `reopen` it is another one than `product.stop` knows.
      await product.running.stop({ keepCalls: false });
      await product.stop();
      for (const carrier of carriers) carrier.stop();
    },
  };
}

/** The product again, on the engine that went on while it was closed. Its socket is another: `ask` and `run` do not know it. */
export async function reopen({ product }: EmergencyOffice): Promise<RunningService> {
  product.running = await createService({
    appRoot,
    dataDir: product.dataDir,
    address: product.server.address,
    sipPort: product.server.port,
    httpPort: await freePort(),
    pnp: { group: '127.0.0.1', port: await freePort() },
  });
  await product.running.settled;
  return product.running;
}
