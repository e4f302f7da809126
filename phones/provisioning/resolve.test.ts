import { expect, test } from 'vitest';
import type { Neighbour } from '../discovery/neighbours.ts';
import type { Mac } from '../mac.ts';
import { snom } from '../vendors/snom/index.ts';
import { testProfile } from '../vendors/test-profile.ts';
import { createFileCache } from './files.ts';
import { createFirstFetch } from './first-fetch.ts';
import { createResolver } from './resolve.ts';

const mac = '000413aabbcc';
const thief = '001565000001';
const at = '10.0.0.9';
const token = 'AAAAAAAAAAAAAAAAAAAAAA';
const oldToken = 'BBBBBBBBBBBBBBBBBBBBBB';
const file = `snomd785-${mac}.htm`;

/** An office with one adopted phone; `neighbour` is what the network says of whoever asks. */
function office(neighbour: Neighbour, awaited?: Mac) {
  const firstFetch = createFirstFetch(() => 0);
  const profile = testProfile({ mac, model: 'D785', vendorId: 'snom' });
  const resolver = createResolver(
    {
      profileOf: (asked) => (asked === mac ? profile : undefined),
      byToken: (asked) => (asked === token ? mac : undefined),
      filesFor: createFileCache(() => snom),
      awaits: (asked) => asked === awaited,
      neighbourOf: () => Promise.resolve(neighbour),
      onFetch: () => undefined,
      now: () => 0,
    },
    firstFetch,
  );
  const ask = (folder?: string, name = file) =>
    resolver.findByWire({ token: folder, file: name }, at, undefined); // prettier-ignore
  return { firstFetch, resolver, ask };
}

const known = (one: Mac): Neighbour => ({ known: true, mac: one });
const unknown = (why: 'here' | 'elsewhere' | 'silent' | 'unreadable'): Neighbour => ({ known: false, why });

test('[R4] a window is for the phone, not for whoever stands at its address', async () => {
  const { firstFetch, resolver, ask } = office(known(thief));
  firstFetch.open({ mac, address: at, minutes: 10 });
  expect(resolver.find({ token: undefined, file }, at, undefined).served).toBeUndefined();
  expect(await ask()).toMatchObject({ by: 'nobody', mac, impostor: thief });
  // Also for files that name no phone.
  expect(await ask(undefined, 'snomd785.htm')).toMatchObject({ by: 'nobody', mac, impostor: thief });
  const genuine = office(known(mac));
  genuine.firstFetch.open({ mac, address: at, minutes: 10 });
  expect(await genuine.ask()).toMatchObject({ by: 'first-fetch', mac, served: { file: { isSecret: true } } });
});

test('[R4] where nobody can say who asks, a window opens nothing by itself; this computer and a person are believed', async () => {
  const outcome = async (why: 'here' | 'elsewhere' | 'silent' | 'unreadable', isByHand: boolean) => {
    const { firstFetch, ask } = office(unknown(why));
    firstFetch.open({ mac, address: at, minutes: 10, isByHand });
    const { by, problem } = await ask();
    return [by, problem?.includes('It got nothing') ?? false];
  };
  const [refused, served] = [['nobody', true], ['first-fetch', false]]; // prettier-ignore
  expect(await Promise.all([outcome('elsewhere', false), outcome('unreadable', false), outcome('silent', true)])).toEqual([refused, refused, refused]); // prettier-ignore
  expect(await Promise.all([outcome('elsewhere', true), outcome('unreadable', true), outcome('here', false)])).toEqual([served, served, served]); // prettier-ignore
});

test('[R4] a folder that is nobody’s is like none: the phone itself is served when it is expected, others are not', async () => {
  expect(await office(known(mac), mac).ask(oldToken)).toMatchObject({ by: 'first-fetch', mac, served: {} });
  expect(await office(unknown('here'), mac).ask(oldToken)).toMatchObject({ by: 'first-fetch', mac, served: {} });
  expect(await office(known(thief), mac).ask(oldToken)).toMatchObject({ by: 'nobody', impostor: thief });
  expect(await office(unknown('elsewhere'), mac).ask(oldToken)).toMatchObject({ by: 'nobody' });
  expect(await office(known(mac)).ask(oldToken)).toMatchObject({ by: 'nobody' });
  const { firstFetch, ask } = office(known(mac));
  firstFetch.open({ mac, address: at, minutes: 10, isByHand: true });
  expect(await ask(oldToken)).toMatchObject({ by: 'first-fetch', mac, served: {} });
});
