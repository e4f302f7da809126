import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingSymbols } from './closure.ts';
import type { Elf } from './elf.ts';
import { parseElf } from './elf.ts';
import { findBundle } from './find.ts';

const elf = (defined: string[], wanted: string[]): Elf => ({
  needed: [],
  defined: new Set(defined),
  wanted: new Set(wanted),
  text: () => undefined,
});

describe('ELF files', () => {
  it('reads what a real module needs, defines and lacks', () => {
    const bundle = findBundle(resolve(import.meta.dirname, '../..'));
    if (bundle.kind === 'missing-bundle') throw new Error(bundle.message);
    const module = parseElf(readFileSync(`${bundle.modules}/res_pjsip_outbound_publish.so`));
    expect(module.needed).toContain('libc.so.6');
    expect([...module.wanted].some((name) => name.startsWith('ast_'))).toBe(true);
    expect([...module.defined].some((name) => name.startsWith('ast_sip_'))).toBe(true);
    const sqlite = parseElf(readFileSync(`${bundle.lib}/libsqlite3.so.0`));
    expect(sqlite.text('sqlite3_version')).toMatch(/^3\.\d+\.\d+$/);
    expect(sqlite.text('no_such_symbol')).toBeUndefined();
  });

  it('refuses other files', () => {
    expect(() => parseElf(Buffer.from('#!/bin/sh\n'))).toThrow('not a 64 bit');
  });

  it('names the module that would provide a missing symbol', () => {
    const chosen = new Map([['res_a', elf([], ['ast_b', 'ast_core'])]]);
    const all = new Map([...chosen, ['res_b', elf(['ast_b'], [])]]);
    expect(missingSymbols(chosen, new Set(['ast_core']), all)).toEqual(['res_a needs ast_b of res_b']);
    expect(missingSymbols(all, new Set(['ast_core']), all)).toEqual([]);
  });
});
