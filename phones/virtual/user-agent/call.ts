/**
 * The one call of a virtual phone (RFC 3261 sections 13 to 15): in or out, ringing, up, over. A second caller hears busy.
 * It says silence and listens to nothing; people learn with it, they do not talk over it.
 */

import {
  buildRequest,
  buildResponse,
  headerOf,
  headersOf,
  paramsOf,
  uriOf,
  type SipRequest,
  type SipResponse,
} from '../../sip/message.ts';
import type { VirtualAccount } from '../settings.ts';
import type { StackEvent } from '../stack.ts';
import { hex, type Requests } from './requests.ts';
import { canSpeak, openSilence, type Silence } from './silence.ts';
import type { Place, Wire } from './wire.ts';

type Reply = (status: number, reason: string, body?: string) => void;

export type CallOptions = {
  wire: () => Wire;
  requests: Requests;
  bind: string;
  userAgent: string;
  emit: (event: StackEvent) => void;
};

export type Call = {
  readonly id: string;
  readonly isOver: boolean;
  answer: () => void;
  hangUp: () => void;
  /** A request within the call, or the caller's second thoughts. */
  hear: (request: SipRequest, from: Place) => void;
  /** Whatever happens to the phone, its sockets close. */
  drop: () => void;
};

const T1 = 500;
const T2 = 4000;
const UNACKNOWLEDGED_MS = 32_000;

/** Name and number of who is at the other end; a trusted header counts more than From (RFC 3325). */
function party(
  message: SipRequest | SipResponse,
  header: 'from' | 'to',
): { from: string; number: string; name: string } {
  const text = headerOf(message, 'p-asserted-identity') ?? headerOf(message, header) ?? '';
  const uri = uriOf(text);
  let number = /^sips?:([^@;]*)/.exec(uri)?.[1] ?? '';
  try {
    number = decodeURIComponent(number);
  } catch {
    // Not escaped as it should be: shown as it came.
  }
  return { from: uri, number, name: /^\s*"([^"]*)"/.exec(text)?.[1] ?? '' };
}

/** An answer with a body and our Contact; Record-Route goes back as it came (RFC 3261 section 12.1.1). */
export function answerWith(
  request: SipRequest,
  status: number,
  reason: string,
  ours: { tag: string; contact: string; userAgent: string; body?: string | undefined },
): Buffer {
  const to = headerOf(request, 'to') ?? '';
  return buildResponse(status, reason, {
    headers: [
      ...headersOf(request, 'via').map((via) => ['Via', via] as const),
      ...headersOf(request, 'record-route').map((route) => ['Record-Route', route] as const),
      ['From', headerOf(request, 'from') ?? ''],
      ['To', paramsOf(to).params.has('tag') ? to : `${to};tag=${ours.tag}`],
      ['Call-ID', headerOf(request, 'call-id') ?? ''],
      ['CSeq', headerOf(request, 'cseq') ?? ''],
      ['Contact', `<${ours.contact}>`],
      ['Allow', 'INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY'],
      ['User-Agent', ours.userAgent],
      ...(ours.body === undefined ? [] : [['Content-Type', 'application/sdp'] as const]),
    ],
    ...(ours.body === undefined ? {} : { body: ours.body }),
  });
}

export function incomingCall(invite: SipRequest, from: Place, account: VirtualAccount, options: CallOptions): Call {
  const { wire, emit, userAgent } = options;
  const tag = hex(5);
  const contact = `sip:${account.user}@${wire().here}`;
  const reply: Reply = (status, reason, body) => {
    wire().send(answerWith(invite, status, reason, { tag, contact, userAgent, body }), from);
  };
  const dialog = dialogOf({
    account,
    callId: headerOf(invite, 'call-id') ?? '',
    local: `${headerOf(invite, 'to') ?? ''};tag=${tag}`,
    remote: headerOf(invite, 'from') ?? '',
    target: uriOf(headerOf(invite, 'contact') ?? ''),
    options,
    tag,
  });
  const who = party(invite, 'from');
  let repeat: NodeJS.Timeout | undefined;
  let state: 'ringing' | 'answering' | 'up' = 'ringing';

  reply(180, 'Ringing');
  emit({ kind: 'ringing', ...who });

  const refuse = (status: number, reason: string): void => {
    reply(status, reason);
    dialog.over(reason);
  };
  const stopRepeating = (): void => {
    clearTimeout(repeat);
    repeat = undefined;
  };

  async function answer(): Promise<void> {
    if (state !== 'ringing' || dialog.isOver) return;
    if (!canSpeak(invite.body)) {
      refuse(488, 'Not Acceptable Here');
      return;
    }
    state = 'answering';
    const silence = await dialog.speak();
    if (silence === undefined) return;
    state = 'up';
    const body = silence.sdp(invite.body === '' ? undefined : invite.body);
    const started = Date.now();
    // Repeated until acknowledged, for the 200 of an INVITE nobody else repeats (section 13.3.1.4).
    const send = (wait: number): void => {
      reply(200, 'OK', body);
      if (Date.now() - started > UNACKNOWLEDGED_MS) dialog.bye();
      else repeat = setTimeout(send, wait, Math.min(wait * 2, T2));
    };
    send(T1);
    if (invite.body !== '') silence.hear(invite.body);
    emit({ kind: 'answered', ...who });
  }

  // Paging and intercom: the caller asks the phone to answer by itself (Answer-After of many phones, RFC 7463's idea).
  const wish = [...headersOf(invite, 'call-info'), ...headersOf(invite, 'alert-info')].join(' ');
  if (/answer-after\s*=\s*0|auto-?answer|ring-?answer|info=alert-autoanswer/i.test(wish)) void answer();

  return {
    id: dialog.callId,
    get isOver() {
      return dialog.isOver;
    },
    answer: () => void answer(),
    hangUp: () => {
      stopRepeating();
      if (state === 'up') dialog.bye();
      else refuse(486, 'Busy Here');
    },
    hear: (request, place) => {
      if (request.method === 'ACK') {
        stopRepeating();
        if (invite.body === '') dialog.silence?.hear(request.body);
      } else if (request.method === 'CANCEL') {
        wire().send(answerWith(request, 200, 'OK', { tag, contact, userAgent }), place);
        if (state === 'ringing') {
          reply(487, 'Request Terminated');
          dialog.over('Cancelled');
        }
      } else if (request.method === 'INVITE' && headerOf(request, 'cseq') === headerOf(invite, 'cseq')) {
        if (state === 'ringing') reply(180, 'Ringing'); // The same one again: our answer was lost.
      } else {
        if (request.method === 'BYE') stopRepeating();
        dialog.hear(request, place);
      }
    },
    drop: () => {
      stopRepeating();
      dialog.over('dropped');
    },
  };
}

type DialogStart = {
  account: VirtualAccount;
  callId: string;
  local: string;
  remote: string;
  target: string;
  tag: string;
  options: CallOptions;
};

type Dialog = {
  readonly callId: string;
  readonly isOver: boolean;
  readonly silence: Silence | undefined;
  remote: string;
  target: string;
  cseq: () => number;
  speak: () => Promise<Silence | undefined>;
  bye: () => void;
  hear: (request: SipRequest, from: Place) => void;
  over: (reason: string) => void;
};

function dialogOf({ account, callId, local, remote, target, tag, options }: DialogStart): Dialog {
  const { wire, requests, emit, bind, userAgent } = options;
  const contact = `sip:${account.user}@${wire().here}`;
  let cseq = 1;
  let isOver = false;
  let silence: Silence | undefined;
  const dialog: Dialog = {
    callId,
    remote,
    target,
    get isOver() {
      return isOver;
    },
    get silence() {
      return silence;
    },
    cseq: () => (cseq += 1),
    speak: async () => {
      const opened = await openSilence(bind);
      if (isOver) {
        opened.close();
        return undefined;
      }
      silence = opened;
      return opened;
    },
    bye: () => {
      if (isOver) return;
      void requests.ask({
        account,
        method: 'BYE',
        uri: dialog.target === '' ? `sip:${account.host}:${account.port}` : dialog.target,
        to: { host: account.host, port: account.port },
        cseq: dialog.cseq,
        headers: [
          ['From', local],
          ['To', dialog.remote],
          ['Call-ID', callId],
        ],
        waitMs: 4000,
      });
      dialog.over('Hung up here');
    },
    hear: (request, from) => {
      const reply = (status: number, reason: string, body?: string): void => {
        wire().send(answerWith(request, status, reason, { tag, contact, userAgent, body }), from);
      };
      if (request.method === 'BYE') {
        reply(200, 'OK');
        dialog.over('Hung up there');
      } else if (request.method === 'INVITE' || (request.method === 'UPDATE' && request.body !== '')) {
        // Hold, or another way for the speech.
        if (!canSpeak(request.body) || silence === undefined) {
          reply(488, 'Not Acceptable Here');
          return;
        }
        reply(200, 'OK', silence.sdp(request.body === '' ? undefined : request.body));
        if (request.body !== '') silence.hear(request.body);
      } else if (request.method !== 'ACK') reply(200, 'OK');
    },
    over: (reason) => {
      if (isOver) return;
      isOver = true;
      silence?.close();
      emit({ kind: 'ended', reason });
    },
  };
  return dialog;
}

export function outgoingCall(number: string, account: VirtualAccount, options: CallOptions): Call {
  const { wire, requests, emit } = options;
  const uri = `sip:${encodeURIComponent(number)}@${account.host}:${account.port}`;
  const to = { host: account.host, port: account.port };
  const tag = hex(5);
  const local = `"${account.displayName.replaceAll(/["\\\r\n]/g, ' ')}" <sip:${account.user}@${account.host}>;tag=${tag}`;
  const dialog = dialogOf({ account, callId: hex(12), local, remote: `<${uri}>`, target: uri, tag, options });
  let invited = { branch: '', cseq: 1 };
  let hasRung = false;
  let isUp = false;
  let isLeaving = false;

  const cancel = (): void => {
    wire().send(
      buildRequest('CANCEL', uri, {
        headers: [
          ['Via', `SIP/2.0/UDP ${wire().here};branch=${invited.branch};rport`],
          ['Max-Forwards', '70'],
          ['From', local],
          ['To', `<${uri}>`],
          ['Call-ID', dialog.callId],
          ['CSeq', `${invited.cseq} CANCEL`],
        ],
      }),
      to,
    );
  };

  async function place(): Promise<void> {
    const silence = await dialog.speak();
    if (silence === undefined) return;
    emit({ kind: 'dialling', number });
    const response = await requests.ask({
      account,
      method: 'INVITE',
      uri,
      to,
      cseq: dialog.cseq,
      headers: [
        ['From', local],
        ['To', `<${uri}>`],
        ['Call-ID', dialog.callId],
        ['Contact', `<sip:${account.user}@${wire().here}>`],
        ['Allow', 'INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY'],
        ['Content-Type', 'application/sdp'],
      ],
      body: silence.sdp(),
      sent: (what) => {
        invited = what;
      },
      provisional: (provisional) => {
        hasRung = true;
        if (isLeaving) cancel();
        if (provisional.body !== '') silence.hear(provisional.body);
      },
    });
    if (response === undefined || response.status >= 300) {
      dialog.over(response === undefined ? 'No answer' : `${response.status} ${response.reason}`);
      return;
    }
    dialog.remote = headerOf(response, 'to') ?? dialog.remote;
    dialog.target = uriOf(headerOf(response, 'contact') ?? '');
    isUp = true;
    if (isLeaving) {
      dialog.bye();
      return;
    }
    silence.hear(response.body);
    emit({ kind: 'answered', ...party(response, 'to') });
  }
  void place();

  return {
    id: dialog.callId,
    get isOver() {
      return dialog.isOver;
    },
    answer: () => undefined,
    hangUp: () => {
      isLeaving = true;
      if (isUp) dialog.bye();
      // Before any answer there is nothing to cancel yet (section 9.1); it follows with the first sign of the other end.
      else if (hasRung) cancel();
    },
    hear: (request, from) => {
      dialog.hear(request, from);
    },
    drop: () => {
      dialog.over('dropped');
    },
  };
}
