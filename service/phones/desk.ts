/**
 * Brings the phones on the network and the office together: serves adopted phones their settings, tells them when these
 * changed, and follows each until it works. One desk serves one address; when the computer's address changes the old
 * listeners are closed and new ones opened.
 */
import type { Touched } from '../../db/journal.ts';
import type { Device, NetworkObserved, Registration, SeenPhone } from '../../office/core/observed.ts';
import { refuse } from '../../office/core/refusal.ts';
import type { Read } from '../../office/core/store.ts';
import { network as networkTable } from '../../office/features/network/table.ts';
import {
  startPhones,
  type PhoneActionName,
  type PhoneFetch,
  type PhoneOffer,
  type PhonesHandle,
  type PhoneSighting,
} from '../../phones/index.ts';
import type { Mac } from '../../phones/mac.ts';
import { vendorById } from '../../phones/vendors/index.ts';
import { adoptedPhones } from './adopted.ts';
import { createLives } from './lives.ts';
import { deviceOfPhone, type PhoneRow, type Server } from './profile.ts';

export interface DeskDeps {
  read: Read;
  now(): number;
  registration(device: Device): Registration;
  /** A NOTIFY through Asterisk, which is the registrar that a phone believes. */
  notify(device: Device, headers: Record<string, string>): Promise<void>;
  changed(phones: SeenPhone[]): void;
  /** This phone has fetched the settings that it should have. */
  fetched(mac: Mac): void;
  note(text: string): void;
  pnp?: { group?: string; port?: number };
}

export interface PhoneDesk {
  /** Listens at this address from now on, or nowhere; resolves also when it could not, see `failure`. */
  serve(network: NetworkObserved): Promise<void>;
  readonly failure: Error | undefined;
  readonly httpPort: number | undefined;
  commit(touched: readonly Touched[]): void;
  registrationsChanged(): void;
  /** Tells a phone to fetch its settings again; refuses with the reason when it cannot be told. */
  tell(mac: Mac, action?: Exclude<PhoneActionName, 'showText'>): Promise<void>;
  identify(mac: Mac, text: string): Promise<void>;
  ignore(mac: Mac): void;
  /** Tells every adopted phone that is reachable; returns those of which a fetch can be expected. */
  tellAll(): Promise<Mac[]>;
  urlOf(mac: Mac): string | undefined;
  seen(mac: Mac): SeenPhone | undefined;
  stop(): Promise<void>;
}

const lookEveryMs = 5000;
/** Phones told at a time when all of them are. */
const toldTogether = 16;

export function openPhoneDesk(deps: DeskDeps): PhoneDesk {
  const { read, now } = deps;
  let handle: PhonesHandle | undefined;
  let server: Server | undefined;
  let failure: Error | undefined;
  const adopted = adoptedPhones(read, () => server);
  const lives = createLives(() => deps.changed(lives.list()));
  const registered = new Map<Mac, Registration['status']>();
  const timer = setInterval(() => lives.look(now()), lookEveryMs);
  timer.unref();

  const wantedHash = (mac: Mac): string => {
    const files = handle?.filesOf(mac);
    if (files && !files.ok) lives.apply(mac, { kind: 'config-impossible', at: now(), problem: files.problem });
    return files?.ok ? files.hash : '';
  };

  function join(phone: PhoneRow): void {
    const { mac } = phone;
    lives.apply(mac, {
      kind: 'seen', at: lives.get(mac)?.lastSeen ?? phone.adoptedAt, via: 'registration', vendor: phone.vendor, model: phone.model,
    }); // prettier-ignore
    lives.apply(mac, { kind: 'adopted', at: now() });
    if (phone.identityId !== null) lives.apply(mac, { kind: 'assigned', at: now(), hash: wantedHash(mac) });
    follow(phone);
  }

  function follow(phone: PhoneRow): void {
    const device = deviceOfPhone(read, phone);
    const one: Registration = device === undefined ? { status: 'never' } : deps.registration(device);
    if (one.status === 'unknown' || registered.get(phone.mac) === one.status) return;
    registered.set(phone.mac, one.status);
    if (one.status === 'registered')
      lives.apply(phone.mac, { kind: 'registered', at: now(), address: hostOf(one.address) });
    else if (one.status === 'unregistered' && one.reason) {
      lives.apply(phone.mac, { kind: 'registration-failed', at: now(), reason: one.reason.kind.replace('-', ' ') });
    } else if (one.status === 'unregistered') lives.apply(phone.mac, { kind: 'unregistered', at: now() });
  }

  function onSeen(sighting: PhoneSighting): void {
    if (sighting.mac === undefined) return;
    lives.apply(sighting.mac, {
      kind: 'seen',
      at: sighting.at,
      via: sighting.via,
      address: sighting.address,
      ...(sighting.vendorId === undefined ? {} : { vendor: sighting.vendorId }),
      ...(sighting.model === undefined ? {} : { model: sighting.model }),
      ...(sighting.firmware === undefined ? {} : { firmware: sighting.firmware }),
      isSupported: sighting.vendorId !== undefined,
    });
  }

  function onOffer(offer: PhoneOffer): void {
    if (offer.outcome === 'sent') lives.apply(offer.mac, { kind: 'offered', at: offer.at, via: 'pnp' });
    if (offer.outcome === 'mac-conflict') {
      lives.apply(offer.mac, {
        kind: 'conflict-seen',
        at: offer.at,
        detail: offer.message ?? 'Two devices use this address.',
      });
    }
  }

  function onFetch(fetch: PhoneFetch): void {
    const { mac, hash } = fetch;
    if (mac === undefined || fetch.by === 'nobody' || !fetch.isSecret || hash === undefined) return;
    lives.apply(mac, { kind: 'fetched', at: fetch.at, hash, address: fetch.address });
    if (hash === wantedHash(mac)) deps.fetched(mac);
  }

  async function tell(mac: Mac, action: Exclude<PhoneActionName, 'showText'> = 'resync'): Promise<void> {
    const phone = adopted.row(mac);
    const device = phone && deviceOfPhone(read, phone);
    const one = device === undefined ? undefined : deps.registration(device);
    const vendor = vendorById(phone?.vendor ?? lives.get(mac)?.vendor ?? '');
    const notify = vendor?.actions[action];
    if (notify?.via === 'none') refuse({ kind: 'unavailable', message: notify.note });
    if (device !== undefined && one?.status === 'registered' && notify?.event !== undefined) {
      await deps.notify(device, { Event: notify.event });
    } else if (handle?.offer(mac) !== true) await actDirectly(mac, action);
    lives.apply(mac, { kind: 'restart-sent', at: now() });
  }

  async function actDirectly(mac: Mac, action: PhoneActionName, text?: string): Promise<void> {
    const phone = adopted.row(mac);
    const device = phone && deviceOfPhone(read, phone);
    const one = device === undefined ? undefined : deps.registration(device);
    const [host, port] = one?.status === 'registered' ? split(one.address) : [lives.get(mac)?.address, undefined];
    const restart = 'Unplug the phone and plug it in again: it asks for its settings when it starts.';
    if (!handle) refuse({ kind: 'unavailable', message: 'Phones are not served now, see System > Health.' });
    if (host === undefined) refuse({ kind: 'unavailable', message: `Nobody knows where this phone is. ${restart}` });
    try {
      await handle.act(action, {
        mac,
        host,
        ...(port === undefined ? {} : { port }),
        ...(text === undefined ? {} : { text }),
      });
    } catch (error) {
      refuse({ kind: 'unavailable', message: `${error instanceof Error ? error.message : String(error)} ${restart}` });
    }
  }

  /** A change that phones have to fetch: told in the background, and followed by their lives. */
  function tellLater(mac: Mac): void {
    tell(mac).catch((error: unknown) => deps.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`));
  }

  for (const phone of adopted.all()) join(phone);

  return {
    get failure() {
      return failure;
    },
    get httpPort() {
      return handle?.httpPort;
    },
    async serve(network) {
      await handle?.close();
      handle = undefined;
      failure = undefined;
      server = undefined;
      adopted.moved();
      const { address, sipPort, httpPort } = network;
      if (address === null) return;
      const isOffering = () => read.get(networkTable, 'network')?.plugAndPlay ?? true;
      server = { address, sipPort, tlsPort: sipPort + 1, httpPort };
      try {
        handle = await startPhones({
          address,
          httpPort,
          sipPnp: { enabled: true, ...deps.pnp },
          profileOf: adopted.profile,
          tokenOf: (mac) => adopted.row(mac)?.provisioningToken,
          byToken: adopted.byToken,
          policy: (mac) => (adopted.row(mac) && isOffering() ? 'offer' : 'ignore'),
          onSeen,
          onOffer,
          onFetch,
          now,
        });
        server = { ...server, httpPort: handle.httpPort };
        adopted.moved();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        deps.note(failure.message);
      }
      for (const phone of adopted.all())
        lives.apply(phone.mac, { kind: 'config-changed', at: now(), hash: wantedHash(phone.mac) });
    },
    commit(touched) {
      for (const mac of adopted.changed(touched)) {
        const phone = adopted.row(mac);
        const life = lives.get(mac);
        if (!phone) {
          lives.forget(mac);
          registered.delete(mac);
        } else if (!life?.isAdopted) {
          if (life?.address !== undefined) handle?.allowFirstFetch({ mac, address: life.address });
          join(phone);
          tellLater(mac);
        } else {
          const hash = wantedHash(mac);
          if (hash === life.wantedHash) continue;
          const isAssigned = phone.identityId !== null;
          registered.delete(mac);
          if (isAssigned !== life.isAssigned || touched.some((one) => one.table === 'phones' && one.id === phone.id)) {
            lives.apply(mac, { kind: isAssigned ? 'assigned' : 'unassigned', at: now(), hash });
          } else lives.apply(mac, { kind: 'config-changed', at: now(), hash });
          tellLater(mac);
        }
      }
    },
    registrationsChanged: () => adopted.all().forEach(follow),
    tell,
    identify: (mac, text) => actDirectly(mac, 'showText', text),
    ignore: (mac) => lives.apply(mac, { kind: 'ignored', at: now() }),
    async tellAll() {
      const expected: Mac[] = [];
      const waiting = adopted.all().map(({ mac }) => mac);
      const worker = async () => {
        for (let mac = waiting.pop(); mac !== undefined; mac = waiting.pop()) {
          try {
            await tell(mac);
            expected.push(mac);
          } catch (error) {
            deps.note(`${mac}: ${error instanceof Error ? error.message : String(error)}`);
            // One that worked until now comes back by itself and is waited for; one that nobody saw is not.
            if (lives.get(mac)?.address !== undefined) expected.push(mac);
          }
        }
      };
      await Promise.all(Array.from({ length: toldTogether }, worker));
      return expected.sort();
    },
    urlOf: (mac) => handle?.urlOf(mac),
    seen: (mac) => lives.list().find((one) => one.mac === mac),
    async stop() {
      clearInterval(timer);
      await handle?.close();
    },
  };
}

/** `192.0.2.7:5060`, `[2001:db8::7]:5061` */
function split(address: string): [host: string, port: number | undefined] {
  const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(address);
  return [parts?.[1] ?? parts?.[2] ?? address, parts?.[3] === undefined ? undefined : Number(parts[3])];
}

const hostOf = (address: string): string => split(address)[0];
