/**
 * Offices that once differed, kept as files in fixed/: each is a test for ever. `asFixed` writes one as text, which a
 * failing seed prints.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableName } from 'drizzle-orm';
import type { Feature } from '../../../office/core/feature.ts';
import { features } from '../../../office/features/index.ts';
import { memoryOffice } from '../memory-read.ts';
import type { Scenario } from './scenario.ts';

const folder = join(import.meta.dirname, 'fixed');
const maps = ['phones', 'secrets', 'rotation', 'keys', 'outside', 'facts'] as const;

type FixedFile = Pick<Scenario, 'seed' | 'block' | 'call'> &
  Record<(typeof maps)[number], Record<string, unknown>> & { rows: { table: string; row: Record<string, unknown> }[] };

export function asFixed(one: Scenario): string {
  const entries = maps.map((name) => [name, Object.fromEntries(one[name] as Map<string, unknown>)]);
  return JSON.stringify({
    seed: one.seed,
    block: one.block,
    call: one.call,
    rows: one.office.everything(),
    ...Object.fromEntries(entries),
  });
}

export function fixedScenarios(): Scenario[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => scenarioOf(JSON.parse(readFileSync(join(folder, name), 'utf8')) as FixedFile));
}

function scenarioOf({ seed, block, call, rows, ...rest }: FixedFile): Scenario {
  const tables = new Map(
    features
      .flatMap((feature: Feature) => feature.entities ?? [])
      .map(({ table }) => [getTableName(table), table] as const),
  );
  const office = memoryOffice();
  for (const { table, row } of rows) {
    const known = tables.get(table);
    if (!known) throw new Error(`a fixed office has a row of ${table}, which there is no longer`);
    office.add(known, row);
  }
  const entries = maps.map((name) => [name, new Map(Object.entries(rest[name]))]);
  return { seed, block, office, call, ...Object.fromEntries(entries) } as Scenario; // Safe: every map is in the list.
}
