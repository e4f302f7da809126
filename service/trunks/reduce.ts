/**
 * What Asterisk says of trunks, as observed values. Its login tells only "Rejected"; why stands in its log, so the lines
 * of res_pjsip_outbound_registration.c are read as well. Nothing in them but a code and our own address is kept.
 */
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import type { TrunkObserved } from '../../office/core/observed.ts';

export type Login = NonNullable<TrunkObserved['login']>;
export type Reach = TrunkObserved['reach'];

/** Last word on each login in a piece of the log, by our address there: a SIP status, or null when nobody answered. */
export function loginFailures(log: string): Map<string, number | null> {
  const found = new Map<string, number | null>();
  for (const line of log.split('\n')) {
    const [, address] = /registration attempt to '(sips?:[^']+)'/.exec(line) ?? [];
    if (address === undefined || !line.includes('res_pjsip_outbound_registration.c')) continue;
    const [, code] = /(?:response '|: '?)(\d{3})\b/.exec(line) ?? [];
    found.set(address, code === undefined || /No response received/.test(line) ? null : Number(code));
  }
  return found;
}

/** `status` of OutboundRegistrationDetail: sip_outbound_registration_status_str. */
export function loginOf(before: Login | null, status: string, failure: number | null | undefined, now: number): Login {
  const next = ((): Omit<Login, 'since'> => {
    if (status === 'Registered') return { status: 'registered', code: null };
    // 408 is also what Asterisk makes of silence.
    if (status === 'Rejected' || status === 'Stopped') {
      if (failure === undefined) return { status: 'rejected', code: before?.code ?? null };
      return failure === null || failure === 408
        ? { status: 'no-answer', code: null }
        : { status: 'rejected', code: failure };
    }
    // A new attempt after a failure is still that failure until it is decided.
    return before && before.status !== 'registered' ? before : { status: 'trying', code: null };
  })();
  const isSame = before?.status === next.status && before.code === next.code;
  return { status: next.status, code: next.code, since: isSame ? before.since : now };
}

/** Items of PJSIPShowEndpoint of one trunk. */
export function reachOf(before: Reach | undefined, items: readonly AmiEvent[], now: number): Reach {
  const contacts = items.filter((item) => item.event === 'ContactStatusDetail');
  const best = contacts.find((item) => item.status === 'Reachable') ?? contacts[0];
  const status =
    best === undefined
      ? 'not-there'
      : best.status === 'Reachable'
        ? 'reachable'
        : best.status === 'Unreachable'
          ? 'unreachable'
          : 'unknown';
  const trip = Number(best?.roundtripusec);
  return {
    status,
    since: before?.status === status ? before.since : now,
    roundTripMs: status === 'reachable' && trip > 0 ? Math.round(trip / 100) / 10 : null,
  };
}
