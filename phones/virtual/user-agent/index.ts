/**
 * A small SIP phone of our own, for practice and for tests on computers without baresip: registers with digest, rings,
 * answers, calls, watches lamps, hears NOTIFY, says silence. UDP and plain RTP only; what it cannot do it refuses and says.
 */

import { createHash } from 'node:crypto';
import { digestFields } from '../../sip/digest.ts';
import { answerTo, headerOf, paramsOf, parseSipUri, type SipRequest } from '../../sip/message.ts';
import type { VirtualAccount } from '../settings.ts';
import type { PhoneStack, StackOptions } from '../stack.ts';
import { answerWith, incomingCall, outgoingCall, type Call } from './call.ts';
import { watchLamps } from './lamps.ts';
import { keepRegistered } from './registration.ts';
import { hex, openRequests } from './requests.ts';
import { openWire, type Place, type Wire } from './wire.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const REALM = 'phone';

/** Whether this NOTIFY was sent by somebody who knows the account's password (RFC 2617). */
function isKnown(request: SipRequest, accounts: readonly VirtualAccount[], nonce: string): boolean {
  const fields = digestFields(headerOf(request, 'authorization') ?? '');
  const of = (name: string): string => fields.get(name) ?? '';
  if (of('nonce') !== nonce || of('realm') !== REALM) return false;
  return accounts.some(({ authUser, secret }) => {
    const [ha1, ha2] = [md5(`${authUser}:${REALM}:${secret}`), md5(`${request.method}:${of('uri')}`)];
    const middle = of('qop') === '' ? nonce : `${nonce}:${of('nc')}:${of('cnonce')}:${of('qop')}`;
    return of('username') === authUser && of('response') === md5(`${ha1}:${middle}:${ha2}`);
  });
}

export async function startUserAgent(options: StackOptions): Promise<PhoneStack> {
  const { accounts, bind, userAgent, emit } = options;
  const [first] = accounts;
  if (first === undefined) throw new Error('a phone without an account has nothing to register');
  const opened: { wire?: Wire } = {};
  const wire = (): Wire => {
    if (opened.wire === undefined) throw new Error('the wire is not open yet');
    return opened.wire;
  };
  const requests = openRequests(wire, userAgent);
  const nonce = hex(8);
  const tag = hex(5);
  let call: Call | undefined;
  const callOptions = { wire, requests, bind, userAgent, emit };

  function onNotify(request: SipRequest, from: Place): void {
    const event = headerOf(request, 'event') ?? '';
    const contentType = headerOf(request, 'content-type') ?? '';
    const reply = (status: number, reason: string, headers: readonly (readonly [string, string])[] = []): void => {
      wire().send(answerTo(request, status, reason, { tag, headers }), from);
    };
    if (lamps.hear(request)) {
      reply(200, 'OK');
      return;
    }
    if (paramsOf(event).value.toLowerCase() === 'message-summary') {
      reply(200, 'OK');
      emit({ kind: 'messages', waiting: /^\s*Messages-Waiting\s*:\s*yes/im.test(request.body) });
      return;
    }
    if (options.onNotify({ event, contentType, body: request.body }, isKnown(request, accounts, nonce))) {
      reply(200, 'OK');
    } else {
      reply(401, 'Unauthorized', [
        ['WWW-Authenticate', `Digest realm="${REALM}", nonce="${nonce}", algorithm=MD5, qop="auth"`],
      ]);
    }
  }

  function onRequest(request: SipRequest, from: Place): void {
    const contact = `sip:${first?.user ?? ''}@${wire().here}`;
    const reply = (status: number, reason: string): void => {
      wire().send(answerWith(request, status, reason, { tag, contact, userAgent }), from);
    };
    if (request.method === 'NOTIFY') onNotify(request, from);
    else if (call !== undefined && call.id === headerOf(request, 'call-id')) call.hear(request, from);
    else if (request.method === 'INVITE') {
      const user = parseSipUri(request.uri)?.user;
      const account = accounts.find((one) => one.user === user);
      if (account === undefined) reply(404, 'Not Found');
      else if (call !== undefined && !call.isOver) reply(486, 'Busy Here');
      else call = incomingCall(request, from, account, callOptions);
    } else if (request.method === 'OPTIONS') reply(200, 'OK');
    else if (request.method !== 'ACK') reply(481, 'Call/Transaction Does Not Exist');
  }

  opened.wire = await openWire(bind, { request: onRequest, response: (response) => requests.hear(response) });
  const { here } = opened.wire;
  const lamps = watchLamps(options.lamps, first, here, requests, emit);
  const registered = accounts.map((account) => keepRegistered(account, here, requests, emit));

  return {
    answer: () => call?.answer(),
    hangUp: () => {
      if (call?.isOver === false) call.hangUp();
    },
    dial: (number) => {
      if (call === undefined || call.isOver) call = outgoingCall(number, first, callOptions);
    },
    close: async (how) => {
      if (how === 'pulled') {
        for (const one of registered) one.stop();
        lamps.stop();
      } else {
        if (call?.isOver === false) call.hangUp();
        await Promise.all([...registered.map((one) => one.close()), lamps.close()]);
      }
      call?.drop();
      requests.end();
      await wire().close();
    },
  };
}
