/**
 * How fast a phone comes to life: from its first packet until it is listed under New, and from the administrator's
 * "adopt" until it is registered. A virtual phone, so without the half minute in which a real one boots.
 */
import { addWorker, is, lineOf, openLanOffice, phonesOf, plugIn, until } from './office.ts';
import type { LanOffice, PluggedIn, Worker } from './office.ts';

export interface PhoneFigures {
  listedMs: number;
  registeredMs: number;
}

export async function measureListed(office: LanOffice, { mac, program }: PluggedIn): Promise<number> {
  const listed = until('the phone is listed under New', () => phonesOf(office, 'new'), (lines) => lines.some((line) => line.mac === mac)); // prettier-ignore
  const { at } = await program.until('the phone boots', is('booted'));
  await listed;
  return Date.now() - Number(at);
}

export async function measureRegistered(office: LanOffice, worker: Worker, { mac }: PluggedIn): Promise<number> {
  const line = (await phonesOf(office, 'new')).find((one) => one.mac === mac);
  const from = Date.now();
  await office.run('phone.adopt', { mac, vendor: line?.vendor, model: line?.model, identityId: worker.identityId });
  await until('the phone is registered', () => lineOf(office, mac), (found) => found?.registration?.status === 'registered'); // prettier-ignore
  return Date.now() - from;
}

/** One phone in an office of its own; needs root for its namespaces. */
export async function measurePhone(): Promise<PhoneFigures> {
  const [figures] = await measurePhones(1);
  if (!figures) throw new Error('no phone was measured');
  return figures;
}

/** Several phones, one after the other in the same office. */
export async function measurePhones(count: number): Promise<PhoneFigures[]> {
  const office = await openLanOffice();
  try {
    const figures: PhoneFigures[] = [];
    for (let n = 0; n < count; n++) {
      const worker = await addWorker(office, `Person ${n + 1}`);
      const phone = plugIn(office, 10 + n, `desk${n}`);
      const listedMs = await measureListed(office, phone);
      figures.push({ listedMs, registeredMs: await measureRegistered(office, worker, phone) });
    }
    return figures;
  } finally {
    await office.close();
  }
}
