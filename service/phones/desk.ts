/**
 * Brings the phones on the network and the office together: serves adopted phones their settings, tells them when these
 * changed, and follows each until it works. One desk serves one address; when the computer's address changes the old
 * listeners are closed and new ones opened.
 */
import type { Registration } from '../../office/core/observed.ts';
import { network as networkTable } from '../../office/features/network/table.ts';
import { phoneName } from '../../office/features/phones/rules.ts';
import { formerPhones, phoneClaims, phones } from '../../office/features/phones/table.ts';
import { createNeighbours } from '../../phones/discovery/neighbours.ts';
import { subnetOf } from '../../phones/discovery/subnet.ts';
import {
  startPhones,
  type PhoneFetch,
  type PhoneOffer,
  type PhonesHandle,
  type PhoneSighting,
} from '../../phones/index.ts';
import type { LifeEvent } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';
import { identifyPhone } from '../../phones/vendors/index.ts';
import type { Touched } from '../../db/journal.ts';
import { tlsPort } from '../engine/settings.ts';
import { isPracticeMac } from '../../office/features/practice/mac.ts';
import { isNoPractice } from '../practice/known.ts';
import { deviceOfPhone } from './account-lines.ts';
import { openActing } from './acting.ts';
import { adoptedPhones, phoneId } from './adopted.ts';
import { atMost } from './at-most.ts';
import type { DeskDeps, PhoneDesk } from './desk-contract.ts';
import { seenOnNetwork } from '../discovery/feed.ts';
import { openInsisting } from './insisting.ts';
import { inTurns } from './in-turns.ts';
import { createLives } from './lives.ts';
import { openNetworks } from './networks.ts';
import type { PhoneRow, Server } from './profile.ts';
import { openMemory } from './remembered.ts';
import { soon } from './soon.ts';
import { openSigningOff } from './signing-off.ts';
import { tellEach } from './tell-each.ts';
import { hostOf, tellPhones } from './telling.ts';

export type { DeskDeps, PhoneDesk } from './desk-contract.ts';

const lookEveryMs = 2000;
/** A change for all phones is told to some at a time: each fetches at once, and others have to be heard meanwhile. */
const toldTogether = 16;
/** A phone whose folder was changed is told at once; one that is away for longer is let in by a person. */
const comingBackMs = 10 * 60_000;
/** The list of phones is shown at most this often. */
const showEveryMs = 50;

export function openPhoneDesk(deps: DeskDeps): PhoneDesk {
  const { read } = deps;
  const now = () => deps.now();
  const neighbourOf = deps.neighbourOf ?? createNeighbours();
  let handle: PhonesHandle | undefined;
  let server: Server | undefined;
  let failure: Error | undefined;
  let isStopped = false;
  let subnet: string | undefined;
  const adopted = adoptedPhones(read, () => server);
  const showing = soon(() => deps.changed(lives.list()), showEveryMs);
  const networks = openNetworks({
    path: deps.networksFile,
    own: () => subnet,
    changed(mac) {
      lives.refresh(mac);
      deps.placesChanged();
    },
    note: (text) => deps.note(text),
  });
  const lives = createLives(
    () => {
      showing.ask();
      memory.changed();
    },
    undefined,
    { heard, moved: (mac) => networks.moved(mac) },
  );
  const memory = openMemory(
    deps.seenFile,
    () => lives.strangers(),
    (text) => deps.note(text),
  );
  const registered = new Map<Mac, string>();
  /** As adopted phones said themselves, and no one else for them: a rollout of firmware goes by it. */
  const firmware = new Map<Mac, string>();
  /** Phones that only know the folder that they had before, and until when they are let in without. */
  const comingBack = new Map<Mac, number>();
  const telling = tellPhones({
    read,
    adopted,
    lives,
    registration: (device) => deps.registration(device),
    notify: (device, headers) => deps.notify(device, headers),
    handle: () => handle,
    now,
  });
  const { tell, knownAs } = telling;
  const isSomebodys = (phone: PhoneRow) => read.get(phoneClaims, phone.id) === undefined;
  const acting = openActing({
    adopted,
    lives,
    telling,
    hasAccount: (mac) => adopted.row(mac) !== undefined,
    ring: (device) => deps.ring(device),
    now,
    changed: () => showing.ask(),
    note: (text) => deps.note(text),
  });
  const signing = openSigningOff({
    read,
    registration: (device) => deps.registration(device),
    registrar: () => server && { host: server.address, port: server.sipPort },
    now,
    note: (text) => deps.note(text),
  });
  const someAtATime = atMost(toldTogether);
  const insisting = openInsisting({
    lives,
    adopted: () => adopted.all().map(({ mac }) => mac),
    tell,
    now,
    note: (text) => deps.note(text),
  });
  const timer = setInterval(() => {
    lives.look(now());
    insisting.look();
    acting.look();
  }, lookEveryMs);
  timer.unref();

  function heard(mac: Mac, event: LifeEvent): void {
    acting.heard(mac, event);
    if (event.kind === 'fetched') comingBack.delete(mac);
    if ('firmware' in event && event.firmware !== undefined && lives.get(mac)?.isAdopted)
      firmware.set(mac, event.firmware);
    const isPlace =
      event.kind === 'registered' || event.kind === 'fetched' || (event.kind === 'seen' && event.via === 'pnp');
    if (isPlace && event.address !== undefined && adopted.row(mac)) networks.seen(mac, event.address, event.at);
  }

  const wantedHash = (mac: Mac): string => {
    const files = handle?.filesOf(mac);
    return files?.ok ? files.hash : '';
  };

  /** `hash`: of the file that it should have from now on; empty while there can be none, and then why. */
  function wants(mac: Mac, kind: 'assigned' | 'unassigned' | 'config-changed', hash: string): void {
    lives.apply(mac, { kind, at: now(), hash });
    const files = handle?.filesOf(mac);
    if (files && !files.ok) lives.apply(mac, { kind: 'config-impossible', at: now(), problem: files.problem });
  }

  function join(phone: PhoneRow): void {
    const { mac } = phone;
    lives.apply(mac, {
      kind: 'seen', at: lives.get(mac)?.lastSeen ?? phone.adoptedAt, via: 'registration', vendor: phone.vendor, model: phone.model,
    }); // prettier-ignore
    lives.apply(mac, { kind: 'adopted', at: now() });
    wants(mac, isSomebodys(phone) ? 'assigned' : 'unassigned', wantedHash(mac));
    follow(phone);
  }

  function follow(phone: PhoneRow): void {
    const device = deviceOfPhone(read, phone);
    const one: Registration = device === undefined ? { status: 'never' } : deps.registration(device);
    const shown = one.status === 'registered' ? `${one.address} ${one.userAgent}` : one.status;
    if (one.status === 'unknown' || registered.get(phone.mac) === shown) return;
    registered.set(phone.mac, shown);
    if (one.status === 'registered') {
      if (device !== undefined) knownAs(phone.mac, device);
      insisting.returned(phone.mac);
      const said = identifyPhone({ sipUserAgent: one.userAgent })?.firmware;
      lives.apply(phone.mac, {
        kind: 'registered',
        at: now(),
        address: hostOf(one.address),
        ...(said === undefined ? {} : { firmware: said }),
      });
    }
    if (one.status === 'unregistered' && one.reason) {
      lives.apply(phone.mac, { kind: 'registration-failed', at: now(), reason: one.reason.kind.replace('-', ' ') });
    } else if (one.status === 'unregistered') lives.apply(phone.mac, { kind: 'unregistered', at: now() });
  }

  function onSeen(sighting: PhoneSighting): void {
    if (sighting.mac === undefined || isNoPractice(read, sighting, server?.address)) return;
    // Anybody can name a MAC: where an adopted phone is, and what it is, only itself can say.
    const isAdopted = lives.get(sighting.mac)?.isAdopted === true;
    lives.apply(sighting.mac, {
      kind: 'seen',
      at: sighting.at,
      via: sighting.via,
      ...(isAdopted ? {} : { address: sighting.address }),
      ...(isAdopted && !sighting.isProved ? {} : saidBy(sighting)),
      isSupported: sighting.vendorId !== undefined,
    });
    if (sighting.isProved) learn(sighting.mac, sighting);
  }

  /** A phone that was prepared without its model has said, proved, what it is. */
  function learn(mac: Mac, { vendorId: vendor, model, confidence }: PhoneSighting): void {
    const phone = adopted.row(mac);
    if (!phone || phone.model !== '' || vendor === undefined || model === undefined || confidence !== 'model') return;
    if (vendor !== phone.vendor) {
      deps.note(`${mac}: it says that it is a ${vendor} ${model}, but was prepared as one of ${phone.vendor}.`);
      return;
    }
    const problem = deps.learn({ phoneId: phone.id, vendor, model });
    if (problem !== undefined) deps.note(`${mac}: its model ${model} could not be stored: ${problem}`);
  }

  /** What is known of a phone that has left, so that it is not taken for a new one. */
  function part(mac: Mac): void {
    registered.delete(mac);
    firmware.delete(mac);
    comingBack.delete(mac);
    knownAs(mac, undefined);
    acting.forget(mac);
    networks.forget(mac);
    const former = read.get(formerPhones, phoneId(mac));
    if (!former) return lives.forget(mac);
    if (lives.get(mac)?.isAdopted !== true) lives.apply(mac, { kind: 'adopted', at: former.at });
    if (former.end === 'retired') lives.apply(mac, { kind: 'retired', at: now() });
    else {
      const by = former.byId === null ? undefined : read.get(phones, former.byId);
      lives.apply(mac, { kind: 'replaced', at: now(), by: by ? phoneName(by) : 'another phone' });
    }
  }

  function onOffer(offer: PhoneOffer): void {
    const { said } = offer;
    if (offer.outcome === 'sent') {
      if (said !== undefined) learn(offer.mac, said);
      lives.apply(offer.mac, {
        kind: 'seen',
        at: offer.at,
        via: 'pnp',
        address: offer.address,
        ...(said === undefined ? {} : saidBy(said)),
      });
      lives.apply(offer.mac, { kind: 'offered', at: offer.at, via: 'pnp' });
    }
    if (offer.outcome === 'mac-conflict') {
      lives.apply(offer.mac, {
        kind: 'conflict-seen',
        at: offer.at,
        detail: offer.message ?? 'Two devices use this address.',
      });
    }
    if (offer.outcome === 'unproved')
      lives.apply(offer.mac, {
        kind: 'offer-withheld',
        at: offer.at,
        detail: offer.message ?? 'Nobody could say that it is this phone.',
      });
  }

  /** Whether this file has the account; other files say nothing of the phone's state. */
  function isMain(mac: Mac, file: string | undefined): boolean {
    const files = handle?.filesOf(mac);
    return !files?.ok || files.byName.get(file?.toLowerCase() ?? '')?.file.path === files.main;
  }

  function onFetch(fetch: PhoneFetch): void {
    deps.onFetch?.(fetch);
    if (fetch.mac !== undefined && fetch.impostor !== undefined)
      lives.apply(fetch.mac, { kind: 'conflict-seen', at: fetch.at, detail: fetch.problem ?? 'Another device says that it is this phone.' }); // prettier-ignore
    const { mac, hash } = fetch;
    if (mac === undefined || fetch.by === 'nobody' || !fetch.isSecret || hash === undefined) return;
    if (!isMain(mac, fetch.file)) return;
    lives.apply(mac, { kind: 'fetched', at: fetch.at, hash, address: fetch.address });
    if (hash === wantedHash(mac)) deps.fetched(mac);
  }

  /** Not for a device that only says that it has this MAC: the wire knows better, as far as it is ours. */
  async function allowFirstFetch(mac: Mac, address: string): Promise<void> {
    // Practice phones share one address, and each is told its secret folder.
    if (isPracticeMac(mac)) return;
    const neighbour = await neighbourOf(address);
    if (!neighbour.known || neighbour.mac === mac) handle?.allowFirstFetch({ mac, address });
    else {
      const detail = `Somebody at ${address} asked with the MAC of this phone, but is another device.`;
      lives.apply(mac, { kind: 'conflict-seen', at: now(), detail });
    }
  }

  /**
   * A phone with a new folder is told to fetch, and asks in the old one, which is nobody's now. For a while it is served all
   * the same, if the network says that it is this phone: whoever else knows the old folder gets nothing.
   */
  function letBack({ table, before, after }: Touched): void {
    if (table !== 'phones' || before === null || after === null) return;
    // Rows of the phones table, by the name of their table.
    const [had, has] = [before, after] as unknown as [PhoneRow, PhoneRow];
    if (had.provisioningToken !== has.provisioningToken) comingBack.set(has.mac, now() + comingBackMs);
  }

  /** A change that phones have to fetch: told in the background, and followed by their lives. */
  async function tellLater(mac: Mac): Promise<void> {
    try {
      await someAtATime(() => tell(mac));
    } catch (error) {
      deps.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Whether the phone has to be told. `own`: phones of which the row itself has changed. */
  function changed(mac: Mac, own: ReadonlySet<string>): boolean {
    const phone = adopted.row(mac);
    const life = lives.get(mac);
    if (!phone) {
      part(mac);
      return false;
    }
    if (!life?.isAdopted || life.state === 'replaced' || life.state === 'retired') {
      if (life?.address !== undefined) void allowFirstFetch(mac, life.address);
      join(phone);
      return true;
    }
    const hash = wantedHash(mac);
    if (hash === life.wantedHash) return false;
    const isAssigned = isSomebodys(phone);
    registered.delete(mac);
    const isOther = isAssigned !== life.isAssigned || own.has(phone.id);
    wants(mac, !isOther ? 'config-changed' : isAssigned ? 'assigned' : 'unassigned', hash);
    return true;
  }

  lives.recall(memory.load());
  for (const phone of adopted.all()) join(phone);
  for (const { mac } of read.all(formerPhones)) part(mac);

  return {
    get failure() {
      return failure;
    },
    get httpPort() {
      return handle?.httpPort;
    },
    async serve(network) {
      await deps.servers?.closed();
      await handle?.close();
      handle = undefined;
      failure = undefined;
      server = undefined;
      adopted.moved();
      const { address, sipPort, httpPort } = network;
      if (address === null) return;
      const isOffering = () => read.get(networkTable, 'network')?.plugAndPlay ?? true;
      server = { address, sipPort, tlsPort: tlsPort(sipPort), httpPort };
      subnet = subnetOf(address);
      try {
        handle = await startPhones({
          address,
          httpPort,
          sipPnp: { enabled: true, ...deps.pnp },
          profileOf: (mac) => adopted.profile(mac),
          tokenOf: (mac) => adopted.row(mac)?.provisioningToken,
          byToken: (token) => adopted.byToken(token),
          policy: (mac) => (adopted.row(mac) && isOffering() ? 'offer' : 'ignore'),
          onSeen,
          onOffer,
          onFetch,
          passwordOf: (mac) => deps.passwordOf?.(mac),
          ...(deps.other === undefined ? {} : { other: deps.other }),
          awaits: (mac) => (comingBack.get(mac) ?? 0) > now() || (deps.awaits?.(mac) ?? false),
          neighbourOf,
          onError: (error) =>
            deps.note(
              `A phone's announcement could not be taken: ${error instanceof Error ? error.message : String(error)}`,
            ),
          now,
        });
        server = { ...server, httpPort: handle.httpPort };
        await deps.servers?.opened(handle);
        adopted.moved();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        deps.note(failure.message);
      }
      // After a power cut the phones are asking already while this goes on.
      await inTurns(adopted.all(), ({ mac }) => {
        const had = lives.get(mac)?.wantedHash;
        const hash = wantedHash(mac);
        if (had !== undefined && had !== hash) insisting.needsReboot(mac);
        wants(mac, 'config-changed', hash);
      });
    },
    commit(touched) {
      touched.forEach(letBack);
      const told: Promise<void>[] = [];
      const own = new Set(touched.flatMap((one) => (one.table === 'phones' ? [one.id] : [])));
      const all = inTurns(adopted.changed(touched), (mac) => {
        // What goes wrong with one phone keeps no other from being told.
        try {
          if (!isStopped && changed(mac, own)) told.push(tellLater(mac));
        } catch (error) {
          deps.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
      for (const { table, id } of touched) {
        if (table === 'emergency_locations') networks.confirm(id.replace(/^mac-/, ''));
        if (table === 'former_phones' && !adopted.row(id.slice(4))) part(id.slice(4));
      }
      signing.changed(
        touched,
        all.then(() => Promise.all(told)),
      );
    },
    registrationsChanged() {
      adopted.all().forEach(follow);
      signing.again();
    },
    async tell(mac, action) {
      await tell(mac, action);
    },
    acting,
    callsChanged: (calls) => acting.calls(calls),
    confirmPlace: (mac) => networks.confirm(mac),
    found: (mac, device) => lives.apply(mac, seenOnNetwork(device, lives.get(mac))),
    ignore: (mac) => lives.apply(mac, { kind: 'ignored', at: now() }),
    restore: (mac) => lives.apply(mac, { kind: 'restored', at: now() }),
    forget: (mac) => lives.forget(mac),
    tellAll: () =>
      tellEach({
        macs: adopted.all().map(({ mac }) => mac),
        // A resync would fetch from the address that is gone: only a boot makes a phone ask the network.
        tell: (mac) => tell(mac, 'reboot'),
        wasSeen: (mac) => lives.get(mac)?.address !== undefined,
        note: (text) => deps.note(text),
      }),
    urlOf: (mac) => handle?.urlOf(mac),
    filesOf: (mac) => handle?.filesOf(mac),
    profileOf: (mac) => adopted.profile(mac),
    lifeOf: (mac) => lives.get(mac),
    firmwareOf: (mac) => firmware.get(mac),
    neighbourOf,
    seen: (mac) => lives.list().find((one) => one.mac === mac),
    get flood() {
      return lives.flood;
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      showing.stop();
      memory.stop();
      networks.stop();
      await handle?.close();
    },
  };
}

/** What a phone is by its own words. */
function saidBy({ vendorId: vendor, model, firmware }: PhoneSighting): {
  vendor?: string;
  model?: string;
  firmware?: string;
} {
  return {
    ...(vendor === undefined ? {} : { vendor }),
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware }),
  };
}
