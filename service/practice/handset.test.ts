import { expect, it } from 'vitest';
import type { ReadSettings } from '../../phones/virtual/settings.ts';
import type { VirtualPhoneEvent } from '../../phones/virtual/phone.ts';
import { after, switchedOn, type Handset } from './handset.ts';

const account = { position: 1, displayName: 'Ann', user: 'p1', authUser: 'p1', secret: 's', host: 'h', port: 5060, transport: 'udp', srtp: false, mailbox: '', codecs: [] } as const; // prettier-ignore
const settings: ReadSettings = {
  values: new Map(),
  accounts: [account],
  keys: [
    { position: 1, kind: 'line', label: 'Ann' },
    { position: 2, kind: 'blf', label: 'Bob', number: '102' },
    { position: 3, kind: 'none', label: '' },
  ],
  label: 'Reception',
  adminPassword: '',
  ntpServer: '',
};
const configured = { kind: 'configured', label: '', account: undefined, accounts: 1, keys: 2 } as const;
const through = (...events: VirtualPhoneEvent[]): Handset =>
  events.reduce((handset, event, at) => after(handset, { ...event, at }, settings), switchedOn);
const working = [{ kind: 'booted' }, { kind: 'told', url: 'u', by: 'pnp' }, configured, { kind: 'registered', user: 'p1' }] as const; // prettier-ignore

it('[R4] the screen of a practice phone follows its boot', () => {
  expect(through({ kind: 'booted' }).power).toBe('asking');
  expect(through({ kind: 'booted' }, { kind: 'not-configured', reason: 'nobody' })).toMatchObject({
    power: 'waiting',
    problem: 'nobody',
  });
  expect(through(...working)).toMatchObject({
    power: 'running',
    label: 'Reception',
    lines: [{ name: 'Ann', registered: true }],
    keys: [{ position: 1 }, { position: 2, lamp: 'off' }],
  });
});

it('[R4] calls, lamps, messages and faults stand on it, and a restart clears it', () => {
  const rings = through(...working, { kind: 'ringing', from: 'sip:102@h', number: '102', name: 'Bob' });
  expect(rings.call).toEqual({ direction: 'in', state: 'ringing', name: 'Bob', number: '102', since: 4 });
  const over = through(...working, { kind: 'dialling', number: '102' }, { kind: 'ended', reason: '486 Busy Here' });
  expect([over.call, over.lastCall]).toEqual([null, '486 Busy Here']);
  const seen = through(
    ...working,
    { kind: 'lamp', number: '102', state: 'ringing' },
    { kind: 'messages', waiting: true },
    { kind: 'register-failed', user: 'p1', reason: '403 Forbidden' },
  );
  expect([seen.keys[1]?.lamp, seen.hasMessages, seen.lines[0]]).toEqual([
    'ringing',
    true,
    { position: 1, user: 'p1', name: 'Ann', registered: false, problem: '403 Forbidden' },
  ]);
  // Settings that come again while it works do not sign it out.
  expect(through(...working, configured).lines[0]?.registered).toBe(true);
  expect(through(...working, { kind: 'booted' })).toMatchObject({ power: 'asking', lines: [], keys: [] });
});
