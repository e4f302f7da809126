/**
 * What must hold at the end of every command and of every undo, whoever made the change: a number has one holder,
 * nothing stands in use that is gone, and the features' own rules between rows.
 */
import { numberOwner, type Reference } from '../office/core/feature.ts';
import { refuse, type Owner } from '../office/core/refusal.ts';
import type { Touched } from './journal.ts';
import { ownerOf, ownerOfRow } from './owner.ts';
import type { Parts } from './office-parts.ts';
import { numbersAsTargets } from './references.ts';

export function verify(parts: Parts, touched: readonly Touched[]): void {
  for (const change of touched) refuseTakenNumbers(parts, change);
  refuseInUse(parts, touched);
  for (const change of touched) refuseMissing(parts, change);
  for (const { table, before, after } of touched) {
    const entity = parts.entityOf(table);
    if (after) entity?.check?.(after as never, parts.rows);
    else entity?.checkGone?.(before as never, parts.rows);
  }
}

function refuseTakenNumbers(parts: Parts, { table, id, after }: Touched): void {
  for (const { id: number } of numbersAsTargets(parts.entityOf(table), after)) {
    const other = parts.references.holders(number).find((holder) => holder.table !== table || holder.id !== id);
    if (!other) continue;
    const owner = ownerOf(parts, other);
    refuse({
      kind: 'number-taken',
      number,
      owner,
      message: `${number} is in use by ${owner.label}. Choose another number, or change that one first.`,
      remedy: owner.route === undefined ? undefined : { label: `Open ${owner.label}`, route: owner.route },
    });
  }
}

/** Rows and numbers that this change took away while others still name them: all users of all of them, so that one look is enough. */
function refuseInUse(parts: Parts, touched: readonly Touched[]): void {
  const missed = touched.flatMap(({ table, id, before, after }) => {
    const gone: Reference[] = numbersAsTargets(parts.entityOf(table), before).filter(
      (number) => parts.references.holder(number.id) === undefined,
    );
    if (after === null) gone.push({ table, id });
    const by = gone.flatMap((target) => parts.references.usersOf(target)).map((user) => ownerOf(parts, user));
    return by.length === 0 || before === null ? [] : [{ by, what: ownerOfRow(parts, table, before).label }];
  });
  // Parts go before what they are parts of.
  const what = missed.at(-1)?.what;
  if (what === undefined) return;
  const by = distinct(missed.flatMap((one) => one.by));
  const names = by
    .slice(0, 3)
    .map((owner) => owner.label)
    .join(', ');
  const more = by.length > 3 ? ` and ${by.length - 3} more` : '';
  const route = by[0]?.route;
  refuse({
    kind: 'in-use',
    by,
    message: `${what} is in use by ${names}${more}. Change that first.`,
    remedy: route === undefined ? undefined : { label: `Open ${by[0]?.label}`, route },
  });
}

/** Rows that this change needs: an undo may bring back one whose counterpart is gone. */
function refuseMissing(parts: Parts, { table, after }: Touched): void {
  if (after === null) return;
  for (const target of parts.entityOf(table)?.uses?.(after as never) ?? []) {
    const info = parts.tables.get(target.table);
    if (info ? parts.rows.get(info.table, target.id) : parts.references.holder(target.id)) continue;
    const label = ownerOfRow(parts, table, after).label;
    refuse({
      kind: 'not-found',
      message:
        target.table === numberOwner
          ? `There is no number ${target.id} in this office, but ${label} needs it. Choose a number that exists.`
          : `Something that ${label} needs is no longer there. Look at the list again and choose another.`,
    });
  }
}

function distinct(owners: Owner[]): Owner[] {
  return owners.filter((owner, at) => owners.findIndex((o) => o.table === owner.table && o.id === owner.id) === at);
}
