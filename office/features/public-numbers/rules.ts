/** What must hold between a number and its site, also after an undo. */
import { refuse } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { sites } from '../sites/table.ts';
import { numberLabel } from './flow.ts';
import type { PublicNumber } from '../trunks/read.ts';

/** The main number of a site is one of its own, and in use. */
export function refuseBadMain(number: PublicNumber, read: Read): void {
  const site = read.all(sites, { mainNumberId: number.id })[0];
  if (!site || (number.siteId === site.id && number.status === 'active')) return;
  const label = numberLabel(read, number);
  refuse({
    kind: 'rule',
    rule: 'main-number',
    message: `${label} is the main number of ${site.name}, so it stays there and in use. Make another number the main number first.`,
  });
}
