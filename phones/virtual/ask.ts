/**
 * A virtual phone asks its network where its settings are: SUBSCRIBE `ua-profile` to the group, repeated until answered
 * (RFC 6080 as phones speak it, provisioning reference D1). The same socket stays open afterwards and hears a NOTIFY that
 * is sent straight to the phone.
 */

import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { answerTo, buildRequest, headerOf, parseSip, type SipRequest } from '../sip/message.ts';
import type { NotifyHeard, PnpQuestion } from './boots/define.ts';

/** RFC 3261: T1 doubling to T2, given up after 64 T1. */
const ASK = { first: 500, longest: 4000, givenUp: 32_000 };

export type AskOptions = {
  group?: string;
  port?: number;
  localPort?: number;
  /** 0: to this computer only. Datagrams with it never leave the machine (RFC 1112 section 6.1). */
  ttl?: number;
};

export type Ears = {
  /** The URL that the office told; `undefined` when nobody answered. */
  ask: (
    question: PnpQuestion,
    options: { forMs?: number; asked: (tries: number) => void },
  ) => Promise<string | undefined>;
  close: () => Promise<void>;
};

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

function subscribe(question: PnpQuestion, here: { address: string; port: number; callId: string }): Buffer {
  const party = question.party ?? question.uri;
  const user = question.contactUser === undefined ? '' : `${question.contactUser}@`;
  return buildRequest('SUBSCRIBE', question.uri, {
    headers: [
      ['Via', `SIP/2.0/UDP ${here.address}:${here.port};branch=z9hG4bK-${here.callId.slice(0, 12)};rport`],
      ['From', `<${party}>;tag=${hex(5)}`],
      ['To', `<${party}>`],
      ['Call-ID', here.callId],
      ['CSeq', '1 SUBSCRIBE'],
      ['Max-Forwards', '70'],
      ['Contact', `<sip:${user}${here.address}:${here.port}>`],
      ['Event', question.event],
      ['Expires', '0'],
      ['Accept', question.accept ?? 'application/url'],
      ...(question.userAgent === undefined ? [] : [['User-Agent', question.userAgent] as const]),
      ...(question.extra ?? []),
    ],
  });
}

/** The SUBSCRIBE as bytes, for tests that send it themselves. */
export const subscribeBytes = subscribe;

const isAboutProfile = (notify: SipRequest, callId: string): boolean =>
  headerOf(notify, 'call-id') === callId && headerOf(notify, 'content-type')?.toLowerCase() === 'application/url';

export async function openEars(
  bind: string,
  options: AskOptions,
  onNotify: (notify: NotifyHeard) => void,
): Promise<Ears> {
  const socket: Socket = createSocket({ type: 'udp4' });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: bind, port: options.localPort ?? 0 }, resolve);
  });
  socket.on('error', () => undefined); // ICMP of single datagrams; asking goes on until its time is up.
  const { group = '224.0.1.75', port = 5060 } = options;
  if (/^2(2[4-9]|3\d)\./.test(group)) {
    socket.setMulticastInterface(bind);
    socket.setMulticastLoopback(true);
    if (options.ttl !== undefined) socket.setMulticastTTL(options.ttl);
  }
  let asking: { callId: string; answered: () => void; told: (url: string) => void; end: () => void } | undefined;

  socket.on('message', (datagram, from) => {
    const message = parseSip(datagram);
    if (message.kind === 'response' && headerOf(message, 'call-id') === asking?.callId) asking?.answered();
    if (message.kind !== 'request' || message.method !== 'NOTIFY') return;
    socket.send(answerTo(message, 200, 'OK', { tag: hex(4) }), from.port, from.address, () => undefined);
    if (asking !== undefined && isAboutProfile(message, asking.callId)) asking.told(message.body.trim());
    else if (asking === undefined)
      onNotify({
        event: headerOf(message, 'event') ?? '',
        contentType: headerOf(message, 'content-type') ?? '',
        body: message.body,
      });
  });

  return {
    ask: (question, { forMs = ASK.givenUp, asked }) => {
      const callId = hex(12);
      const bytes = subscribe(question, { address: bind, port: socket.address().port, callId });
      return new Promise((resolve) => {
        let tries = 0;
        let repeat: NodeJS.Timeout | undefined;
        const finish = (url: string | undefined): void => {
          clearTimeout(repeat);
          clearTimeout(giveUp);
          asking = undefined;
          resolve(url);
        };
        const giveUp = setTimeout(finish, forMs, undefined);
        const send = (wait: number): void => {
          tries += 1;
          socket.send(bytes, port, group, () => undefined);
          asked(tries);
          repeat = setTimeout(send, wait, Math.min(wait * 2, ASK.longest));
        };
        asking = {
          callId,
          answered: () => {
            clearTimeout(repeat);
          },
          told: finish,
          end: () => {
            finish(undefined);
          },
        };
        send(ASK.first);
      });
    },
    close: () => {
      asking?.end();
      return new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      });
    },
  };
}
