/**
 * Undo, redo and going back to any point, for every feature alike: the rows before are written again as a new entry.
 * Nothing is ever taken out of the history, and nothing is overwritten that somebody changed since.
 */
import { refuse } from '../office/core/refusal.ts';
import type { Actor } from '../office/core/store.ts';
import type { Entry, Touched } from './journal.ts';
import { ownerOfRow } from './owner.ts';
import type { Outcome, Parts } from './office-parts.ts';
import { asOutcome, inTransaction } from './run-command.ts';
import type { AnyRow } from './tables.ts';

/** The entry with which an office begins; there is nothing before it. */
export const firstCommand = 'office.create';

export function undo(parts: Parts, actor: Actor, entryId?: number): Outcome {
  return asOutcome(() => {
    const entry = entryId === undefined ? parts.journal.newest('undoable') : parts.journal.entry(entryId);
    if (!entry) refuse({ kind: 'not-found', message: 'There is nothing to undo.' });
    if (entry.command === firstCommand)
      refuse({ kind: 'rule', rule: 'first-entry', message: 'There is nothing to undo: this is how the office began.' });
    if (entry.undoneBy !== null)
      refuse({ kind: 'rule', rule: 'already-undone', message: `This is undone already: ${entry.words}` });
    return takeBack(parts, actor, entry);
  });
}

/** Does again what was undone last, as long as nothing else was done since. */
export function redo(parts: Parts, actor: Actor): Outcome {
  return asOutcome(() => {
    const taken = parts.journal.newest('redoable');
    if (!taken) refuse({ kind: 'not-found', message: 'There is nothing to do again.' });
    return takeBack(parts, actor, taken);
  });
}

function takeBack(parts: Parts, actor: Actor, entry: Entry): Outcome & { ok: true } {
  const isRedo = entry.undoes !== null;
  const original = isRedo ? (parts.journal.entry(entry.undoes ?? 0)?.words ?? entry.words) : entry.words;
  const words = isRedo ? `Did again: ${original}` : `Undid: ${original}`;
  const command = isRedo ? 'history.redo' : 'history.undo';
  return inTransaction(parts, { command, input: { entry: entry.id }, words, actor, undoes: entry.id }, (id) => {
    const touched = parts.journal.touched(entry.id);
    for (const change of touched) refuseStale(parts, change);
    restore(parts, touched);
    parts.journal.setUndone(entry.id, id);
    // Undoing an undo puts the first entry in force again, so that it can be undone once more.
    if (entry.undoes !== null) parts.journal.setUndone(entry.undoes, null);
  });
}

/** Makes the office what it was right after an entry. An ordinary entry itself, so undo brings everything back. */
export function undoTo(parts: Parts, actor: Actor, entryId: number): Outcome {
  return asOutcome(() => {
    const entry = parts.journal.entry(entryId);
    if (!entry) refuse({ kind: 'not-found', message: 'This entry is not in the history.' });
    const words = `Went back to: ${entry.words}`;
    const work = { command: 'history.undo-to', input: { entry: entryId }, words, actor, undoes: null };
    return inTransaction(parts, work, (id) => restore(parts, parts.journal.touchedSince(entryId, id)));
  });
}

/** Removes first and adds last, so that a row is never there twice on the way. */
function restore(parts: Parts, touched: readonly Touched[]): void {
  const order = ({ before, after }: Touched) => (before === null ? 0 : after === null ? 2 : 1);
  for (const { table, id, before, after } of [...touched].sort((a, b) => order(a) - order(b))) {
    const info = parts.tables.get(table);
    if (!info) throw new Error(`no table ${table}`);
    if (before === null) parts.rows.remove(info, id);
    else if (after === null) parts.rows.insert(info, before);
    else parts.rows.update(info, id, before);
  }
}

function refuseStale(parts: Parts, { table, id, before, after }: Touched): void {
  const info = parts.tables.get(table);
  const current = info && (parts.rows.get(info.table, id) as AnyRow | undefined);
  if (JSON.stringify(current ?? null) === JSON.stringify(after)) return;
  const row = current ?? before ?? after;
  const label = row ? ownerOfRow(parts, table, row).label : id;
  refuse({
    kind: 'stale',
    message: `${label} was changed again since. Undo the later change first, or go back to a point in the history.`,
  });
}
