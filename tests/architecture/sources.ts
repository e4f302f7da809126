/** The product's own files and what they import, for the tests of this folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const notOurs: ReadonlySet<string> = new Set([
  'node_modules',
  'out',
  'dist',
  '.tools',
  '.git',
  'test-results',
  'screenshots',
]);

/** Paths from the root, with slashes, in order. */
export function filesOf(folder = '', wanted: RegExp = /./): string[] {
  const found: string[] = [];
  const walk = (at: string) => {
    for (const entry of readdirSync(join(root, at), { withFileTypes: true })) {
      if (notOurs.has(entry.name)) continue;
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && wanted.test(path)) found.push(path);
    }
  };
  walk(folder);
  return found.sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Import {
  file: string;
  /** As written. */
  names: string;
  /** Path from the root for our own files, else the package or `node:` module. */
  target: string;
  isType: boolean;
}

// Statements only at the start of a line: that is how prettier writes them, and comments and texts do not count.
const statement = /^(?:import|export)\s+(type\s+)?(?:([\w*\s{},$]+?)\s+from\s+)?'([^']+)'/gm;
const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g;

export function importsOf(file: string): Import[] {
  const text = textOf(file);
  const found = [...text.matchAll(statement)].map(([, type, names = '', from = '']) => ({
    file,
    names,
    target: targetOf(file, from),
    // `import { type A, type B }` is erased as well.
    isType:
      type !== undefined ||
      (/^\{/.test(names.trim()) &&
        names
          .replace(/[{}]/g, '')
          .split(',')
          .every((name) => name.trim() === '' || name.trim().startsWith('type '))),
  }));
  const later = [...text.matchAll(dynamic)].map(([, from = '']) => ({
    file,
    names: '',
    target: targetOf(file, from),
    isType: false,
  }));
  return [...found, ...later];
}

function targetOf(file: string, from: string): string {
  if (!from.startsWith('.')) return from;
  return relative(root, resolve(root, dirname(file), from))
    .split(sep)
    .join('/');
}

/** `drizzle-orm/sqlite-core` of `drizzle-orm`; `@scope/name`. */
export const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

export const isOwn = (target: string): boolean => filesRoots.has(target.split('/')[0] ?? '');

const filesRoots: ReadonlySet<string> = new Set(
  readdirSync(root, { withFileTypes: true }).flatMap((entry) => (notOurs.has(entry.name) ? [] : [entry.name])),
);
