/**
 * "Is a SIP server alive there?" asked as SIP itself asks it: OPTIONS (RFC 3261 section 11).
 * Any final status means alive, also 401 or 404; only silence, a closed port or nonsense is a failure.
 */

import { headerOf } from './message.ts';
import { bracketed, sendSip, type SipTarget } from './request.ts';

export type SipOptionsAnswer = { status: number; userAgent?: string; roundTripMs: number };

/** Throws `SipRequestError` with a code: timeout, port-closed, unreachable, bad-answer, no-local-address. */
export async function sipOptions(target: SipTarget): Promise<SipOptionsAnswer> {
  const suffix = target.transport === 'tcp' ? ';transport=tcp' : '';
  const { response, roundTripMs } = await sendSip({
    ...target,
    method: 'OPTIONS',
    uri: `sip:${bracketed(target.host)}:${target.port}${suffix}`,
    headers: [['Accept', 'application/sdp']],
  });
  // Snom, Mitel, Cisco SPA and Grandstream name themselves in Server only, others in User-Agent only.
  const userAgent = headerOf(response, 'user-agent') ?? headerOf(response, 'server');
  return { status: response.status, roundTripMs, ...(userAgent === undefined ? {} : { userAgent }) };
}
