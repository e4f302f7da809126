/** What is in a built bundle: the packages with their versions, and size and hash of every file. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DebPackage } from './apt.ts';

export interface Manifest {
  readonly format: 1;
  /** Asterisk's own version, e.g. 22.10.1. */
  readonly asterisk: string;
  readonly sqlite: string;
  readonly architecture: string;
  readonly suite: string;
  /** Hash of everything that decides the content: the builder's files and the architecture. */
  readonly inputs: string;
  readonly modules: readonly string[];
  readonly packages: readonly DebPackage[];
  readonly files: Readonly<Record<string, { readonly size: number; readonly sha256: string }>>;
}

export const manifestFile = 'manifest.json';

export function listFiles(dir: string): Record<string, { size: number; sha256: string }> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .filter((path) => path !== manifestFile)
    .sort();
  return Object.fromEntries(
    paths.map((path) => {
      const bytes = readFileSync(join(dir, path));
      return [path, { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
    }),
  );
}

/** Undefined when the folder is no bundle or one of its files is missing or has another size: cheap, at every start. */
export function readManifest(dir: string): Manifest | undefined {
  try {
    // Written by the builder of the same version in its last step; `format` guards against older ones.
    const manifest = JSON.parse(readFileSync(join(dir, manifestFile), 'utf8')) as Manifest;
    if (manifest.format !== 1) return undefined;
    const whole = Object.entries(manifest.files).every(([path, { size }]) => statSync(join(dir, path)).size === size);
    return whole ? manifest : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Files whose content differs from the manifest. */
export function damagedFiles(dir: string, manifest: Manifest): string[] {
  const found = listFiles(dir);
  const names = new Set([...Object.keys(found), ...Object.keys(manifest.files)]);
  return [...names].filter((path) => found[path]?.sha256 !== manifest.files[path]?.sha256);
}
