/** Keeps one account registered (RFC 3261 section 10): anew before it ends, again after a failure, and off at the end. */

import { headerOf, headersOf, paramsOf, uriOf, type SipResponse } from '../../sip/message.ts';
import type { VirtualAccount } from '../settings.ts';
import type { StackEvent } from '../stack.ts';
import { hex, type Requests } from './requests.ts';

const WISHED_SECONDS = 300;
/** After a failure; a wrong password is not right a moment later. */
const AGAIN_MS = { silent: 10_000, refused: 60_000 };

export type Registered = { close: () => Promise<void>; stop: () => void };

/** What the registrar granted to this contact, of all that it lists. */
function granted(response: SipResponse, contact: string): number {
  const own = headersOf(response, 'contact').flatMap((header) => header.split(/,(?=\s*(?:"[^"]*"\s*)?<)/)).find((one) => uriOf(one).startsWith(contact)); // prettier-ignore
  const text = (own === undefined ? undefined : paramsOf(own).params.get('expires')) ?? headerOf(response, 'expires');
  const seconds = Number(text ?? WISHED_SECONDS);
  return Number.isInteger(seconds) && seconds > 0 ? seconds : WISHED_SECONDS;
}

export function keepRegistered(
  account: VirtualAccount,
  here: string,
  requests: Requests,
  emit: (event: StackEvent) => void,
): Registered {
  const { user, host, port } = account;
  const registrar = `sip:${host}:${port}`;
  const contact = `sip:${user}@${here}`;
  const callId = hex(12);
  const me = `<sip:${user}@${host}>`;
  let cseq = 0;
  let again: NodeJS.Timeout | undefined;
  let isIn = false;
  let isOver = false;
  let lastSaid = '';

  const ask = (expires: number, waitMs?: number): Promise<SipResponse | undefined> =>
    requests.ask({
      account,
      method: 'REGISTER',
      uri: registrar,
      to: { host, port },
      cseq: () => (cseq += 1),
      headers: [
        ['From', `${me};tag=${hex(4)}`],
        ['To', me],
        ['Call-ID', callId],
        ['Contact', `<${contact}>;expires=${expires}`],
        ['Expires', String(expires)],
        ['Allow', 'INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY'],
      ],
      ...(waitMs === undefined ? {} : { waitMs }),
    });

  async function renew(): Promise<void> {
    const response = await ask(WISHED_SECONDS);
    if (isOver) return;
    if (response?.status === 200) {
      // Said each time that the registrar says yes: a phone that came back is told from one that never left by its boot.
      if (!isIn) emit({ kind: 'registered', user });
      isIn = true;
      lastSaid = '';
      again = setTimeout(() => void renew(), granted(response, contact) * 800);
      return;
    }
    isIn = false;
    const reason = response === undefined ? 'no answer' : `${response.status} ${response.reason}`;
    if (reason !== lastSaid) emit({ kind: 'register-failed', user, reason });
    lastSaid = reason;
    again = setTimeout(() => void renew(), response === undefined ? AGAIN_MS.silent : AGAIN_MS.refused);
  }

  const stop = (): void => {
    isOver = true;
    clearTimeout(again);
  };

  if (account.transport === 'udp') void renew();
  else
    emit({
      kind: 'register-failed',
      user,
      reason: `this line wants ${account.transport.toUpperCase()}, and this virtual phone speaks SIP over UDP only`,
    });

  return {
    stop,
    close: async () => {
      stop();
      if (!isIn) return;
      const response = await ask(0, 1500);
      if (response?.status === 200) emit({ kind: 'unregistered', user });
    },
  };
}
