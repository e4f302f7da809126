/**
 * Ends the registrations that were made with a password which is not valid any more (spec I3): Asterisk asks for a
 * password only when a phone registers, so a phone that was carried away would go on ringing until its time runs out.
 */
import type { Touched } from '../../db/journal.ts';
import type { Device, Registration } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { deviceOf, identities } from '../../office/features/identities/table.ts';
import { signOff } from '../../phones/sip/sign-off.ts';

export interface SigningOffDeps {
  read: Read;
  registration: (device: Device) => Registration;
  /** Where Asterisk listens, or undefined while there is no address. */
  registrar: () => { host: string; port: number } | undefined;
  now: () => number;
  note: (text: string) => void;
}

export interface SigningOff {
  /** Passwords may have changed. The phones concerned are told first: what is registered can still be reached. */
  changed: (touched: readonly Touched[], told: Promise<unknown>) => void;
  /** Registrations have changed: what could not be ended before is tried again. */
  again: () => void;
}

export function openSigningOff(deps: SigningOffDeps): SigningOff {
  const waiting = new Map<string, { device: Device; at: number; isBusy: boolean }>();

  async function attempt(id: string): Promise<void> {
    const one = waiting.get(id);
    if (!one || one.isBusy) return;
    const identity = deps.read.get(identities, id);
    const state = deps.registration(one.device);
    const registrar = deps.registrar();
    if (state.status === 'unknown' || (identity && !registrar)) return;
    // Gone, or registered anew since then: with the new password.
    const isOld = state.status === 'registered' && state.since <= one.at;
    if (!identity || !registrar || !isOld) return void waiting.delete(id);
    one.isBusy = true;
    try {
      const { host, port } = registrar;
      const target = { host, port, transport: 'udp', timeoutMs: 4000, localAddress: host } as const;
      await signOff(target, { user: one.device, secret: identity.secret });
      waiting.delete(id);
    } catch (error) {
      one.isBusy = false;
      deps.note(`${one.device} is still registered with its old password: ${String(error)}`);
    }
  }

  return {
    changed(touched, told) {
      const ids = touched.flatMap(({ table, id, before, after }) => {
        const isNew = table === 'identities' && before && after && before['secret'] !== after['secret'];
        return isNew ? [id] : [];
      });
      for (const id of ids) {
        const identity = deps.read.get(identities, id);
        if (identity) waiting.set(id, { device: deviceOf(identity), at: deps.now(), isBusy: false });
      }
      if (ids.length > 0) void told.then(() => ids.forEach((id) => void attempt(id)));
    },
    again: () => {
      for (const id of waiting.keys()) void attempt(id);
    },
  };
}
