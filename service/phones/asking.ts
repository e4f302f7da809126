/**
 * What somebody asked one phone to do, followed until its effect was seen. That a phone was told is not that it did
 * something: only what it does afterwards is proof, and without that the page says what to try.
 *
 *   asked -> sent -> proved          the phone fetched, started again, rang
 *                 -> heard           it confirmed a text; whether that shows, only somebody before it sees
 *                 -> no-effect       nothing was seen in time
 *         -> failed                  it could not be told
 */
import { Refused } from '../../office/core/refusal.ts';
import type { LifeEvent } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';

export const askedActions = ['resync', 'reboot', 'identify', 'ring'] as const;
export type AskedAction = (typeof askedActions)[number];

export interface Asked {
  id: number;
  mac: Mac;
  action: AskedAction;
  state: 'asked' | 'sent' | 'heard' | 'proved' | 'no-effect' | 'failed';
  askedAt: number;
  sentAt: number | null;
  endedAt: number | null;
  /** Until then an effect is waited for. */
  until: number | null;
  /** What was seen, or why not and what to do. */
  words: string | null;
}

export interface AskingDeps {
  tell: (mac: Mac, action: 'resync' | 'reboot') => Promise<unknown>;
  /** Shows a text on the phone; resolves when the phone has confirmed it. */
  showText: (mac: Mac, text: string) => Promise<void>;
  /** Calls the phone for a moment. */
  ring: (mac: Mac) => Promise<void>;
  canShowText: (mac: Mac) => boolean;
  /** It has an account that is registered now. */
  isRegistered: (mac: Mac) => boolean;
  hasAccount: (mac: Mac) => boolean;
  now: () => number;
  changed: () => void;
  ended?: (asked: Asked) => void;
}

export interface Asking {
  /** Resolves when the phone was told or could not be; what became of it is in the list. Throws what is no refusal. */
  ask: (mac: Mac, action: AskedAction, text?: string) => Promise<Asked>;
  heard: (mac: Mac, event: LifeEvent) => void;
  rings: (mac: Mac) => void;
  /** Time passed. */
  look: () => void;
  of: (mac: Mac) => Asked[];
  forget: (mac: Mac) => void;
}

/** A restart takes up to two and a half minutes; a phone on a call fetches when the call is over. */
export const waitMs: Readonly<Record<AskedAction, number>> = {
  resync: 60_000,
  reboot: 180_000,
  identify: 15_000,
  ring: 15_000,
};
const kept = 6;

const noEffect: Readonly<Record<AskedAction, string>> = {
  resync: 'The phone was told, but has not fetched its settings within {n} seconds. Restart it. If that changes nothing either, unplug it and plug it in again.',
  reboot: 'The phone was told, but has not started again within {n} seconds. Unplug it and plug it in again.',
  identify: 'The phone did not ring within {n} seconds. Look whether it is the phone that you think, and whether it has power and network.',
  ring: 'The phone did not ring within {n} seconds. Look whether it is the phone that you think, and whether it has power and network.',
}; // prettier-ignore

interface Following {
  asked: Asked;
  /** It was gone since it was told. */
  isGone: boolean;
  /** It has registered after the sign. */
  isBack: boolean;
  sign: string | undefined;
  /** When the sign was seen. */
  at: number;
}

/** A registration that outlived a restart is believed after this: the phone had time to sign off. */
const settleMs = 10_000;

export function openAsking(deps: AskingDeps): Asking {
  const { now } = deps;
  const all = new Map<Mac, Asked[]>();
  const following = new Map<Mac, Following[]>();
  let last = 0;

  function change(asked: Asked, patch: Partial<Asked>): void {
    const list = all.get(asked.mac) ?? [];
    const index = list.indexOf(asked);
    Object.assign(asked, patch);
    // A new object, for what is shown is compared by identity.
    if (index >= 0) all.set(asked.mac, [...list]);
    deps.changed();
  }

  function end(asked: Asked, state: Asked['state'], words: string): void {
    const rest = (following.get(asked.mac) ?? []).filter((one) => one.asked !== asked);
    if (rest.length > 0) following.set(asked.mac, rest);
    else following.delete(asked.mac);
    change(asked, { state, words, endedAt: now(), until: null });
    deps.ended?.(asked);
  }

  async function send({ mac, action }: Asked, text: string): Promise<'shown' | 'told'> {
    if (action === 'resync' || action === 'reboot') await deps.tell(mac, action);
    else if (action === 'ring' || !deps.canShowText(mac)) await deps.ring(mac);
    else {
      await deps.showText(mac, text);
      return 'shown';
    }
    return 'told';
  }

  function looked(one: Following): void {
    const { asked, sign } = one;
    if (sign === undefined) return;
    if (asked.action !== 'reboot' || !deps.hasAccount(asked.mac)) return end(asked, 'proved', sign);
    // A phone with an account has done it when it is back. One that came back quickly never seemed gone.
    const isBack = one.isBack || now() - one.at >= settleMs;
    if (isBack && deps.isRegistered(asked.mac)) end(asked, 'proved', `${sign} It is back and registered.`);
  }

  const isBoot = (event: LifeEvent): boolean => event.kind === 'seen' && event.via === 'pnp';

  /** What an event proves, in words. */
  function signOf({ asked, isGone }: Following, event: LifeEvent): string | undefined {
    if (asked.action === 'resync') return event.kind === 'fetched' ? 'It has fetched its settings.' : undefined;
    if (asked.action !== 'reboot') return undefined;
    if (isBoot(event)) return 'It has started again and asked the network for its settings.';
    if (event.kind === 'fetched') return 'It has fetched its settings, as a phone does when it starts.';
    return event.kind === 'registered' && isGone ? 'It signed off and on again.' : undefined;
  }

  function seen(one: Following, event: LifeEvent): void {
    const { asked } = one;
    if (event.at < asked.askedAt) return;
    const sign = signOf(one, event);
    if (sign !== undefined && (one.sign === undefined || isBoot(event))) {
      one.sign = sign;
      one.at = now();
    }
    if (event.kind === 'unregistered') one.isGone = true;
    one.isBack = event.kind === 'registered' ? one.sign !== undefined : one.isBack && event.kind !== 'unregistered';
    looked(one);
  }

  return {
    async ask(mac, action, text = '') {
      const at = now();
      const asked: Asked = {
        id: (last += 1), mac, action, state: 'asked', askedAt: at, sentAt: null, endedAt: null, until: at + waitMs[action], words: null,
      }; // prettier-ignore
      all.set(mac, [...(all.get(mac) ?? []), asked].slice(-kept));
      // Followed from before it is told: a quick phone fetches before it has confirmed.
      following.set(mac, [...(following.get(mac) ?? []), { asked, isGone: false, isBack: false, sign: undefined, at }]);
      deps.changed();
      try {
        const how = await send(asked, text);
        if (asked.endedAt !== null) change(asked, { sentAt: now() });
        else if (how === 'shown')
          end(asked, 'heard', `The phone has confirmed “${text}”. Look at it: whether it shows, only you can see.`);
        else change(asked, { state: 'sent', sentAt: now(), until: now() + waitMs[action] });
      } catch (error) {
        if (asked.endedAt === null) end(asked, 'failed', error instanceof Error ? error.message : String(error));
        if (!(error instanceof Refused)) throw error;
      }
      return asked;
    },
    heard(mac, event) {
      for (const one of following.get(mac) ?? []) seen(one, event);
    },
    rings(mac) {
      for (const { asked } of following.get(mac) ?? [])
        if (asked.action === 'identify' || asked.action === 'ring') end(asked, 'proved', 'It rings now.');
    },
    look() {
      for (const one of [...following.values()].flat()) {
        const { asked } = one;
        looked(one);
        if (asked.endedAt !== null) continue;
        if (asked.until === null || now() < asked.until || asked.state !== 'sent') continue;
        end(asked, 'no-effect', noEffect[asked.action].replace('{n}', String(waitMs[asked.action] / 1000)));
      }
    },
    of: (mac) => all.get(mac) ?? [],
    forget(mac) {
      all.delete(mac);
      following.delete(mac);
    },
  };
}
