/**
 * The measurements with their bars:
 *
 *   npm run bench                          everything, as a table
 *   npm run -s bench -- --json [ID...]     one JSON line each, for programs
 *
 * Progress goes to standard error. Exit code 0 also when a bar is missed, unless `--strict` is given; a measure that
 * cannot be made says so in its note and does not keep the others from running.
 */
import { parseArgs } from 'node:util';
import { isOk, say, type Measure, type Result } from './measure.ts';
import { measures } from './measures/index.ts';
import { openWorkspace } from './workspace.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, strict: { type: 'boolean' }, list: { type: 'boolean' } },
});

type Row = Measure & Result & { ok: boolean };

function chosen(): readonly Measure[] {
  const unknown = positionals.filter((id) => !measures.some((one) => one.id === id));
  if (unknown.length > 0) {
    say(`There is no measure ${unknown.join(', ')}. There are: ${measures.map(({ id }) => id).join(', ')}.`);
    process.exit(2);
  }
  return positionals.length === 0 ? measures : measures.filter(({ id }) => positionals.includes(id));
}

async function measured(measure: Measure): Promise<Row> {
  say(`${measure.id} ...`);
  let result: Result;
  try {
    result = await measure.run();
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    result = { value: null, n: 0, note: `failed: ${error instanceof Error ? error.message : String(error)}` };
  }
  return { ...measure, ...result, ok: isOk(measure, result) };
}

function line({ id, value, unit, bar, ok, baseline, n }: Row): string {
  return JSON.stringify({ id, value, unit, bar, ok, baseline: baseline ?? null, n });
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ id, value, unit, bar, isLeast, ok, baseline, n, note }) => [
    id,
    value === null ? '-' : String(value),
    unit,
    `${isLeast ? '>=' : '<='} ${bar}`,
    ok ? 'yes' : 'NO',
    baseline === undefined ? '-' : String(baseline),
    String(n),
    note ?? '',
  ]);
  const all = [['id', 'value', 'unit', 'bar', 'ok', 'baseline', 'n', 'note'], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const end = openWorkspace();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void end().finally(() => process.exit(130)));

if (flags.list) {
  process.stdout.write(`${measures.map(({ id, unit, bar }) => `${id}  ${bar} ${unit}`).join('\n')}\n`);
} else {
  const rows: Row[] = [];
  for (const measure of chosen()) {
    const row = await measured(measure);
    rows.push(row);
    if (flags.json) process.stdout.write(`${line(row)}\n`);
    say(`  ${row.id}: ${row.value ?? '-'} ${row.unit}${row.note ? ` (${row.note})` : ''}`);
  }
  if (!flags.json) process.stdout.write(`${table(rows)}\n`);
  if (flags.strict && rows.some(({ ok }) => !ok)) process.exitCode = 1;
}

// A measure that failed may have left a part of itself open; the figures are out, so nothing is waited for.
await end();
process.exit();
