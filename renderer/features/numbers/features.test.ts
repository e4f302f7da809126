import { expect, test } from 'vitest';
import { exclusions, featuresSchema, isBlocked, type FeatureValues } from './features.ts';

const off = { enabled: false, number: '' };
const values: FeatureValues = {
  forwards: { always: off, busy: off, noAnswer: off },
  ringSeconds: 18,
  voicemail: { enabled: false, email: '' },
  hidden: false,
  callWaiting: true,
  doNotDisturb: false,
  cli: { on: false, number: '' },
};
const numbers = [{ number: '+493012345', shown: '030 12345' }];

test('[N8] what excludes another setting is said before anything is saved, and what is on can be turned off', () => {
  expect(exclusions(values, { hasPasscode: false, numbers })).toMatchObject({
    forwarding: undefined,
    busy: expect.stringContaining('call waiting') as string,
    callWaiting: undefined,
  });
  const busy = {
    ...values,
    callWaiting: false,
    forwards: { ...values.forwards, busy: { enabled: true, number: '102' } },
  };
  const why = exclusions(busy, { hasPasscode: false, numbers });
  expect(why).toMatchObject({ busy: undefined, callWaiting: expect.stringContaining('when busy') as string });
  const code = exclusions(busy, { hasPasscode: true, numbers: [] });
  expect(code.forwarding).toContain('authorisation code');
  expect(code.cli).toBeDefined();
  expect([isBlocked(code.busy, true), isBlocked(code.busy, false)]).toEqual([false, true]);
});

test('[N8] a forwarding that is on needs its number, a caller ID that is shown too', () => {
  const wrong = {
    ...values,
    forwards: { ...values.forwards, always: { enabled: true, number: ' ' } },
    cli: { on: true, number: '' },
  };
  const parsed = featuresSchema.safeParse(wrong);
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['forwards.always.number', 'cli.number']);
});
