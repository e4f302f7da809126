/** People of a product with a phone in the hand each, and how to tell who hears whom. */
import { addPerson, isFree, startProduct, until, type Person, type Product } from './product.ts';
import { openSoftphone, type SoftCall, type Softphone } from './softphone.ts';

/** Far enough from each other, from dialling and ringing tones, and from the beeps of conferences. */
const voices = [500, 700, 900, 1150, 1350];

export interface Hands {
  product: Product;
  people: Person[];
  phones: Softphone[];
  number(index: number): string;
  phone(index: number): Softphone;
  /** Waits until this one hears these people and nobody else. */
  hears(call: SoftCall, ...whom: number[]): Promise<true>;
  /** Two phones in a call: the calling side first. */
  talk(from: number, to: number): Promise<[SoftCall, SoftCall]>;
  /** Every call is over and every phone waits for the next one. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

export async function openHands(names: readonly string[], input: Record<string, unknown> = {}): Promise<Hands> {
  const product = await startProduct();
  const people: Person[] = [];
  for (const name of names) people.push(await addPerson(product, name, { ringSeconds: 3, ...input }));
  const open = async () => {
    const opened = await Promise.all(
      people.map(({ account }, index) => openSoftphone(product.server, account, voices[index] ?? 0)),
    );
    await Promise.all(opened.map((one) => until(`${one.account.device} free`, () => isBack(product, one))));
    return opened;
  };
  let phones = await open();
  const phone = (index: number) => phones[index] as Softphone; // Safe: one for each person.
  const number = (index: number) => people[index]?.number ?? '';
  const hears: Hands['hears'] = (call, ...whom) =>
    until(`the voices ${whom.join()}`, () => {
      const wanted = whom.map((index) => voices[index]).sort();
      return call.hears(voices).sort().join() === wanted.join() ? true : undefined;
    });
  return {
    product,
    people,
    get phones() {
      return phones;
    },
    number,
    phone,
    hears,
    async talk(from, to) {
      const calling = phone(from).dial(number(to));
      const called = await phone(to).incoming();
      called.answer();
      await calling.up();
      await hears(calling, to);
      await hears(called, from);
      return [calling, called];
    },
    async rest() {
      await Promise.all(phones.map((one) => one.close()));
      await until('the end of all calls', async () => {
        const { calls } = await product.ask<{ calls: unknown[] }>('calls.live');
        return calls.length === 0 ? true : undefined;
      });
      phones = await open();
    },
    async stop() {
      await Promise.all(phones.map((one) => one.close()));
      await product.stop();
    },
  };
}

/** The engine knows its new place, and has noticed that the calls of the test before are over: both come after the answer. */
async function isBack(product: Product, { account: { device }, port }: Softphone): Promise<true | undefined> {
  const registration = product.running.service.observed.registration(device);
  if (registration.status !== 'registered' || !registration.address.endsWith(`:${port}`)) return undefined;
  return isFree(product, device);
}
