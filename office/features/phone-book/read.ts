/** The phone book as phones get it: names in order, numbers as they are dialled there. Pure, and made once for each state of the office. */
import { dialable } from '../../core/call-flow/target.ts';
import type { Read } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { queues } from '../queues/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { users } from '../users/table.ts';
import type { BookKind } from './kinds.ts';
import { bookEntries, bookHidden, phoneBook } from './table.ts';

export const bookId = 'phone-book';
/** More than phones take: most stop reading at some hundreds or thousands, and say nothing. */
export const mostEntries = 10_000;

export interface BookLine {
  id: string;
  kind: BookKind;
  name: string;
  /** Of the office, or E.164. */
  number: string;
  isHidden: boolean;
}

/** "Ärzte" stands between "Arzt" and "Aster". A key for each name: comparing by a collator takes ten times as long. */
const sortKey = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Everything that can be in it, hidden lines too, in the order of phones. */
export function bookLines(read: Read): BookLine[] {
  const book = read.get(phoneBook, bookId);
  const hidden = new Set(read.all(bookHidden).map((row) => row.id));
  const line = (kind: BookKind, id: string, name: string, number: string): BookLine[] =>
    name === '' ? [] : [{ id, kind, name, number, isHidden: hidden.has(id) }];
  const people = new Map(read.all(users).map((user) => [user.id, user]));
  const lines = [
    ...(book?.people === false
      ? []
      : read
          .all(extensions)
          .filter(({ type }) => type !== 'gateway')
          .flatMap(({ id, number, label, userId }) => {
            const user = people.get(userId ?? '');
            const name = user ? `${user.firstName} ${user.lastName}`.trim() : label;
            return line('person', id, name, number);
          })),
    ...(book?.groups === false
      ? []
      : [
          ...read.all(ringGroups).flatMap(({ id, name, number }) => line('group', id, name, number)),
          ...read.all(queues).flatMap(({ id, name, number }) => line('queue', id, name, number)),
        ]),
    ...(book?.publicNumbers === false
      ? []
      : read
          .all(publicNumbers)
          .filter(({ status }) => status === 'active')
          .flatMap(({ id, name1, name2, number }) => line('public', id, `${name1} ${name2}`.trim(), number))),
    ...read
      .all(bookEntries)
      .flatMap(({ id, name, company, number }) =>
        line('outside', id, company === '' ? name : `${name}, ${company}`, number),
      ),
  ];
  return lines
    .map((one) => ({ one, key: sortKey(one.name) }))
    .sort((a, b) => byText(a.key, b.key) || byText(a.one.number, b.one.number))
    .map(({ one }) => one);
}

const shownLines = (read: Read) =>
  read
    .memo(bookLines)
    .filter(({ isHidden }) => !isHidden)
    .slice(0, mostEntries);

/** In digits alone: a plus is dialled by the phones of some makers and not by those of others. */
const entriesBehind = (digit: string) => (read: Read) =>
  read.memo(shownLines).map(({ name, number }) => ({
    name,
    number: number.startsWith('+') ? `${digit}${dialable(number)}` : number,
  }));

/** One for each digit, because what is made is kept by its maker. */
const makers = new Map(['', ...'0123456789'].map((digit) => [digit, entriesBehind(digit)]));

/**
 * What phones get whose people need this digit for an outside line, or none; the same list as long as the office is the same.
 */
export const bookOf = (read: Read, digit = ''): readonly { name: string; number: string }[] => {
  const make = makers.get(digit);
  return make ? read.memo(make) : [];
};
