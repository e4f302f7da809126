import { expect, test } from 'vitest';
import type { PhoneChange } from '../../asterisk/apply/runtime.ts';
import type { Refusal } from '../../office/core/refusal.ts';
import { takePhoneChanges, type PhoneChangeDeps } from './phone-changes.ts';

const change = (id: number, what: string): PhoneChange => ({
  id,
  at: 0,
  ext: 'ext-a',
  what,
  value: '1',
  device: 'ext-a-1',
});

/** `answer`: what the office says to a change, or throws. */
function taking(inbox: PhoneChange[], answer: (what: string) => Refusal | undefined, value: object = {}) {
  const notes: string[] = [];
  const told: string[] = [];
  let repairs = 0;
  const deps: PhoneChangeDeps = {
    office: {
      run: (_name, input) => {
        const refusal = answer((input as { what: string }).what);
        return refusal ? { ok: false, error: refusal } : { ok: true, value, touched: [] };
      },
    },
    runtime: {
      phoneChanges: () => [...inbox],
      forgetPhoneChanges: (ids) => void (inbox = inbox.filter(({ id }) => !ids.includes(id))),
    },
    nameOf: () => '101 Anna',
    repair: () => void repairs++,
    undoneChanges: {
      undone: ({ what }, who, why) => void told.push(`undone ${who} ${what}: ${why}`),
      kept: ({ what }) => void told.push(`kept ${what}`),
    },
    note: (text) => void notes.push(text),
  };
  const taken = takePhoneChanges(deps);
  return { taken, left: inbox.map(({ what }) => what), notes, repairs, told };
}

test('[R2] a full disk keeps what a phone changed in force and in the inbox', () => {
  const busy = (what: string): Refusal | undefined =>
    what === 'always' ? { kind: 'unavailable', message: 'The disk is full.' } : undefined;
  const done = taking([change(1, 'dnd'), change(2, 'always'), change(3, 'dnd')], busy);
  expect(done).toMatchObject({ taken: 1, left: ['always', 'dnd'], repairs: 0 });
  expect(done.notes.join()).toContain('will be stored later');
});

test('[R2] a change that the office cannot take is told and stands before no other', () => {
  const done = taking([change(1, 'dnd'), change(2, 'busy')], (what) => {
    if (what === 'dnd') throw new Error('no such row');
    return undefined;
  });
  expect(done).toMatchObject({ taken: 2, left: [], repairs: 1 });
  expect(done.notes.join()).toContain('no such row');
  expect(done.told).toEqual(['undone 101 Anna dnd: no such row', 'kept busy']);
});

test('[N8] what the office refuses is told to people; what was turned off for it is not, for it is in force', () => {
  const message = '101 Anna has an authorisation code, and calls of such a number are not forwarded.';
  const refused = taking([change(1, 'always')], () => ({ kind: 'rule', rule: 'forward-or-passcode', message }));
  expect(refused).toMatchObject({ repairs: 1, told: [`undone 101 Anna always: ${message}`] });
  const leftOut = taking([change(1, 'always')], () => undefined, { note: 'There is no 1 now.' });
  expect(leftOut).toMatchObject({ repairs: 1, told: ['undone 101 Anna always: There is no 1 now.'] });
  const done = taking([change(1, 'call-waiting')], () => undefined, { note: 'Forwarding is off now.', isDone: true });
  expect(done).toMatchObject({ repairs: 0, told: ['kept call-waiting'] });
  expect(done.notes.join()).toContain('Forwarding is off now.');
});
