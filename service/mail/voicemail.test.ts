import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import type { NewMail } from './outbox.ts';
import { mailVoicemail } from './voicemail.ts';

let office: TestOffice;
let folder: string;
let sent: NewMail[];
let isOn: boolean;
beforeEach(() => {
  office = testOffice();
  folder = mkdtempSync(join(tmpdir(), 'switchroom-voicemail-'));
  sent = [];
  isOn = true;
});
afterEach(() => {
  office.close();
  rmSync(folder, { recursive: true });
});

/** As app_voicemail.c writes them; numbers move up when a message before is deleted. */
function message(extensionId: string, index: number, id: string): void {
  const inbox = join(folder, extensionId, 'INBOX');
  mkdirSync(inbox, { recursive: true });
  const name = join(inbox, `msg000${index}`);
  writeFileSync(`${name}.wav`, `sound of ${id}`);
  writeFileSync(`${name}.txt`, `[message]\ncallerid="Ben" <102>\norigtime=1800000000\nmsg_id=${id}\nduration=7\n`);
}

const look = () =>
  mailVoicemail({
    read: office.office.read,
    folder,
    file: join(folder, 'sent.json'),
    add: (mail) => sent.push(mail) && 1,
    isOn: () => isOn,
    note: () => undefined,
  });

test('[N9] each message is mailed once with its recording, none that was there before the address', () => {
  const { extensionId } = office.person('Anna', '101');
  message(extensionId, 0, 'old');
  look();
  office.do('voicemail.set', { extensionId, enabled: true, email: 'anna@office.test' });
  look();
  expect(sent).toEqual([]);
  message(extensionId, 1, 'new');
  expect([look(), look()]).toEqual([1, 0]);
  expect(sent).toMatchObject([
    { to: ['anna@office.test'], subject: 'Voicemail for 101 Anna from "Ben" <102>', kind: 'voicemail' },
  ]);
  expect(sent[0]?.attachment?.content.toString()).toBe('sound of new');
  // The first was deleted by phone, so the second has its place now.
  message(extensionId, 0, 'new');
  rmSync(join(folder, extensionId, 'INBOX', 'msg0001.txt'));
  expect(look()).toBe(0);
  isOn = false;
  message(extensionId, 1, 'while mail is off');
  expect(look()).toBe(0);
  isOn = true;
  expect(look()).toBe(0);
});
