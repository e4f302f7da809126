import { expect, test } from 'vitest';
import { monthsOf } from './months.ts';

test('[X12] the months of a zone have no gap, and a row of them is short enough to be read back through AMI', () => {
  const spans = monthsOf('Pacific/Kiritimati');
  for (const [index, span] of spans.entries()) {
    expect(span.starts[0]).toBe(span.since);
    expect(spans[index + 1]?.since ?? span.till).toBe(span.till);
    // Each comma costs two characters there.
    expect(JSON.stringify(span.starts).replaceAll(',', '\\,').length).toBeLessThan(900);
  }
});
