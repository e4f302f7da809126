/** What sipp's trace of messages says about calls: times are those at the phone's socket. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One message at a socket; `at` in milliseconds since 1970. */
interface Message {
  at: number;
  direction: 'sent' | 'received';
  callId: string;
  cseq: string;
  firstLine: string;
}

export interface Ringing {
  device: string;
  from: number;
  to: number | null;
  end: 'answered' | 'cancelled' | 'busy' | 'declined' | 'open';
}

export interface CallResult {
  device: string;
  number: string;
  /** When the authenticated INVITE left. */
  startedAt: number;
  endedAt: number | null;
  /** Final status of the INVITE, or null when none came. */
  status: number | null;
  /** The caller heard something before an answer: 183. */
  earlyMedia: boolean;
}

export function messagesOf(folder: string): Message[] {
  let text: string;
  try {
    text = readFileSync(join(folder, 'messages.csv'), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [, , epoch, direction, callId, cseq, firstLine] = line.split('\t');
    if (epoch === undefined || callId === undefined || cseq === undefined || firstLine === undefined) return [];
    return [
      {
        at: Number(epoch) * 1000,
        direction: direction === 'S' ? ('sent' as const) : ('received' as const),
        callId,
        cseq: cseq.replace('CSeq:', ''),
        firstLine,
      },
    ];
  });
}

function byCall(messages: readonly Message[]): Message[][] {
  const groups = new Map<string, Message[]>();
  for (const message of messages) groups.set(message.callId, [...(groups.get(message.callId) ?? []), message]);
  return [...groups.values()];
}

export function ringings(messages: readonly Message[]): Ringing[] {
  return byCall(messages).flatMap((call): Ringing[] => {
    const invite = call.find((message) => message.direction === 'received' && message.firstLine.startsWith('INVITE '));
    const device = invite && /^INVITE sip:[a-z]\d+\.([a-z0-9-]+)@/.exec(invite.firstLine)?.[1];
    if (!invite || device === undefined) return [];
    const cancel = call.find((message) => message.direction === 'received' && message.firstLine.startsWith('CANCEL '));
    const final = call.find(
      (message) =>
        message.direction === 'sent' &&
        message.cseq.endsWith('INVITE') &&
        /^SIP\/2\.0 (200|486|603)/.test(message.firstLine),
    );
    if (cancel && (!final || cancel.at < final.at))
      return [{ device, from: invite.at, to: cancel.at, end: 'cancelled' }];
    if (!final) return [{ device, from: invite.at, to: null, end: 'open' }];
    const status = final.firstLine.slice(8, 11);
    return [
      {
        device,
        from: invite.at,
        to: final.at,
        end: status === '200' ? ('answered' as const) : status === '486' ? ('busy' as const) : ('declined' as const),
      },
    ];
  });
}

export function results(
  messages: readonly Message[],
  calls: readonly { device: string; number: string }[],
): CallResult[] {
  // sipp numbers its calls in the order of the lines, and begins its Call-IDs with that number.
  const traces = new Map(byCall(messages).map((call) => [Number(call[0]?.callId.split('-')[0]), call]));
  return calls.map((call, index) => {
    const trace = traces.get(index + 1) ?? [];
    const authenticated = trace.filter(
      (message) => message.direction === 'sent' && message.cseq.startsWith('2 INVITE'),
    )[0];
    const replies = trace.filter((message) => message.direction === 'received' && message.cseq === '2 INVITE');
    const final = replies.find((message) => Number(message.firstLine.slice(8, 11)) >= 200);
    const bye = trace.find((message) => message.firstLine.startsWith('BYE '));
    return {
      device: call.device,
      number: call.number,
      startedAt: authenticated?.at ?? NaN,
      endedAt: bye?.at ?? final?.at ?? null,
      status: final ? Number(final.firstLine.slice(8, 11)) : null,
      earlyMedia: replies.some((message) => message.firstLine.startsWith('SIP/2.0 183')),
    };
  });
}
