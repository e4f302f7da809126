import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dialplanFaults, stepsOf } from './emergency-check.ts';
import { program } from './index.ts';

const { dialplan } = program(join(import.meta.dirname, '../..'));

test('[G6] never 1: the dialplan as it is written takes emergency calls', () => {
  expect(stepsOf(dialplan).length).toBeGreaterThan(200);
  expect(dialplanFaults(dialplan)).toEqual([]);
});

const breaks: Record<string, (text: string) => string> = {
  'no emergency context': (text) => text.replace('[emergency]', '[emergency-old]'),
  'an empty file': () => '',
  '112 goes through the rules': (text) =>
    text.replace('exten => 112,1,Goto(emergency,112,1)', 'exten => 112,1,Goto(dial,112,1)'),
  '911 is twice there': (text) => `${text}\n[from-phone]\nexten => 911,1,Hangup()\n`,
  'a second pattern in the route': (text) => `${text}\n[emergency]\nexten => _1XX,1,Hangup()\n`,
  'an include before it': (text) => text.replace('[emergency]', '[emergency]\ninclude => outside'),
  'a PIN before it': (text) => text.replace('Gosub(emergency-who,s,1)', 'Gosub(ask-pin,s,1)'),
  'a schedule in it': (text) =>
    text.replace(
      ' same => n,Gosub(emergency-who,s,1)',
      ' same => n,GotoIf(${REALTIME_FIELD(schedule_now,id,x,open)}?:end,busy,1)\n same => n,Gosub(emergency-who,s,1)',
    ),
  'a write to a database before it': (text) =>
    text.replace(
      ' same => n,Gosub(emergency-who,s,1)',
      ' same => n,Set(DB(a/b)=1)\n same => n,Gosub(emergency-who,s,1)',
    ),
  'no notice at the end': (text) => text.replaceAll('Playback(ss-noservice)', 'NoOp()'),
  'the trunks are missing': (text) => text.replace('\n[trunk]', '\n[trunk-old]'),
};

test.each(Object.keys(breaks))('[G6] never 1: it is refused with %s', (name) => {
  const broken = breaks[name]?.(dialplan) ?? dialplan;
  expect(broken).not.toBe(dialplan);
  expect(dialplanFaults(broken)).not.toEqual([]);
});
