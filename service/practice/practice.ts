/**
 * The practice phones of the office, running: for each row a virtual phone on this computer's own address. What they send
 * to find the office has a reach of zero hops (RFC 1112 section 6.1), so it is heard by our listener and leaves no wire.
 * They are set up, registered and called by the same ways as real phones; nothing of the product is left out for them.
 */
import type { Touched } from '../../db/journal.ts';
import type { Row, Read } from '../../office/core/store.ts';
import { found, refuse } from '../../office/core/refusal.ts';
import { featureCodes } from '../../office/features/feature-codes/table.ts';
import { practicePhones } from '../../office/features/practice/table.ts';
import { vendorById } from '../../phones/vendors/index.ts';
import { vendorBoots } from '../../phones/virtual/boots/index.ts';
import { createVirtualPhone, type VirtualPhone } from '../../phones/virtual/phone.ts';
import { settingsReaders } from '../../phones/virtual/readers/index.ts';
import { startUserAgent } from '../../phones/virtual/user-agent/index.ts';
import { after, switchedOn, unplugged, type Handset } from './handset.ts';

/** Long enough to be seen; real phones take half a minute. */
const bootMs = 1500;
/** It starts over after this time when nobody told it anything; nobody has to pull a cable that is not there. */
const againMs = 10_000;

export interface PracticeDeps {
  read: Read;
  now(): number;
  network(): { address: string | null; httpPort: number };
  pnp?: { group?: string; port?: number };
  /** The folder of an adopted phone. */
  urlOf(mac: string): string | undefined;
  /** A practice phone is gone: it was never there. */
  forget(mac: string): void;
  changed(): void;
  note(text: string): void;
}

export interface PracticePhone extends Handset {
  id: string;
  mac: string;
  vendor: string;
  vendorName: string;
  model: string;
}

export interface Practice {
  list(): PracticePhone[];
  plugIn(id: string): void;
  unplug(id: string): void;
  restart(id: string): void;
  answer(id: string): void;
  hangUp(id: string): void;
  /** Refuses what would leave the office. */
  dial(id: string, number: string): void;
  /** The computer's address may be another. */
  look(): void;
  commit(touched: readonly Touched[]): void;
  stop(): Promise<void>;
}

interface Running {
  row: Row<typeof practicePhones>;
  handset: Handset;
  isPluggedIn: boolean;
  phone: VirtualPhone | undefined;
  /** The one before has to let go of its sockets first. */
  leaving: Promise<unknown>;
}

/** Vendors of which a phone boots and reads here. */
export const canPractise = (vendor: string): boolean =>
  vendorBoots[vendor] !== undefined && settingsReaders[vendor] !== undefined;

export function openPractice(deps: PracticeDeps): Practice {
  const running = new Map<string, Running>();
  let at: { address: string | null; httpPort: number } = { address: null, httpPort: 0 };
  let isOver = false;

  function show(one: Running, handset: Handset): void {
    one.handset = handset;
    if (!isOver) deps.changed();
  }

  function start(one: Running): void {
    const { vendor, mac, model } = one.row;
    const [boot, reads] = [vendorBoots[vendor], settingsReaders[vendor]];
    const { address, httpPort } = at;
    if (!one.isPluggedIn || isOver) return;
    if (!boot || !reads)
      return show(one, { ...unplugged, problem: 'This maker’s phones cannot be practised with yet.' });
    if (address === null) return show(one, { ...unplugged, problem: 'This computer has no network address yet.' });
    show(one, switchedOn);
    const phone: VirtualPhone = createVirtualPhone({
      mac, model, firmware: boot.firmware, boot, reads, stack: startUserAgent, bind: address, bootMs, againMs,
      pnp: { ...deps.pnp, ttl: 0 },
      // Phones of makers that do not ask the network are told by a router, or by somebody who types: here by us, as soon
      // as there is something to tell.
      ...(boot.pnp ? {} : { dhcp: { get: () => deps.urlOf(mac) ?? `http://${address}:${httpPort}/` } }),
      emit(event) {
        if (one.phone === phone) show(one, after(one.handset, event, phone.settings));
      },
    }); // prettier-ignore
    one.phone = phone;
    one.leaving
      .then(() => (one.phone === phone ? phone.boot() : undefined))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        deps.note(`A practice phone could not start: ${reason}`);
        if (one.phone === phone) show(one, { ...one.handset, problem: reason });
      });
  }

  function leave(one: Running, how?: 'pulled'): void {
    const { phone } = one;
    one.phone = undefined;
    if (phone)
      one.leaving = phone.close(how).catch((error: unknown) => deps.note(`A practice phone: ${String(error)}`));
  }

  function restart(one: Running): void {
    leave(one);
    start(one);
  }

  function reconcile(): void {
    const wanted = new Map(deps.read.all(practicePhones).map((row) => [row.id, row]));
    for (const [id, one] of running) {
      if (wanted.has(id)) continue;
      running.delete(id);
      leave(one, 'pulled');
      deps.forget(one.row.mac);
    }
    for (const [id, row] of wanted) {
      if (running.has(id)) continue;
      const one: Running = { row, handset: unplugged, isPluggedIn: true, phone: undefined, leaving: Promise.resolve() };
      running.set(id, one);
      start(one);
    }
    deps.changed();
  }

  const of = (id: string): Running => found(running.get(id), 'This practice phone');

  return {
    list: () =>
      [...running.values()]
        .sort((a, b) => a.row.addedAt - b.row.addedAt || (a.row.id < b.row.id ? -1 : 1))
        .map(({ row: { id, mac, vendor, model }, handset }) => ({
          id, mac, vendor, model, vendorName: vendorById(vendor)?.name ?? vendor, ...handset,
        })), // prettier-ignore
    plugIn(id) {
      const one = of(id);
      if (one.isPluggedIn && one.phone) return;
      one.isPluggedIn = true;
      start(one);
    },
    unplug(id) {
      const one = of(id);
      one.isPluggedIn = false;
      leave(one, 'pulled');
      show(one, unplugged);
    },
    restart(id) {
      const one = of(id);
      if (!one.isPluggedIn) refuse({ kind: 'rule', rule: 'practice-unplugged', message: 'Plug the phone in first.' });
      restart(one);
    },
    answer: (id) => of(id).phone?.answer(),
    hangUp: (id) => of(id).phone?.hangUp(),
    dial(id, number) {
      const one = of(id);
      refuseToDial(deps.read, one.handset, number);
      one.phone?.dial(number);
    },
    look() {
      const next = deps.network();
      if (next.address === at.address && next.httpPort === at.httpPort) return;
      at = next;
      for (const one of running.values()) restart(one);
      reconcile();
    },
    commit(touched) {
      if (touched.some(({ table }) => table === 'practice_phones')) reconcile();
    },
    async stop() {
      isOver = true;
      for (const one of running.values()) leave(one, 'pulled');
      await Promise.all([...running.values()].map(({ leaving }) => leaving));
    },
  };
}

function refuseToDial(read: Read, handset: Handset, number: string): void {
  const rule = (message: string) => refuse({ kind: 'rule', rule: 'practice-dial', message });
  if (!handset.lines.some(({ registered }) => registered))
    rule('This phone has no line that works. Adopt it for somebody first, and wait until it is registered.');
  if (handset.call) rule('This phone is in a call. Hang up first.');
  // The test of an emergency line: a real call by a real carrier.
  const test = read.get(featureCodes, 'emergency-test')?.code;
  if (test !== undefined && number.startsWith(test))
    rule(`${test} calls the number for tests by a line to the outside. Dial it on a real phone, to hear the answer.`);
  // A code with something after it begins with a star as all codes do.
  if (!number.startsWith('*') && !read.holder(number))
    rule(
      `Nobody in the office has ${number}. Practice phones call within the office only: nobody speaks at them, and a line to the outside or to helpers would really be used.`,
    );
}
