import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBundle } from './find.ts';
import { wantedModules } from './modules.ts';
import { hostFiles, isAtLeast, verifyBundle } from './verify.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the phone engine', () => {
  it(
    '[R1] starts as an ordinary user from any folder: no complaint, no host library, every module',
    { timeout: 90_000 },
    async () => {
      const bundle = findBundle(root);
      if (bundle.kind === 'missing-bundle') throw new Error(bundle.message);
      const verdict = await verifyBundle(bundle);
      expect(verdict.problems).toEqual([]);
      expect(verdict.modulesRunning).toBe(wantedModules.length);
      expect(verdict.uid).not.toBe(0);
      expect(bundle.version).toMatch(/^22\./);
    },
  );

  it('carries licence, version and source of every package that something was taken from', () => {
    const bundle = findBundle(root);
    if (bundle.kind === 'missing-bundle') throw new Error(bundle.message);
    for (const pack of bundle.manifest.packages) {
      expect(bundle.manifest.files).toHaveProperty([`licences/${pack.name}.copyright`]);
      expect(pack).toMatchObject({
        version: expect.stringMatching(/\d/) as string,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
    }
  });

  it('says what to do when it is missing', () => {
    const found = findBundle('/nowhere', {});
    expect(found).toMatchObject({ kind: 'missing-bundle', dir: '/nowhere/.tools/asterisk' });
    expect(found.kind === 'missing-bundle' && found.message).toContain('npm start');
  });
});

describe('verdicts', () => {
  it('names host files in memory, but not caches and name-service plug-ins', () => {
    const line = (path: string): string => `7f00-7f01 r--p 00000000 08:01 1 ${path}`;
    const maps = [
      '/e e/lib/libc.so.6',
      '/usr/lib/locale/C.utf8/LC_CTYPE',
      '/lib/libnss_mdns4.so.2',
      '/lib/libssl.so.3',
      '[heap]',
    ];
    expect(hostFiles(maps.map(line).join('\n'), '/e e')).toEqual(['/lib/libssl.so.3']);
  });

  it('compares versions by number', () => {
    expect(isAtLeast('3.53.4', '3.51.3')).toBe(true);
    expect(isAtLeast('3.51.3', '3.51.3')).toBe(true);
    expect(isAtLeast('3.9.9', '3.51.3')).toBe(false);
  });
});
