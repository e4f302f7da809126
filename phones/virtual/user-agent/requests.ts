/**
 * Requests that this phone makes: repeated until answered (RFC 3261 section 17.1), with the account's password when asked
 * for it (section 22). One final answer comes back, or `undefined` when nothing did.
 */

import { randomBytes } from 'node:crypto';
import { digestAnswer } from '../../sip/digest.ts';
import { buildRequest, headerOf, paramsOf, uriOf, type SipResponse } from '../../sip/message.ts';
import type { VirtualAccount } from '../settings.ts';
import type { Place, Wire } from './wire.ts';

const T1 = 500;
const T2 = 4000;
/** 64 T1 (RFC 3261, timers B and F). */
const GIVEN_UP_MS = 32_000;
/** The first question is without a password; a nonce may have aged meanwhile (RFC 2617 section 3.3, `stale`). */
const MOST_CHALLENGES = 2;

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export type Asked = {
  account: VirtualAccount;
  method: string;
  uri: string;
  to: Place;
  /** All but Via, Max-Forwards, CSeq, User-Agent and what the password needs. */
  headers: readonly (readonly [string, string])[];
  body?: string;
  /** The next CSeq of the dialog. */
  cseq: () => number;
  provisional?: (response: SipResponse) => void;
  /** Called before each sending, with what a CANCEL has to repeat. */
  sent?: (what: { branch: string; cseq: number }) => void;
  waitMs?: number;
};

export type Requests = {
  ask: (asked: Asked) => Promise<SipResponse | undefined>;
  hear: (response: SipResponse) => void;
  /** Nothing is sent again, and who waits gets `undefined`. */
  end: () => void;
};

type Open = { hear: (response: SipResponse) => void; end: () => void };

export function openRequests(wire: () => Wire, userAgent: string): Requests {
  const open = new Map<string, Open>();
  const keyOf = (branch: string, method: string): string => `${branch} ${method}`;

  function transact(asked: Asked, extra: readonly (readonly [string, string])[]): Promise<SipResponse | undefined> {
    const branch = `z9hG4bK${hex(10)}`;
    const cseq = asked.cseq();
    const bytes = buildRequest(asked.method, asked.uri, {
      headers: [
        ['Via', `SIP/2.0/UDP ${wire().here};branch=${branch};rport`],
        ['Max-Forwards', '70'],
        ['CSeq', `${cseq} ${asked.method}`],
        ['User-Agent', userAgent],
        ...asked.headers,
        ...extra,
      ],
      ...(asked.body === undefined ? {} : { body: asked.body }),
    });
    asked.sent?.({ branch, cseq });
    return new Promise((resolve) => {
      const key = keyOf(branch, asked.method);
      let repeat: NodeJS.Timeout | undefined;
      const finish = (response: SipResponse | undefined): void => {
        clearTimeout(repeat);
        clearTimeout(giveUp);
        // A final answer to INVITE comes again until the ACK arrives: the entry stays for a while, to acknowledge that too.
        if (asked.method === 'INVITE' && response !== undefined)
          setTimeout(() => open.delete(key), GIVEN_UP_MS).unref();
        else open.delete(key);
        resolve(response);
      };
      const giveUp = setTimeout(finish, asked.waitMs ?? GIVEN_UP_MS, undefined);
      const send = (wait: number): void => {
        wire().send(bytes, asked.to);
        repeat = setTimeout(send, wait, asked.method === 'INVITE' ? wait * 2 : Math.min(wait * 2, T2));
      };
      open.set(key, {
        hear: (response) => {
          if (response.status < 200) {
            clearTimeout(repeat);
            // It is being worked on: who rings may take as long as people do.
            if (asked.method === 'INVITE') clearTimeout(giveUp);
            asked.provisional?.(response);
            return;
          }
          if (asked.method === 'INVITE') acknowledge(asked, response, branch, cseq);
          finish(response);
        },
        end: () => {
          finish(undefined);
          open.delete(key);
        },
      });
      send(T1);
    });
  }

  /** ACK of a 2xx is a request of its own, that of a failure belongs to the INVITE (RFC 3261 sections 13.2.2.4, 17.1.1.3). */
  function acknowledge(asked: Asked, response: SipResponse, branch: string, cseq: number): void {
    const isGood = response.status < 300;
    const contact = uriOf(headerOf(response, 'contact') ?? '');
    wire().send(
      buildRequest('ACK', isGood && contact !== '' ? contact : asked.uri, {
        headers: [
          ['Via', `SIP/2.0/UDP ${wire().here};branch=${isGood ? `z9hG4bK${hex(10)}` : branch};rport`],
          ['Max-Forwards', '70'],
          ['From', headerOf(response, 'from') ?? ''],
          ['To', headerOf(response, 'to') ?? ''],
          ['Call-ID', headerOf(response, 'call-id') ?? ''],
          ['CSeq', `${cseq} ACK`],
        ],
      }),
      asked.to,
    );
  }

  async function ask(asked: Asked): Promise<SipResponse | undefined> {
    const { account, method, uri } = asked;
    let response = await transact(asked, []);
    for (let n = 0; n < MOST_CHALLENGES; n += 1) {
      const isProxy = response?.status === 407;
      if (response === undefined || (response.status !== 401 && !isProxy)) return response;
      const challenge = headerOf(response, isProxy ? 'proxy-authenticate' : 'www-authenticate') ?? '';
      const answer = digestAnswer(challenge, { method, uri, user: account.authUser, secret: account.secret });
      // Asked again without `stale`: the password is wrong, and saying it once more changes nothing.
      if (answer === undefined || (n > 0 && !/stale\s*=\s*"?true/i.test(challenge))) return response;
      response = await transact(asked, [[isProxy ? 'Proxy-Authorization' : 'Authorization', answer]]);
    }
    return response;
  }

  return {
    ask,
    hear: (response) => {
      const branch = paramsOf(headerOf(response, 'via') ?? '').params.get('branch') ?? '';
      const method = (headerOf(response, 'cseq') ?? '').trim().split(/\s+/)[1] ?? '';
      open.get(keyOf(branch, method))?.hear(response);
    },
    end: () => {
      for (const one of [...open.values()]) one.end();
      open.clear();
    },
  };
}
