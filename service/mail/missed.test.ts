import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { officeFlows } from '../../office/features/index.ts';
import type { CdrRow } from '../calls/cdr.ts';
import type { EndedCall } from '../calls/history.ts';
import type { NewMail } from './outbox.ts';
import { mailMissed } from './missed.ts';

let office: TestOffice;
let folder: string;
let anna: string;
let sent: NewMail[];
let ended: EndedCall[];
let isOn: boolean;
const begin = 1_800_000_000;
const now = (begin + 100) * 1000;

beforeEach(() => {
  office = testOffice();
  folder = mkdtempSync(join(tmpdir(), 'switchroom-missed-'));
  anna = office.person('Anna', '101').extensionId;
  office.do('no-answer.set', { extensionId: anna, choice: 'note', addresses: 'anna@office.test, team@office.test' });
  sent = [];
  ended = [];
  isOn = true;
});
afterEach(() => {
  office.close();
  rmSync(folder, { recursive: true });
});

const utc = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
/** A call that rang for 20 seconds at Anna's, as cdr.c writes it. */
const row = (id: string): CdrRow => ({
  start_at: utc(begin), answer_at: '', end_at: utc(begin + 20), clid: '"" <+6531234567>', src: '+6531234567', dst: anna, dcontext: 'node-extension',
  channel: 'PJSIP/trk-a-00000001', dstchannel: `PJSIP/${anna}-1-00000002`, lastapp: 'Dial', duration: 20, billsec: 0, accountcode: '101', userfield: '',
  disposition: 'NO ANSWER', uniqueid: id, linkedid: id, sequence: 1,
}); // prettier-ignore
let calls = 0;
const call = (at = now - 60_000) => {
  calls += 1;
  ended.push({ id: `${begin}.${calls}`, position: calls * 10, at });
};

const look = () =>
  mailMissed({
    read: office.office.read,
    flows: () => officeFlows(office.office.read),
    history: {
      newestEnd: () => calls * 10,
      ended: (after) => ended.filter(({ position }) => position > after),
      recordsOfEnded: ({ id }) => ({
        rows: [row(id)],
        events: [{ at: begin * 1000 + 300, name: 'node', place: anna, channel: '', text: 'own', details: {} }],
      }),
    },
    file: join(folder, 'place.json'),
    now: () => now,
    add: (mail) => sent.push(mail) && mail.to.length,
    isOn: () => isOn,
    note: () => undefined,
  });

test('[X7] looks at each ended call once, also at those of the time while the service was away', () => {
  call();
  expect(look()).toBe(0); // Before the first look: old.
  call();
  expect([look(), look()]).toEqual([2, 0]);
  expect(sent).toMatchObject([
    {
      to: ['anna@office.test', 'team@office.test'],
      kind: 'missed-call',
      subject: 'Missed call for 101 Anna from +65 3123 4567',
      text: expect.stringContaining('reached nobody within 20 seconds') as string,
    },
  ]);
  // The place is in a file: nothing here outlives a look.
  call();
  call();
  expect(look()).toBe(4);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
  // Its rows may still be on their way.
  call(now - 500);
  expect(look()).toBe(0);
  ended = ended.map((one) => ({ ...one, at: now - 5000 }));
  expect(look()).toBe(2);
});

test('[X7] no mail while mail is off or another choice stands, and none later', () => {
  look();
  isOn = false;
  call();
  expect(look()).toBe(0);
  isOn = true;
  expect(look()).toBe(0);
  office.do('no-answer.set', { extensionId: anna, choice: 'hang-up' });
  call();
  expect(look()).toBe(0);
  office.do('no-answer.set', { extensionId: anna, choice: 'note' });
  expect(look()).toBe(0);
  call();
  expect(look()).toBe(2);
});
