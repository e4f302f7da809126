import { expect, test } from 'vitest';
import { AmiError } from '../../asterisk/ami/errors.ts';
import { forgetLamps, type LampEngine } from './lamps.ts';

test('[G4] only numbers that somebody watches are forgotten', async () => {
  const removed: unknown[] = [];
  const engine = {
    list: () =>
      Promise.resolve([
        { event: 'ExtensionStatus', context: 'lamps', exten: '101' },
        { event: 'ExtensionStatus', context: 'lamps', exten: '102' },
        { event: 'ExtensionStatus', context: 'other', exten: '103' },
      ]),
    action: (_name: string, headers: unknown) => Promise.resolve(removed.push(headers)),
  } as unknown as LampEngine;
  await forgetLamps(engine, ['101', '103', '104']);
  expect(removed).toEqual([{ Context: 'lamps', Extension: '101' }]);
});

test('without an engine there is nothing to forget', async () => {
  const engine = { list: () => Promise.reject(new AmiError('not-ready', 'no engine')) } as unknown as LampEngine;
  await expect(forgetLamps(engine, ['101'])).resolves.toBeUndefined();
});
