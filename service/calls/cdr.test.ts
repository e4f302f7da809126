import { expect, test } from 'vitest';
import { lineOf, type CallLine, type CdrRow } from './cdr.ts';

const row = (patch: Partial<CdrRow>): CdrRow => ({
  start_at: '2026-11-22 06:14:46',
  answer_at: '',
  end_at: '2026-11-22 06:14:50',
  clid: '"Anna" <101>',
  src: '101',
  dst: 'ext-b',
  dcontext: 'flow',
  channel: 'PJSIP/ext-a-1-00000000',
  dstchannel: '',
  lastapp: 'Dial',
  duration: 4,
  billsec: 0,
  disposition: 'NO ANSWER',
  accountcode: '',
  userfield: '',
  uniqueid: 'o-1.0',
  linkedid: 'o-1.0',
  sequence: 0,
  ...patch,
});

/** As Asterisk 22.10 wrote them: 101 calls 102 and talks; 101 calls 102, which is busy, and leaves a message. */
const answered = [
  row({ dstchannel: 'PJSIP/ext-b-1-00000001', disposition: 'ANSWERED', answer_at: '2026-11-22 06:14:47' }),
];
const voicemail = [
  row({ dstchannel: 'PJSIP/ext-b-1-00000003', disposition: 'BUSY', end_at: '2026-11-22 06:14:46' }),
  row({
    dst: 'vm-ext-b',
    lastapp: 'VoiceMail',
    disposition: 'ANSWERED',
    answer_at: '2026-11-22 06:14:46',
    userfield: 'voicemail ext-b',
    sequence: 2,
  }),
];

test('[R5] an answered call', () => {
  expect(lineOf(answered)).toEqual({
    id: 'o-1.0',
    at: new Date('2026-11-22T06:14:46').getTime(),
    from: { number: '101', name: 'Anna', device: 'ext-a-1' },
    dialled: 'ext-b',
    answeredBy: 'ext-b-1',
    rang: ['ext-b-1'],
    ringSeconds: 1,
    talkSeconds: 3,
    ending: 'answered',
  });
});

test.each<[string, CdrRow[], CallLine['ending']]>([
  ['voicemail took it', voicemail, 'voicemail'],
  ['busy', [row({ dstchannel: 'PJSIP/ext-b-1-00000001', disposition: 'BUSY' })], 'busy'],
  ['nobody', [row({ dstchannel: 'PJSIP/ext-b-1-00000001' })], 'no answer'],
  ['busy, then nobody', [row({ disposition: 'BUSY' }), row({ sequence: 1 })], 'no answer'],
  ['failed', [row({ disposition: 'FAILED' })], 'failed'],
  [
    'the echo test',
    [row({ disposition: 'ANSWERED', answer_at: '2026-11-22 06:14:46', dst: 's', dcontext: 'code-echo-test' })],
    'answered',
  ],
])('[R5] ending: %s', (_what, rows, ending) => {
  expect(lineOf(rows)?.ending).toBe(ending);
});

test('[G1] a group: everybody who rang, and the one who answered', () => {
  const line = lineOf([
    row({ dstchannel: 'PJSIP/ext-b-1-00000001' }),
    row({
      dstchannel: 'PJSIP/ext-c-1-00000002',
      disposition: 'ANSWERED',
      answer_at: '2026-11-22 06:14:49',
      sequence: 1,
    }),
    row({ dstchannel: 'PJSIP/ext-d-1-00000003', sequence: 2 }),
  ]);
  expect(line).toMatchObject({
    answeredBy: 'ext-c-1',
    rang: ['ext-b-1', 'ext-c-1', 'ext-d-1'],
    ringSeconds: 3,
    talkSeconds: 1,
  });
});

test('a number that the program kept is what was dialled; a code names its place', () => {
  expect(lineOf([row({ accountcode: '102' })])?.dialled).toBe('102');
  expect(lineOf([row({ dst: 's', dcontext: 'code-echo-test' })])?.dialled).toBe('code-echo-test');
});

test('the time is right in whatever zone Asterisk wrote it', () => {
  // The same second as written in Berlin, in UTC and in Kathmandu.
  const at = (seconds: number) => ({ uniqueid: `office-${seconds}.7`, linkedid: `office-${seconds}.7` });
  expect(lineOf([row({ ...at(1_824_420_600), start_at: '2027-10-25 01:30:00' })])?.at).toBe(1_824_420_600_000);
  expect(lineOf([row({ ...at(1_824_420_600), start_at: '2027-10-24 23:30:00' })])?.at).toBe(1_824_420_600_000);
  expect(lineOf([row({ ...at(1_824_420_600), start_at: '2027-10-25 05:15:00' })])?.at).toBe(1_824_420_600_000);
});

test('[G4] [R5] a call that somebody picked up is answered by him, not by the phone that rang', () => {
  // As Asterisk 22.10 wrote them: 101 calls 102, whose call 103 takes.
  const line = lineOf([
    row({ dstchannel: 'PJSIP/ext-b-1-00000001', disposition: 'ANSWERED', answer_at: '2026-11-22 06:14:47' }),
    row({ uniqueid: 'o-1.1', channel: 'PJSIP/ext-b-1-00000001', lastapp: 'AppDial', dcontext: 'pick-up', sequence: 1 }),
    row({
      dstchannel: 'PJSIP/ext-c-1-00000002',
      disposition: 'ANSWERED',
      answer_at: '2026-11-22 06:14:47',
      sequence: 3,
    }),
  ]);
  expect(line?.answeredBy).toBe('ext-c-1');
  expect(line?.rang).toEqual(['ext-b-1', 'ext-c-1']);
});
