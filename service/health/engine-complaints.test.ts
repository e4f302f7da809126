import { expect, test } from 'vitest';
import type { HealthInput } from './check.ts';
import { engineComplaints } from './engine-complaints.ts';

test('what a reload did not take is told until a clean one', () => {
  const found = (complaints: string[]) =>
    engineComplaints.check({
      engine: { health: { kind: 'unknown' }, isRestartPending: false, complaints },
    } as unknown as HealthInput);
  expect(found([])).toEqual([]);
  expect(found(['WARNING bad line', 'ERROR worse'])).toMatchObject([
    { code: 'engine-complaints', severity: 'attention', cause: 'It says: WARNING bad line (and 1 more)' },
  ]);
});
