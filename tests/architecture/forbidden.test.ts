/** What must never be in a file: hosts of package archives (those are the machine's own business), paths of one machine. */
import { expect, test } from 'vitest';
import { filesOf, textOf } from './sources.ts';

// In pieces, so that this file does not hold what it looks for.
const forbidden: readonly [what: string, pattern: RegExp][] = [
  [
    'a package registry or mirror',
    new RegExp(
      [
        'registry\\.npmjs\\.',
        'registry\\.yarnpkg\\.',
        'npmmirror\\.',
        'deb\\.debian\\.',
        'snapshot\\.debian\\.',
        'archive\\.ubuntu\\.',
      ].join('|'),
    ),
  ],
  [
    'a folder of one machine',
    new RegExp(
      `(?<![\\w.~-])/(?:${['work', 'root', 'home/[a-z]+', 'Users/[a-z]+'].join('|')})/(?:main|shared|\\w+/\\w)`,
    ),
  ],
];

const binary = /\.(png|ico|icns|woff2?|wav|gsm|gz|zip|sqlite3|db)$/;
const files = filesOf('', /./).filter((file) => !binary.test(file) && !file.startsWith('tests/architecture/forbidden'));

test.each(forbidden)('no file names %s', (_what, pattern) => {
  const found = files.flatMap((file) => {
    const match = pattern.exec(textOf(file));
    return match ? [`${file}: ${match[0]}`] : [];
  });
  expect(found).toEqual([]);
});

test('nothing of a session is left behind', () => {
  const found = files.filter((file) => /(^|\/)(TODO|NOTES|PLAN|SCRATCH)(\.\w+)?$|\.(orig|rej|bak)$/i.test(file));
  expect(found).toEqual([]);
});
