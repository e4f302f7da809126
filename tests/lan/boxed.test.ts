/** One phone of every maker, prepared and plugged in: real service, real Asterisk, baresip in the phones. */
import { afterEach, describe, expect, it } from 'vitest';
import { boxedPhones, makersWithBoots, plugAllIn, prepare, unpack } from './boxed.ts';
import { whyNoNamespaces } from './namespaces.ts';
import { openLanOffice, phonesOf, type LanOffice } from './office.ts';

const why = whyNoNamespaces();
let office: LanOffice | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

describe.skipIf(why !== undefined)(`boxed phones${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it('[R4] one of every maker, prepared before it is there, is in service after being plugged in, without a click', async () => {
    office = await openLanOffice();
    const boxed = boxedPhones(makersWithBoots());
    await prepare(office, boxed);
    const desks = unpack(office, boxed);
    await plugAllIn(office, desks, boxed, 25_000);
    const lines = await phonesOf(office, 'all');
    expect(lines.map(({ mac, address, assignedTo }) => [mac, address, assignedTo]).sort()).toEqual(
      boxed.map(({ mac, address }, n) => [mac, address, `Person ${n + 1}`]).sort(),
    );
    expect(await phonesOf(office, 'new')).toEqual([]);
  });
});
