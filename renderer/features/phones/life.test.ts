import { describe, expect, it } from 'vitest';
import { stepsOf } from './life.ts';
import type { Phone } from './state.ts';

const fresh = {
  adopted: false,
  adoptedAt: null,
  identityId: null,
  registration: null,
  life: { state: 'awaiting-approval', since: 1 },
  evidence: [{ at: 1000, kind: 'seen', method: 'pnp', text: 'Seen.' }],
} as unknown as Phone;

const adopted = {
  ...fresh,
  adopted: true,
  adoptedAt: 2000,
  identityId: 'idn-1',
  evidence: [
    ...fresh.evidence,
    { at: 2000, kind: 'adopted', method: 'adopted', text: '' },
    { at: 2000, kind: 'assigned', method: 'assigned', text: '' },
    { at: 2050, kind: 'offered', method: 'pnp', text: '' },
    { at: 2400, kind: 'fetched', method: 'fetched', text: '' },
  ],
} as unknown as Phone;

const is = (phone: Phone) => Object.fromEntries(stepsOf(phone).map((step) => [step.name, step.is]));

describe('the way of a phone', () => {
  it('[R4] goes from plugged in to registered, each step with its time', () => {
    expect(is(fresh)).toEqual({
      plugged: 'done',
      adopted: 'now',
      assigned: 'later',
      told: 'later',
      fetched: 'later',
      registered: 'later',
    });
    expect(is(adopted)).toMatchObject({ told: 'done', fetched: 'done', registered: 'now' });
    const registration = {
      status: 'registered',
      since: 2600,
      address: '',
      transport: 'udp',
      userAgent: '',
      roundTripMs: 12,
    };
    expect(stepsOf({ ...adopted, registration } as Phone).at(-1)).toEqual({
      name: 'registered',
      is: 'done',
      at: 2600,
      ms: 12,
    });
  });

  it('does not take an old fetch for proof of new settings', () => {
    const changed = [...adopted.evidence, { at: 3000, kind: 'assigned', method: 'assigned', text: '' }];
    expect(is({ ...adopted, evidence: changed })).toMatchObject({ told: 'now', fetched: 'later' });
  });

  it('stops where a cause holds it', () => {
    const life = { state: 'attention', since: 5, cause: { code: 'offline', message: '', remedy: '' } };
    expect(is({ ...adopted, life })).toMatchObject({ fetched: 'done', registered: 'stuck' });
  });

  it('does not invent when an adopted phone was plugged in', () => {
    const evidence = [{ at: 2000, kind: 'seen', method: 'registration', text: '' }];
    expect(stepsOf({ ...adopted, evidence }).at(0)).toEqual({ name: 'plugged', is: 'done', at: null });
  });
});
