import { expect, test } from 'vitest';
import type { TrunkObserved } from '../../core/observed.ts';
import { staleMs, trunkState } from './state.ts';

const now = 1_000_000;
const trunk = {
  id: 'trk-a',
  name: 'A',
  kind: 'registration' as const,
  enabled: true,
  host: 'sip.example.com',
  registersHere: false,
};
const seen = (patch: Partial<TrunkObserved>): TrunkObserved => ({
  id: 'trk-a', askedAt: now, login: { status: 'registered', since: 5, code: null }, reach: { status: 'reachable', since: 5, roundTripMs: 12.5 },
  names: [], lastCall: null, unknownNumbers: [], lastTest: null, ...patch,
}); // prettier-ignore
const login = (status: NonNullable<TrunkObserved['login']>['status'], code: number | null = null, since = now) =>
  seen({ login: { status, since, code } });
const codeOf = (observed: TrunkObserved | undefined, of: object = {}) =>
  trunkState({ ...trunk, ...of }, observed, now).code;

test('[G5] a trunk is up, down with its reason, off, or not known; it is never "being checked" for ever', () => {
  expect(codeOf(seen({}))).toBe('registered');
  expect(codeOf(login('rejected', 401))).toBe('rejected-401');
  expect(codeOf(login('rejected', 403))).toBe('rejected-403');
  expect(codeOf(login('no-answer'))).toBe('login-no-answer');
  expect(codeOf(login('trying'))).toBe('logging-in');
  expect(codeOf(login('trying', null, now - 41_000))).toBe('login-no-answer');
  expect(codeOf(undefined)).toBe('unknown');
  expect(codeOf(seen({ askedAt: null }))).toBe('unknown');
  expect(codeOf(seen({ askedAt: now - staleMs - 1 }))).toBe('unknown');
  expect(codeOf(seen({}), { enabled: false })).toBe('off');
  const gone = { status: 'unreachable' as const, since: 1, roundTripMs: null };
  expect(codeOf(seen({ login: null, reach: gone }), { kind: 'address' })).toBe('unreachable');
  expect(
    codeOf(seen({ login: null, reach: { ...gone, status: 'not-there' } }), { kind: 'gateway', registersHere: true }),
  ).toBe('not-logged-in');
});

test('[G5] every state that is down says what to do', () => {
  for (const code of [401, 403, 404, 407, 423, 500, 503, null]) {
    const state = trunkState(trunk, login('rejected', code), now);
    expect(state.kind).toBe('down');
    expect(state.remedy.length).toBeGreaterThan(20);
  }
});
