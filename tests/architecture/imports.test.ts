/** The table of ARCHITECTURE.md, kept true by reading every import: which folder may use what. */
import { describe, expect, test } from 'vitest';
import { filesOf, importsOf, isOwn, packageOf, type Import } from './sources.ts';

interface Rule {
  folder: string;
  /** Folders or files of ours. */
  own: readonly string[];
  packages: readonly string[];
  node: boolean;
}

const ui = [
  'svelte', 'bits-ui', '@internationalized/date', '@lucide/svelte', '@tanstack/virtual-core', 'svelte-sonner', 'tinykeys', '@xyflow/svelte', '@dagrejs/dagre',
  '@fontsource-variable/jetbrains-mono', '@fontsource-variable/source-sans-3', 'zod',
]; // prettier-ignore

const rules: readonly Rule[] = [
  {
    folder: 'office',
    own: ['office'],
    packages: ['zod', 'drizzle-orm/sqlite-core', 'libphonenumber-js', 'temporal-polyfill'],
    node: false,
  },
  { folder: 'phones/vendors', own: ['phones/vendors', 'phones/mac.ts', 'office/core'], packages: [], node: false },
  { folder: 'db', own: ['db', 'office'], packages: ['drizzle-orm', 'better-sqlite3', 'zod'], node: true },
  {
    folder: 'asterisk',
    own: ['asterisk', 'office'],
    packages: ['asterisk-manager', 'better-sqlite3', 'zod'],
    node: true,
  },
  {
    folder: 'phones',
    own: ['phones', 'office'],
    packages: ['fast-xml-parser', 'ipaddr.js', 'multicast-dns', 'zod'],
    node: true,
  },
  {
    folder: 'service',
    own: ['service', 'office', 'db', 'asterisk', 'phones'],
    packages: ['better-sqlite3', 'ipaddr.js', 'zod', 'drizzle-orm', '@peculiar/x509', 'reflect-metadata', 'nodemailer'],
    node: true,
  },
  {
    folder: 'electron',
    own: [
      'electron',
      'service/client.ts',
      'service/contract.ts',
      'service/host.ts',
      'service/place.ts',
      'service/protocol.ts',
    ],
    packages: ['electron', 'zod'],
    node: true,
  },
  // Tables are types there: what a row is, not how it is kept.
  {
    folder: 'renderer',
    own: ['renderer', 'office', 'service/contract.ts', 'service/protocol.ts'],
    packages: ui,
    node: false,
  },
];

/** Tests, and what only tests and builds use. */
const isAside = (file: string): boolean =>
  /\.test\.ts$|\.config\.ts$|\/(fake-server|test-support|random-office)\.ts$|^phones\/virtual\/|^renderer\/(gallery\/|build\.ts$|test-setup\.ts$)/.test(
    file,
  );

const ruleOf = (file: string): Rule | undefined =>
  [...rules].sort((a, b) => b.folder.length - a.folder.length).find(({ folder }) => file.startsWith(`${folder}/`));

const product = rules.flatMap(({ folder }) => filesOf(folder, /\.(ts|svelte)$/)).filter((file) => !isAside(file));
const all = [...new Set(product)].flatMap(importsOf);

function complaint({ file, target }: Import): string | undefined {
  const rule = ruleOf(file);
  if (!rule) return undefined;
  if (target.startsWith('node:'))
    return rule.node ? undefined : `${file} imports ${target}: ${rule.folder}/ has no Node`;
  const isAllowed = isOwn(target)
    ? rule.own.some((own) => target === own || target.startsWith(`${own}/`))
    : rule.packages.some((name) => name === target || name === packageOf(target));
  if (isAllowed) return undefined;
  const may = [...rule.own, ...rule.packages, ...(rule.node ? ['node:*'] : [])].join(', ');
  return `${file} imports ${target}; ${rule.folder}/ may import: ${may}`;
}

test('files are found', () => {
  expect(product.length).toBeGreaterThan(150);
  expect(all.length).toBeGreaterThan(500);
});

test.each(rules.map(({ folder }) => folder))('%s/ imports only what it may', (folder) => {
  const found = all.filter(({ file }) => ruleOf(file)?.folder === folder).flatMap((one) => complaint(one) ?? []);
  expect(found).toEqual([]);
});

test('only electron/ imports electron', () => {
  const found = all.filter(({ file, target }) => packageOf(target) === 'electron' && !file.startsWith('electron/'));
  expect(found).toEqual([]);
});

test("the window sees of the service's contract and of tables the types only", () => {
  const found = all
    .filter(({ file }) => file.startsWith('renderer/'))
    .filter(({ target }) => target.startsWith('service/') || /^office\/features\/.*(?<!\.svelte)$/.test(target))
    .filter(({ isType, target }) => !isType && (target.startsWith('service/') || target.endsWith('/table.ts')));
  expect(found.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

describe('features', () => {
  const featureOf = (path: string) => /^office\/features\/([^/]+)\//.exec(path)?.[1];

  test("do not import each other's commands: those are run by name", () => {
    const found = all.filter(
      ({ file, target }) =>
        featureOf(file) !== undefined &&
        featureOf(target) !== undefined &&
        featureOf(file) !== featureOf(target) &&
        /^\w+Commands$/m.test(importedNames(file, target)),
    );
    expect(found.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  test('every folder stands in the registry', () => {
    const folders = new Set(
      filesOf('office/features')
        .map(featureOf)
        .filter((name) => name !== undefined),
    );
    const registered = importsOf('office/features/index.ts').map(({ target }) => featureOf(target));
    expect([...folders].filter((name) => !registered.includes(name))).toEqual([]);
  });
});

/** Names that a file takes from another one, one a line. */
function importedNames(file: string, target: string): string {
  const names = importsOf(file)
    .filter((one) => one.target === target)
    .map((one) => one.names);
  return names
    .join(',')
    .replace(/[{}\s]/g, '')
    .replaceAll(',', '\n');
}

test('every folder of health checks, node kinds and vendors is in its registry', () => {
  const registries = [
    {
      registry: 'service/health/index.ts',
      files: filesOf('service/health', /\.ts$/).filter((file) => !/(index|check)\.ts$|\.test\.ts$/.test(file)),
    },
    {
      registry: 'office/core/call-flow/kinds.ts',
      files: filesOf('office/core/call-flow', /\/call-flow\/[^/]+\/index\.ts$/),
    },
    { registry: 'phones/vendors/index.ts', files: filesOf('phones/vendors', /\/vendors\/[^/]+\/index\.ts$/) },
  ];
  for (const { registry, files } of registries) {
    const targets = importsOf(registry).map(({ target }) => target);
    expect(
      files.filter((file) => !targets.includes(file)),
      registry,
    ).toEqual([]);
  }
});
