/**
 * Tells one phone to do something, by the way that it believes most: through Asterisk, which is its registrar; by the
 * answer to its question while it asks; straight to where it listens. A phone that cannot be told is refused with what to
 * do. That a phone was told says nothing about what it did.
 */
import type { Device, Registration } from '../../office/core/observed.ts';
import { refuse } from '../../office/core/refusal.ts';
import type { Read } from '../../office/core/store.ts';
import type { PhoneActionName, PhonesHandle } from '../../phones/index.ts';
import type { Mac } from '../../phones/mac.ts';
import { PhoneWebError } from '../../phones/actions/http.ts';
import { vendorById } from '../../phones/vendors/index.ts';
import { causeOf } from './causes.ts';
import type { Adopted } from './adopted.ts';
import type { Lives } from './lives.ts';
import { deviceOfPhone } from './account-lines.ts';

export interface TellingDeps {
  read: Read;
  adopted: Adopted;
  lives: Lives;
  registration: (device: Device) => Registration;
  notify: (device: Device, headers: Record<string, string>) => Promise<void>;
  handle: () => PhonesHandle | undefined;
  now: () => number;
}

export type Told = Exclude<PhoneActionName, 'showText'>;
/** `directly`: not through Asterisk, which may know the phone by an address that it left. */
export type Way = 'any' | 'directly';

export interface Telling {
  /** Resolves with whether the phone confirmed that it heard. */
  tell: (mac: Mac, wanted?: Told, way?: Way) => Promise<{ heard: boolean }>;
  identify: (mac: Mac, text: string) => Promise<void>;
  /** The device under which the registrar reaches this phone now, and where. */
  reached: (mac: Mac) => { device: Device; address: string } | undefined;
  /** The device by which the registrar knows a phone, used until the phone has registered as another one. */
  knownAs: (mac: Mac, device: Device | undefined) => void;
}

const restart = 'Unplug the phone and plug it in again: it asks for its settings when it starts.';

export function tellPhones(deps: TellingDeps): Telling {
  const { adopted, lives, registration } = deps;
  const known = new Map<Mac, Device>();

  function reached(mac: Mac): { device: Device; address: string } | undefined {
    const phone = adopted.row(mac);
    const own = phone && deviceOfPhone(deps.read, phone);
    for (const device of [own, known.get(mac)]) {
      const one = device === undefined ? undefined : registration(device);
      if (device === undefined || one?.status !== 'registered') continue;
      const here = lives.get(mac)?.address;
      // After an assignment either may still be, or already be, another phone.
      if (here === undefined || hostOf(one.address) === here) return { device, address: one.address };
    }
    return undefined;
  }

  async function tell(mac: Mac, wanted: Told = 'resync', way: Way = 'any'): Promise<{ heard: boolean }> {
    const life = lives.get(mac);
    const at = reached(mac);
    const { fetched, offered } = life?.evidence ?? {};
    // A phone that never fetched has no address of ours to fetch from: only a boot makes it ask the network.
    const action = at !== undefined || fetched !== undefined ? wanted : 'reboot';
    const notify = vendorById(adopted.row(mac)?.vendor ?? life?.vendor ?? '')?.actions[action];
    if (notify?.via === 'none') refuse({ kind: 'unavailable', message: notify.note });
    // One that has fetched since it was answered does not ask any more, though its question is remembered.
    const isAsking = fetched === undefined || (offered !== undefined && offered.at > fetched.at);
    let heard = false;
    const byEngine = at !== undefined && notify?.via === 'sip-notify' && way === 'any' ? notify.event : undefined;
    if (at !== undefined && byEngine !== undefined && (await toldByEngine(at.device, byEngine))) heard = false;
    else if (!isAsking || deps.handle()?.offer(mac) !== true) {
      await actDirectly(mac, action);
      heard = true;
    }
    lives.apply(mac, { kind: 'restart-sent', at: deps.now() });
    return { heard };
  }

  /** False when Asterisk does not know the device any more: the line of a phone that has just become somebody's. */
  async function toldByEngine(device: Device, event: string): Promise<boolean> {
    if (!device.startsWith('claim-')) {
      await deps.notify(device, { Event: event });
      return true;
    }
    return deps.notify(device, { Event: event }).then(
      () => true,
      () => false,
    );
  }

  /** To where it is registered from; a phone that has just restarted listens where it said when it booted. */
  async function actDirectly(mac: Mac, action: PhoneActionName, text?: string): Promise<void> {
    const at = reached(mac);
    const host = at === undefined ? lives.get(mac)?.address : hostOf(at.address);
    const handle = deps.handle();
    if (!handle) refuse({ kind: 'unavailable', message: 'Phones are not served now, see System > Health.' });
    if (host === undefined) refuse({ kind: 'unavailable', message: `Nobody knows where this phone is. ${restart}` });
    const target = { mac, host, ...(text === undefined ? {} : { text }) };
    const port = at === undefined ? undefined : split(at.address)[1];
    const act = async (to: typeof target & { port?: number }) => {
      const { status } = await handle.act(action, to);
      if (status > 299) throw new Error(`The phone refused to ${action} (${status}).`);
    };
    try {
      if (port === undefined) await act(target);
      else
        await act({ ...target, port }).catch((error: unknown) => {
          // Its web server has answered; asking again with the same password only locks us out.
          if (error instanceof PhoneWebError) throw error;
          return act(target);
        });
    } catch (error) {
      if (error instanceof PhoneWebError && error.code === 'password-refused') {
        lives.apply(mac, { kind: 'admin-password-refused', at: deps.now() });
        const { message, remedy } = causeOf('wrong-admin-password');
        refuse({ kind: 'unavailable', message: `${message} ${remedy}` });
      }
      refuse({ kind: 'unavailable', message: `${error instanceof Error ? error.message : String(error)} ${restart}` });
    }
  }

  return {
    tell,
    reached,
    identify: (mac, text) => actDirectly(mac, 'showText', text),
    knownAs(mac, device) {
      if (device === undefined) known.delete(mac);
      else known.set(mac, device);
    },
  };
}

/** `192.0.2.7:5060`, `[2001:db8::7]:5061` */
function split(address: string): [host: string, port: number | undefined] {
  const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(address);
  return [parts?.[1] ?? parts?.[2] ?? address, parts?.[3] === undefined ? undefined : Number(parts[3])];
}

export const hostOf = (address: string): string => split(address)[0];
