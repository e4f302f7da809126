/** Which numbers an extension may show and does show outside (spec X10). Only numbers of the office ever come out of here. */
import type { Read, Row } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { mainNumber } from '../trunks/read.ts';
import { callerIdChoices, callerIdRequests, callerIds } from './table.ts';

export interface AllowedNumber {
  number: string;
  /** `office`: one of its public numbers. `mobile`: registered for this extension. `approved`: asked for and approved. */
  origin: 'office' | 'mobile' | 'approved';
}

export interface ShownOutside {
  /** One of these for each call, by chance; several only when the choice is random. */
  numbers: string[];
  isHidden: boolean;
  shows: 'own' | 'caller';
}

const activeOf = (read: Read, siteId: string): Row<typeof publicNumbers>[] =>
  read
    .all(publicNumbers, { siteId, status: 'active' })
    .sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));

/** What the extension may choose from: the administrator's list, or every active number of its site; its mobile; what was approved. */
export function allowedNumbers(read: Read, extensionId: string): AllowedNumber[] {
  const extension = read.get(extensions, extensionId);
  if (!extension) return [];
  const listed = new Set(read.all(callerIdChoices, { extensionId }).map(({ numberId }) => numberId));
  const mobile = read.get(callerIds, extensionId)?.mobile ?? '';
  return [
    ...activeOf(read, extension.siteId)
      .filter(({ id }) => listed.size === 0 || listed.has(id))
      .map(({ number }) => ({ number, origin: 'office' as const })),
    ...(mobile === '' ? [] : [{ number: mobile, origin: 'mobile' as const }]),
    ...read
      .all(callerIdRequests, { extensionId, status: 'approved' })
      .map(({ number }) => ({ number, origin: 'approved' as const })),
  ].filter((one, at, all) => all.findIndex(({ number }) => number === one.number) === at);
}

/** The site's main number, or its first active one. */
export function siteNumber(read: Read, siteId: string): string | undefined {
  const main = mainNumber(read, siteId);
  return main?.status === 'active' ? main.number : activeOf(read, siteId)[0]?.number;
}

/** Numbers of its own that it shows; empty: the site's. One that was taken from the office or from the list since is never shown. */
export function ownNumbers(read: Read, extensionId: string): string[] {
  const row = read.get(callerIds, extensionId);
  if (!row || row.mode === 'main') return [];
  const allowed = allowedNumbers(read, extensionId).map(({ number }) => number);
  return row.mode === 'random' ? allowed : allowed.filter((number) => number === row.number);
}

/** `extensionId`: or `office`. */
export function callerIdsShown(read: Read, extensionId: string, siteId: string): ShownOutside {
  const row = read.get(callerIds, extensionId);
  const own = ownNumbers(read, extensionId);
  const main = siteNumber(read, siteId);
  return {
    numbers: own.length > 0 ? own : main === undefined ? [] : [main],
    isHidden: row?.hidden ?? false,
    shows: row?.forwardShows ?? 'own',
  };
}
