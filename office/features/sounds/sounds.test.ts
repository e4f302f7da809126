import { afterEach, beforeEach, expect, it } from 'vitest';
import { anna as actor, testOffice, type TestOffice } from '../../../db/test-office.ts';
import { flowSteps } from '../call-flows/table.ts';
import { sounds } from './table.ts';

let office: TestOffice;
beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
});
afterEach(() => office.close());

const sound = (name: string, digit: string) =>
  office.do('sound.create', { name, file: digit.repeat(32), milliseconds: 900, origin: 'upload' }).id;

it('[G2] a sound that steps play is removed once another one takes its place, in one step', () => {
  const [old, other] = [sound('Welcome', 'a'), sound('Greeting', 'b')];
  const { id: flow } = office.do('flow.create', { name: 'Reception' });
  const { id: step } = office.do('flow-step.add', { flowId: flow, type: 'play', sound: old });
  const played = () => office.office.read.get(flowSteps, step)?.sound;
  expect(office.refused('sound.delete', { id: old })).toMatchObject({ kind: 'in-use', by: [{ label: 'Reception' }] });
  for (const instead of [old, 'snd-0000000000', 'prompt:nothing', ''])
    expect(office.refused('sound.delete', { id: old, instead }).message).toBe('Choose another sound that is there.');
  expect(played()).toBe(old);
  office.do('sound.delete', { id: old, instead: other });
  expect(played()).toBe(other);
  expect(office.office.history({ limit: 1 })[0]?.words).toBe('Removed the sound Welcome; instead: Greeting.');
  expect(office.office.undo(actor)).toMatchObject({ ok: true });
  expect(played()).toBe(old);
  expect(office.office.read.count(sounds)).toBe(2);
  office.do('sound.delete', { id: old, instead: 'prompt:beep' });
  expect(played()).toBe('prompt:beep');
});
