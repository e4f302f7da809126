/** What the documents say exists does, and the page of features names every feature with the tests that carry it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOf, root, textOf } from './sources.ts';
import { specIds } from './spec-ids.ts';

const documents = ['README.md', 'ARCHITECTURE.md', ...filesOf('docs', /\.md$/)].filter((file) =>
  existsSync(join(root, file)),
);

/** `office/core/`, `service/main.ts`: paths that begin with one of our folders and stand in code style. */
const ourFolders = 'office|asterisk|phones|db|service|electron|renderer|tests|scripts|docs';
const named = new RegExp(`\`((?:${ourFolders})/[A-Za-z0-9_./-]*)\``, 'g');

describe.each(documents)('%s', (document) => {
  const text = textOf(document);

  test('names only folders and files that are there', () => {
    const missing = [...text.matchAll(named)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  test('links only to files that are there', () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
    const missing = targets.filter(
      (target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(document), target)),
    );
    expect(missing).toEqual([]);
  });
});

describe('docs/features.md', () => {
  const rows = existsSync(join(root, 'docs/features.md')) ? rowsOf(textOf('docs/features.md')) : [];
  const states = ['done', 'partly', 'not'];

  test('lists every id of the specification once, and no other', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual([...specIds].sort());
  });

  test('says done, partly or not yet; what is there has tests', () => {
    expect(rows.filter(({ state }) => !states.includes(state)).map(({ id, state }) => `${id}: ${state}`)).toEqual([]);
    expect(rows.filter(({ state, tests }) => state !== 'not' && tests.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('names the tests that carry the id in a title, all of them and no others', () => {
    const carrying = new Map(filesOf('', /\.(test|spec)\.ts$/).map((file) => [file, idsInTitles(textOf(file))]));
    for (const { id, state, tests } of rows) {
      const files = [...carrying].filter(([, ids]) => ids.has(id)).map(([file]) => file);
      if (state !== 'not') expect({ id, tests: [...tests].sort() }).toEqual({ id, tests: files.sort() });
    }
  });
});

/** `test('[X5] [N8] ...', ...)` and its kin, also over two lines. */
function idsInTitles(text: string): Set<string> {
  const titles = text.matchAll(/\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)?\(\s*(['"`])((?:\[[UIPNXGR]\d+\] ?)+)/g);
  return new Set([...titles].flatMap(([, , ids = '']) => ids.match(/[UIPNXGR]\d+/g) ?? []));
}

interface FeatureRow {
  id: string;
  state: string;
  tests: string[];
}

/** A table whose head names the columns id, state and tests; others may stand between. Tests: paths in code style. */
function rowsOf(text: string): FeatureRow[] {
  let head: string[] | undefined;
  const rows: FeatureRow[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) {
      head = undefined;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
    if (!head) {
      head = cells.map((cell) => cell.toLowerCase());
      continue;
    }
    const cell = (name: string) => cells[head?.indexOf(name) ?? -1] ?? '';
    if (!head.includes('id')) continue;
    const state =
      cell('state')
        .toLowerCase()
        .split(/[^a-z]/)[0] ?? '';
    rows.push({
      id: cell('id').replace(/[`*]/g, ''),
      state,
      tests: [...cell('tests').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    });
  }
  return rows;
}
