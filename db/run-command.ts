/**
 * Runs one command whole or not at all: read its input, one transaction with the journal, verify, commit. A refusal is
 * a value; anything unexpected rolls back too and goes on as an exception.
 */
import { parse } from '../office/core/parse.ts';
import { refuse, Refused, type Refusal } from '../office/core/refusal.ts';
import type { Actor } from '../office/core/store.ts';
import type { Touched } from './journal.ts';
import type { Outcome, Parts } from './office-parts.ts';
import { withoutSecrets } from './secrets.ts';
import { txOf } from './store.ts';
import { verify } from './verify.ts';

/** Commands of commands: deeper than any feature needs, so this is a circle. */
const deepest = 8;

export function runCommand(parts: Parts, name: string, input: unknown, actor: Actor): Outcome {
  return asOutcome(() => {
    const { command, value } = prepare(parts, name, input);
    const words = command.words(value as never, parts.rows);
    return inTransaction(parts, { command: name, input: value, words, actor, undoes: null }, () =>
      execute(parts, name, value, actor, 0),
    );
  });
}

function prepare(parts: Parts, name: string, input: unknown) {
  const command = parts.commands.get(name);
  if (!command) refuse({ kind: 'not-found', message: `There is no command named ${name.slice(0, 60)}.` });
  const parsed = parse(command.input, input);
  if (!parsed.ok) throw new Refused(parsed.error);
  return { command, value: parsed.value };
}

function execute(parts: Parts, name: string, value: unknown, actor: Actor, depth: number): unknown {
  const command = parts.commands.get(name);
  if (!command || depth > deepest) throw new Error(`${name} runs itself in a circle`);
  const tx = txOf({
    rows: parts.rows,
    actor,
    now: parts.now(),
    random: parts.random,
    run: (inner, input) => execute(parts, inner, prepare(parts, inner, input).value, actor, depth + 1),
  });
  return command.run(tx, value as never);
}

export interface Work {
  command: string;
  input: unknown;
  words: string;
  actor: Actor;
  undoes: number | null;
}

/** A change that left everything as it was leaves no entry either: rolled back, and still a success. */
class Unchanged extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('nothing changed');
    this.value = value;
  }
}

export function inTransaction(parts: Parts, work: Work, change: (entry: number) => unknown): Outcome & { ok: true } {
  const { db, journal, rows } = parts;
  try {
    return db
      .transaction(() => {
        const id = journal.begin({ ...work, at: parts.now(), input: withoutSecrets(work.input) });
        const value = change(id);
        const touched: Touched[] = journal.touched(id);
        if (touched.length === 0) throw new Unchanged(value);
        verify(parts, touched);
        return { ok: true as const, value, entry: journal.entry(id), touched };
      })
      .immediate();
  } catch (error) {
    if (error instanceof Unchanged) return { ok: true, value: error.value, touched: [] };
    throw error;
  } finally {
    rows.forget();
  }
}

export function asOutcome(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return { ok: false, error: refusal };
    throw error;
  }
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refused) return error.refusal;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED')
    return { kind: 'unavailable', message: 'Another program is writing to the office. Try again in a moment.' };
  if (code === 'SQLITE_FULL')
    return { kind: 'unavailable', message: 'The disk is full, so nothing was changed. Make room, then try again.' };
  return undefined;
}
