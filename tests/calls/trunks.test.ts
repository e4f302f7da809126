import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCarrier, startLines, type Carrier, type Lines } from './lines.ts';

let lines: Lines;
let carrier: Carrier;
let second: Carrier;
const ids: Record<string, string> = {};

beforeAll(async () => {
  [lines, carrier, second] = await Promise.all([startLines(), startCarrier(), startCarrier(undefined, '127.0.0.2')]);
  const { office } = lines;
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  const trunk = (name: string, at: Carrier, more: object = {}) =>
    (ids[name] = office.do('trunk.create', { name, kind: 'address', host: at.address, port: at.port, ...more }).id);
  trunk('plus', carrier);
  trunk('national', second, { numberFormat: 'national', callerHeader: 'from', maxCalls: 1, fromUser: '' });
  await lines.apply();
});

afterAll(async () => {
  await Promise.all([lines?.stop(), carrier?.stop(), second?.stop()]);
});

const id = (name: string): string => ids[name] ?? '';

test('[G5] what a carrier says to a call is told apart, whatever else stands in its answer', async () => {
  const said: Record<string, [string, string]> = {};
  for (const code of ['486', '600', '403', '404', '603', '503', '500', '408', '488', '480', '000']) {
    await lines.dial(id('plus'), `+4930555${code}`);
    const told = lines.result(id('plus'));
    said[code] = [told?.result ?? '', told?.cause ?? ''];
  }
  expect(said).toEqual({
    '486': ['BUSY', '486'],
    '600': ['BUSY', '600'],
    '403': ['REFUSED', '403'],
    '404': ['REFUSED', '404'],
    '603': ['REFUSED', '603'],
    '503': ['DOWN', '503'],
    '500': ['DOWN', '500'],
    '408': ['DOWN', '408'],
    '488': ['DOWN', '488'],
    '480': ['NOANSWER', '480'],
    // Nobody said anything: the time was over, and no phone can have rung.
    '000': ['DOWN', ''],
  });
});

test('[G5] numbers and callers go out as the carrier wants them', async () => {
  const caller = '+493012345670';
  await lines.dial(id('plus'), '+4930555200', { caller });
  await lines.dial(id('plus'), '116117200', { caller });
  await lines.dial(id('national'), '+4930555200', { caller });
  await lines.dial(id('national'), '+4330555200', { caller });
  const seen = (at: Carrier) =>
    at
      .invites()
      .map(({ firstLine, headers }) => [
        /sip:([^@]*)@/.exec(firstLine)?.[1],
        /sip:([^@]*)@/.exec(headers['from'] ?? '')?.[1],
        /sip:([^@]*)@/.exec(headers['p-asserted-identity'] ?? '')?.[1],
      ]);
  expect(seen(carrier).slice(-2)).toEqual([
    ['+4930555200', caller, caller],
    ['116117200', caller, caller],
  ]);
  expect(seen(second)).toEqual([
    ['030555200', '03012345670', undefined],
    ['004330555200', '03012345670', undefined],
  ]);
});

test('[G5] what the carrier says before it answers is heard, and it may ask again in a call', async () => {
  const early = await lines.dial(id('plus'), '+4930555183');
  expect(early.status).toBe(200);
  expect(early.messages.some(({ firstLine }) => firstLine.startsWith('SIP/2.0 183'))).toBe(true);
  expect(early.earlyPackets).toBeGreaterThan(20);
  const again = await lines.dial(id('plus'), '+4930555201', { talkMs: 700 });
  expect(again.status).toBe(200);
  const answers = carrier
    .messages()
    .filter((one) => !one.isSent && one.headers['cseq'] === '1 INVITE' && one.firstLine === 'SIP/2.0 200 OK');
  expect(answers).toHaveLength(1);
  expect(answers[0]?.body).toMatch(/m=audio/);
});

test('[G5] T.38: the fax machine behind us is asked, and its answer goes back to the carrier', async () => {
  const fax = await lines.dial(id('plus'), '+4930555838', { talkMs: 300 });
  const asked = fax.messages.filter(
    ({ isSent, firstLine, body }) => !isSent && firstLine.startsWith('INVITE ') && /m=image \d+ udptl t38/.test(body),
  );
  expect(asked).not.toHaveLength(0);
  const answers = carrier
    .messages()
    .filter((one) => !one.isSent && one.firstLine === 'SIP/2.0 200 OK' && /m=image \d+ udptl t38/.test(one.body));
  expect(answers).not.toHaveLength(0);
});

test('[G5] no more calls at once than the carrier sells', async () => {
  const first = lines.dial(id('national'), '+4930555200', { talkMs: 1500 });
  const before = second.invites().length;
  await expect.poll(() => second.invites().length).toBe(before + 1);
  await lines.dial(id('national'), '+4930555200');
  expect(lines.result(id('national'))).toEqual({ result: 'DOWN', cause: '' });
  expect((await first).status).toBe(200);
  expect(second.invites()).toHaveLength(before + 1);
  await lines.dial(id('national'), '+4930555486');
  expect(lines.result(id('national'))).toEqual({ result: 'BUSY', cause: '486' });
});
