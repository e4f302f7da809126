import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, testOffice, type TestOffice } from '../../db/test-office.ts';
import { Refused } from '../../office/core/refusal.ts';
import { sites } from '../../office/features/sites/table.ts';
import type { Service } from '../action.ts';
import { trunkActions } from './trunk.ts';

let office: TestOffice;
let id: string;
let called: string[];
beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  id = office.do('trunk.create', { name: 'Carrier', kind: 'address', host: '203.0.113.5' }).id;
  called = [];
});
afterEach(() => office.close());

/** Safe: the action looks at nothing else of the service. */
const service = () =>
  ({
    office: office.office,
    trunks: { testCall: (_id: string, number: string) => Promise.resolve(called.push(number)) },
  }) as unknown as Service;
const call = async (typed: string) => {
  const action = trunkActions['trunk.test-call'];
  return action.run(service(), action.input.parse({ id, number: typed }), anna);
};

test('[G5] [G6] never 9: a test call of a trunk reaches no helpers, and says where emergency calls are tested', async () => {
  const siteId = office.office.read.all(sites)[0]?.id ?? '';
  office.do('outbound.set-site', { siteId, line: '8' });
  for (const number of ['112', '911', '110', '+112', '+49112', '0112', '9911', '8112', '1-1-2', '*31#112']) {
    const error = await call(number).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error, number).toBeInstanceOf(Refused);
    expect((error as Refused).refusal, number).toMatchObject({
      message: expect.stringContaining('real helpers') as string,
      issues: [{ path: 'number' }],
      remedy: { route: `/lines/emergency?test=${id}` },
    });
  }
  expect(called).toEqual([]);
  await call('030 1234567');
  await call('*43');
  expect(called).toEqual(['+49301234567', '*43']);
});
