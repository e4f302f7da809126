/**
 * Asks the running Asterisk for the rows it uses and compares them with what was projected. It answers through its own
 * connection to runtime.sqlite3 and its own reader, so what is equal here is what a call meets.
 */
import type { ProjectedRow } from '../../office/core/projection.ts';
import { keyOf, type OwnedRows } from './runtime.ts';

/** AMI Getvar of a dialplan function. */
export type Evaluate = (expression: string) => Promise<string>;

export interface Difference {
  owner: string;
  what: string;
}

export interface ReadBackResult {
  compared: number;
  differences: Difference[];
}

/** `atOnce`: how many questions are under way together. */
export async function readBack(evaluate: Evaluate, owners: readonly OwnedRows[], atOnce = 8): Promise<ReadBackResult> {
  const questions = owners.flatMap(({ owner, rows }) => rows.map((row) => ({ owner, row })));
  const differences: Difference[] = [];
  let next = 0;
  const ask = async () => {
    for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
      const difference = await compare(evaluate, question.row);
      if (difference !== undefined) differences.push({ owner: question.owner, what: difference });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, questions.length) }, ask));
  return { compared: questions.length, differences };
}

async function compare(evaluate: Evaluate, { table, row }: ProjectedRow): Promise<string | undefined> {
  const key = keyOf(table);
  const id = String((row as unknown as Record<string, unknown>)[key]);
  const answer = fields(await evaluate(`REALTIME_HASH(${table},${key},${id})`));
  if (answer.length === 0) return `${table} ${id} is missing in Asterisk`;
  // Asterisk answers with the values alone, in the order of the columns; the owner, which it does not use, comes first.
  const expected = Object.values(row).map(String);
  const got = answer.slice(answer.length - expected.length);
  return got.length === expected.length && got.every((value, index) => value === expected[index])
    ? undefined
    : `${table} ${id} differs in Asterisk`;
}

/** Comma-separated values in which a backslash takes the next character literally (main/app.c, func_realtime.c). */
export function fields(text: string): string[] {
  if (text === '') return [];
  const list = [''];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === ',') list.push('');
    else list[list.length - 1] += character === '\\' ? (text[++index] ?? '') : (character ?? '');
  }
  return list;
}
