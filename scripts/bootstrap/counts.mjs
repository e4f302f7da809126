// Sums of what the test runners report in JSON, for the closing line.
import fs from 'node:fs';

const readers = {
  vitest: (r) => ({ passed: r.numPassedTests, failed: r.numFailedTests, skipped: r.numPendingTests + r.numTodoTests }),
  playwright: ({ stats: s }) => ({ passed: s.expected + s.flaky, failed: s.unexpected, skipped: s.skipped }),
};

export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** A missing report (the runner died before writing it) counts as one failure. */
export function readReport(kind, file) {
  if (!fs.existsSync(file)) return { ...nothing, failed: 1 };
  return readers[kind](JSON.parse(fs.readFileSync(file, 'utf8')));
}

export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
