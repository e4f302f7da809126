import { expect, test } from 'vitest';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { keepNames } from './names.ts';
import { loginFailures, loginOf, reachOf } from './reduce.ts';

// As Asterisk 22.10 writes them.
const log = `
[2026-11-22 09:00:01.000] WARNING[1] res_pjsip_outbound_registration.c: Temporal response '401' received from 'sip:127.0.0.1:15070' on registration attempt to 'sip:acct@127.0.0.1:15070', retrying in '20'
[2026-11-22 09:00:02.000] WARNING[1] res_pjsip_outbound_registration.c: No response received from 'sip:127.0.0.4:5999' on registration attempt to 'sip:acct@127.0.0.4:5999', retrying in '20'
[2026-11-22 09:00:03.000] WARNING[1] res_pjsip_outbound_registration.c: 403 Forbidden fatal response received from 'sip:127.0.0.5' on registration attempt to 'sip:acct@127.0.0.5', retrying in '120' seconds
[2026-11-22 09:00:04.000] WARNING[1] chan_sip.c: '486' on registration attempt to 'sip:liar@127.0.0.6'
`;

test('[G5] why a login failed is read from the words of the module that knows it, and from nothing else', () => {
  const found = loginFailures(log);
  expect(found.get('sip:acct@127.0.0.1:15070')).toBe(401);
  expect(found.get('sip:acct@127.0.0.4:5999')).toBeNull();
  expect(found.has('sip:acct@127.0.0.5')).toBe(true);
  expect(found.has('sip:liar@127.0.0.6')).toBe(false);
});

test('[G5] a login keeps since when it is as it is, and a new try after a failure is still that failure', () => {
  const up = loginOf(null, 'Registered', undefined, 10);
  expect(up).toEqual({ status: 'registered', code: null, since: 10 });
  expect(loginOf(up, 'Registered', undefined, 20).since).toBe(10);
  const refused = loginOf(up, 'Rejected', 403, 30);
  expect(refused).toEqual({ status: 'rejected', code: 403, since: 30 });
  expect(loginOf(refused, 'Unregistered', undefined, 40)).toEqual(refused);
  expect(loginOf(refused, 'Rejected', null, 50)).toEqual({ status: 'no-answer', code: null, since: 50 });
});

test('[G5] whether the other side answers comes with the time that it took', () => {
  const contact = (status: string, usec = '2235') =>
    ({ event: 'ContactStatusDetail', status, roundtripusec: usec }) as unknown as AmiEvent;
  const up = reachOf(undefined, [contact('Reachable')], 5);
  expect(up).toEqual({ status: 'reachable', since: 5, roundTripMs: 2.2 });
  expect(reachOf(up, [contact('Reachable', '9000')], 6)).toEqual({ status: 'reachable', since: 5, roundTripMs: 9 });
  expect(reachOf(up, [contact('Unreachable')], 7)).toEqual({ status: 'unreachable', since: 7, roundTripMs: null });
  expect(reachOf(up, [], 8).status).toBe('not-there');
});

test('[G5] what a name stood for stays in force while nobody can say it anew', async () => {
  let answer: () => Promise<string[]> = () => Promise.resolve(['192.0.2.1']);
  const names = keepNames(
    () => answer(),
    () => 7,
  );
  expect(await names.look(['a.example'])).toBe(true);
  expect(await names.look(['a.example'])).toBe(false);
  answer = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  expect(await names.look(['a.example'])).toBe(false);
  expect(names.lookups(['a.example'])).toEqual([
    { name: 'a.example', addresses: ['192.0.2.1'], at: 7, problem: 'ENOTFOUND' },
  ]);
  answer = () => Promise.resolve(['192.0.2.2']);
  expect(await names.look(['a.example'])).toBe(true);
  expect(names.addressesOf('a.example')).toEqual(['192.0.2.2']);
});
