import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as schema from '../db/schema.ts';
import type { AnyCommand, AnyEntity, AnyQuery, Feature } from './core/feature.ts';
import { features, flowCompilers } from './features/index.ts';

const all: readonly Feature[] = features;
const folder = join(import.meta.dirname, 'features');
const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));
const duplicates = (names: string[]) => names.filter((name, at) => names.indexOf(name) !== at);

describe('the registry of features', () => {
  it('has every folder once, under its own name', () => {
    expect(all.map((feature) => feature.id).sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== 'index.ts')
        .sort(),
    );
  });

  it('gives every command and query one name, noun.verb', () => {
    const commands = all.flatMap((feature) => Object.keys(feature.commands ?? {}));
    const queries = all.flatMap((feature) => Object.keys(feature.queries ?? {}));
    expect(duplicates([...commands, ...queries])).toEqual([]);
    for (const name of commands) expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    for (const name of queries) expect(name).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
  });

  it('has a labelled entity for every table of the schema, and every table file in the schema', () => {
    const entities: AnyEntity[] = all.flatMap((feature) => feature.entities ?? []);
    const names = entities.map((entity) => getTableName(entity.table));
    expect(duplicates(names)).toEqual([]);
    expect(names.sort()).toEqual(tables.map((table) => getTableName(table)).sort());
    for (const entity of entities) expect(entity.label).toBeTypeOf('function');
    const folders = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'table.ts')));
    expect(folders.length).toBeGreaterThan(0);
  });

  it('names only tables and observed topics that exist', () => {
    const known = new Set<string>(tables.map((table) => getTableName(table)));
    const queries: AnyQuery[] = all.flatMap((feature) => Object.values(feature.queries ?? {}));
    for (const topic of queries.flatMap((query) => query.topics))
      expect(known.has(topic) || topic === 'journal' || /^observed:[a-z-]+$/.test(topic), topic).toBe(true);
  });

  it('reads no input that is not an object with known fields', () => {
    const inputs: (AnyCommand | AnyQuery)[] = all.flatMap((feature) => [
      ...Object.values(feature.commands ?? {}),
      ...Object.values(feature.queries ?? {}),
    ]);
    for (const { input } of inputs) {
      for (const wrong of [undefined, null, 7, 'x', [], { unheardOf: 1 }])
        expect(input.safeParse(wrong).success).toBe(false);
    }
  });

  it('gives every sort of call-flow node its own prefix', () => {
    expect(duplicates(flowCompilers.map((compiler) => compiler.prefix))).toEqual([]);
  });
});
