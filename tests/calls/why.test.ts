/** Real calls, and the sentence with which the product explains each of them afterwards. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, ringingPhones, startProduct, until, type Person, type Product } from './product.ts';
import { placeCalls } from './sipp.ts';

interface Line {
  id: string;
  position: number;
  dialled: { number: string };
}

let product: Product;
let anna: Person;
let bert: Person;
let carl: Person;
let phones: Awaited<ReturnType<typeof ringingPhones>>;

beforeAll(async () => {
  product = await startProduct();
  anna = await addPerson(product, 'Anna', { voicemail: true, ringSeconds: 2 });
  bert = await addPerson(product, 'Bert');
  carl = await addPerson(product, 'Carl');
  await product.run('ring-group.create', {
    name: 'Sales',
    number: '600',
    ringSeconds: 3,
    members: [anna, bert].map((person) => ({ identityId: person.identityIds[0] })),
  });
  phones = await ringingPhones(product, [
    { account: anna.account, does: { what: 'rings' } },
    { account: bert.account, does: { what: 'answers', afterMs: 1100 } },
  ]);
});
afterAll(async () => {
  await phones.stop();
  await product.stop();
});

let known = new Set<string>();

/** Calls, waits until the call is in the history, and asks why. */
async function why(number: string): Promise<{ sentence: string; steps: { words: string; node: string }[] }> {
  await placeCalls(product.server, [{ ...carl.account, number, talkMs: 200 }]);
  const line = await until('the call in the history', async () => {
    const { calls } = await product.ask<{ calls: Line[] }>('calls.history', { limit: 20 });
    return calls.find((call) => !known.has(call.id));
  });
  known = known.add(line.id);
  return product.ask('calls.why', { id: line.id, position: line.position });
}

test('[R5] nobody answers, so voicemail', async () => {
  const { sentence, steps } = await why(anna.number);
  expect(sentence).toBe('Nobody answered at 101 Anna within 2 s, so the voicemail of 101 Anna took the call.');
  expect(steps.map(({ node }) => node)).toEqual([anna.extensionId, `vm-${anna.extensionId}`]);
});

test('[R5] a group in which somebody answers', async () => {
  // Records know whole seconds, so 1.1 s may lie across two of their borders.
  expect((await why('600')).sentence).toMatch(/^102 Bert answered after [12] s\.$/);
});

test('[R5] do not disturb is named', async () => {
  await product.run('extension.set-do-not-disturb', { id: anna.extensionId, on: true });
  const during = await why(anna.number);
  expect(during.sentence).toBe('101 Anna was on do not disturb, so the voicemail of 101 Anna took the call.');
  await product.run('extension.set-do-not-disturb', { id: anna.extensionId, on: false });
});

test('[R5] forwarding, then somebody who has no phone', async () => {
  await product.run('forwarding.set', {
    extensionId: bert.extensionId,
    kind: 'always',
    enabled: true,
    number: carl.number,
  });
  expect((await why(bert.number)).sentence).toBe(
    '102 Bert forwarded all calls, then no phone of 103 Carl was free and connected, so the caller heard that nobody could be reached.',
  );
});

test('[R5] a number that nobody has', async () => {
  expect((await why('199')).sentence).toBe('The caller heard that there is no 199 in this office.');
});
