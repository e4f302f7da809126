/**
 * NOTIFY outside a dialog, sent to where a phone listens: the way desk phones are told to fetch, restart or show a text.
 * A 200 says that the phone heard us, not that it did something: proof is the next fetch or registration.
 */

import { bracketed, sendSip, type SipTarget } from './request.ts';

export type SipNotify = { event?: string; contentType?: string; body?: string };

/** Throws `SipRequestError`; returns the phone's final status. */
export async function sipNotify(target: SipTarget & { user?: string }, notify: SipNotify): Promise<{ status: number }> {
  const user = target.user === undefined ? '' : `${target.user}@`;
  const { response } = await sendSip({
    ...target,
    method: 'NOTIFY',
    uri: `sip:${user}${bracketed(target.host)}:${target.port}`,
    headers: [
      ...(notify.event === undefined ? [] : ([['Event', notify.event]] as const)),
      ['Subscription-State', 'terminated'],
      ...(notify.contentType === undefined ? [] : ([['Content-Type', notify.contentType]] as const)),
    ],
    ...(notify.body === undefined ? {} : { body: notify.body }),
  });
  return { status: response.status };
}
