/** Explanations from records as Asterisk writes them, for calls that no test can place at will. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { officeFlows } from '../../office/features/index.ts';
import { lineOf, type CdrRow } from './cdr.ts';
import type { CelEvent } from './cel.ts';
import { explain } from './why.ts';

let office: TestOffice;
let trunks: string[];

beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'en' });
  trunks = ['First', 'Second'].map(
    (name) => office.do('trunk.create', { name, kind: 'address', host: `192.0.2.${name.length}` }).id,
  );
});
afterEach(() => office.close());

const row = (given: Partial<CdrRow>): CdrRow => ({
  start_at: '2026-11-22 10:00:00', answer_at: '', end_at: '2026-11-22 10:00:05', clid: '"Anna" <101>', src: '101', dst: 's',
  dcontext: '', channel: 'PJSIP/ext-a-1-0000000a', dstchannel: '', lastapp: 'Dial', duration: 5, billsec: 0, accountcode: '',
  userfield: '', disposition: 'NO ANSWER', uniqueid: '1795341600.1', linkedid: '1795341600.1', sequence: 1, ...given,
}); // prettier-ignore

function sentence(rows: CdrRow[], events: CelEvent[] = []): string {
  const line = lineOf(rows);
  if (!line) throw new Error('no line');
  return explain({ rows, events, line }, office.office, officeFlows(office.office.read)).sentence;
}

test('[R5] [P4] an emergency call names the lines that were tried', () => {
  const leg = (trunk: number, given: Partial<CdrRow>) =>
    row({
      accountcode: '112',
      dcontext: 'trunk',
      dst: trunks[trunk] ?? '',
      dstchannel: `PJSIP/${trunks[trunk]}-0000000b`,
      ...given,
    });
  const tried = [
    leg(0, { disposition: 'FAILED', sequence: 1 }),
    leg(1, { disposition: 'ANSWERED', answer_at: '2026-11-22 10:00:02', sequence: 2 }),
  ];
  expect(sentence(tried)).toBe(
    '112 was dialled, an emergency number, which no rule holds back, then First did not connect it, so Second connected it after 2 s.',
  );
});

test('[R5] pick-up, parking and transfer are told by what Asterisk records of them', () => {
  const person = office.do('person.create', { firstName: 'Dora', number: '104' });
  const device = `PJSIP/${person.extensionId}-1-0000000c`;
  const event = (name: string, second: number, details: object): CelEvent => ({
    at: Date.UTC(2026, 10, 22, 10, 0, second),
    name, place: '', channel: device, text: '', details: details as Record<string, unknown>,
  }); // prettier-ignore
  const answered = [row({ disposition: 'ANSWERED', answer_at: '2026-11-22 10:00:01', dst: 'x', dcontext: 'y' })];
  expect(sentence(answered, [event('PICKUP', 1, { pickup_channel: device })])).toBe('104 Dora picked the call up.');
  expect(sentence(answered, [event('BLINDTRANSFER', 1, { extension: '102' })])).toBe(
    '104 Dora passed the call on to 102.',
  );
  expect(sentence(answered, [event('PARK_START', 1, {}), event('PARK_END', 3, { reason: 'ParkedCallTimeOut' })])).toBe(
    'The call was parked, so nobody fetched it in time.',
  );
});
