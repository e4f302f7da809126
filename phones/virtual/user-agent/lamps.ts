/** The lamps beside the keys: dialog state of other numbers (RFC 4235), subscribed and renewed (RFC 6665). */

import { headerOf, paramsOf, type SipRequest } from '../../sip/message.ts';
import type { VirtualAccount } from '../settings.ts';
import type { LampState, StackEvent } from '../stack.ts';
import { hex, type Requests } from './requests.ts';

const WISHED_SECONDS = 3600;
const AGAIN_MS = 60_000;

/** Of all dialogs of the number: ringing counts more than busy, for that is when somebody can pick up. */
export function lampOf(body: string): LampState {
  const states = [...body.matchAll(/<state[^>]*>\s*([a-z]+)\s*<\/state>/gi)].map(([, state]) => state?.toLowerCase());
  if (states.some((state) => state === 'early' || state === 'proceeding' || state === 'trying')) return 'ringing';
  return states.includes('confirmed') ? 'busy' : 'off';
}

export type Lamps = {
  /** Whether this NOTIFY was about one of them. */
  hear: (notify: SipRequest) => boolean;
  close: () => Promise<void>;
  stop: () => void;
};

export function watchLamps(
  numbers: readonly string[],
  account: VirtualAccount,
  here: string,
  requests: Requests,
  emit: (event: StackEvent) => void,
): Lamps {
  const watched = new Map<string, { number: string; renew: (expires: number) => Promise<unknown>; timer?: NodeJS.Timeout }>(); // prettier-ignore
  const shown = new Map<string, LampState>();
  let isOver = false;

  for (const number of new Set(numbers)) {
    const callId = hex(12);
    const tag = hex(5);
    const uri = `sip:${encodeURIComponent(number)}@${account.host}:${account.port}`;
    let to = `<${uri}>`;
    let cseq = 0;
    const ask = async (expires: number): Promise<void> => {
      const response = await requests.ask({
        account,
        method: 'SUBSCRIBE',
        uri,
        to: { host: account.host, port: account.port },
        cseq: () => (cseq += 1),
        headers: [
          ['From', `<sip:${account.user}@${account.host}>;tag=${tag}`],
          ['To', to],
          ['Call-ID', callId],
          ['Contact', `<sip:${account.user}@${here}>`],
          ['Event', 'dialog'],
          ['Accept', 'application/dialog-info+xml'],
          ['Expires', String(expires)],
        ],
        ...(expires === 0 ? { waitMs: 1000 } : {}),
      });
      const isGood = response !== undefined && response.status < 300;
      if (isGood) to = headerOf(response, 'to') ?? to;
      if (isOver || expires === 0) return;
      const seconds = Number(response === undefined ? '' : headerOf(response, 'expires')) || WISHED_SECONDS;
      const one = watched.get(callId);
      if (one !== undefined) one.timer = setTimeout(() => void ask(WISHED_SECONDS), isGood ? seconds * 800 : AGAIN_MS);
    };
    watched.set(callId, { number, renew: ask });
    void ask(WISHED_SECONDS);
  }

  const stop = (): void => {
    isOver = true;
    for (const { timer } of watched.values()) clearTimeout(timer);
  };

  return {
    hear: (notify) => {
      const one = watched.get(headerOf(notify, 'call-id') ?? '');
      if (one === undefined || paramsOf(headerOf(notify, 'event') ?? '').value.toLowerCase() !== 'dialog') return false;
      const state = lampOf(notify.body);
      if (shown.get(one.number) !== state) emit({ kind: 'lamp', number: one.number, state });
      shown.set(one.number, state);
      return true;
    },
    stop,
    close: async () => {
      stop();
      await Promise.all([...watched.values()].map(({ renew }) => renew(0)));
    },
  };
}
