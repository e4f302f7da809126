/**
 * Signs an account off everywhere, as its owner may (RFC 3261 section 10.2.2: REGISTER with `*` and Expires 0): who knew
 * its old password stays registered with it for minutes otherwise, and goes on ringing.
 */

import { digestAnswer } from './digest.ts';
import { headerOf } from './message.ts';
import { bracketed, sendSip, type SipTarget } from './request.ts';

export class SignOffRefused extends Error {
  override name = 'SignOffRefused';
}

/** Throws `SipRequestError` or `SignOffRefused`. */
export async function signOff(target: SipTarget, account: { user: string; secret: string }): Promise<void> {
  const uri = `sip:${bracketed(target.host)}:${target.port}`;
  const register = (headers: readonly (readonly [string, string])[]) =>
    sendSip({
      ...target,
      method: 'REGISTER',
      uri,
      toUri: `sip:${account.user}@${bracketed(target.host)}`,
      fromUser: account.user,
      contact: '*',
      headers: [['Expires', '0'], ...headers],
    });
  const first = await register([]);
  const challenge = headerOf(first.response, 'www-authenticate') ?? '';
  const answer = digestAnswer(challenge, { method: 'REGISTER', uri, ...account });
  if (first.response.status !== 401 || answer === undefined)
    throw new SignOffRefused(`the registrar answered ${first.response.status} to the request to sign off`);
  const { response } = await register([['Authorization', answer]]);
  if (response.status !== 200)
    throw new SignOffRefused(`the registrar refused to sign ${account.user} off: ${response.status}`);
}
