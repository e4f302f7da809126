/** The office's phone book on desk phones (spec G4): people, groups, public numbers with names, and outside contacts. */
import { z } from 'zod';
import { command, defineFeature, entity, query } from '../../core/feature.ts';
import { formatNumber } from '../../core/phone-number.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { mostRows, planImport } from './import.ts';
import { bookKinds } from './kinds.ts';
import { bookId, bookLines, mostEntries } from './read.ts';
import { bookNumber, entryName } from './rules.ts';
import { bookEntries, bookHidden, phoneBook } from './table.ts';

const company = line(60, 'The company');
const number = line(40, 'The number');
/** 10,000 lines of usual length; below the limit of a request. */
const text = z.string().max(600_000, 'The file is too large. Split it.');

const nameOf = (read: Read, entryId: string) => read.get(bookEntries, entryId)?.name ?? entryId;
const numberFor = (read: Read, typed: string) =>
  bookNumber(read, typed) ??
  refuseField('number', 'This is not a phone number. Write it as you would dial it, or with + and country code.');

function refuseFull(read: Read, more: number): void {
  if (read.count(bookEntries) + more > mostEntries)
    refuse({ kind: 'rule', rule: 'phone-book-full', message: `The phone book has at most ${mostEntries} contacts.` });
}

const ofBook = {
  isServed: z.boolean().optional(),
  people: z.boolean().optional(),
  groups: z.boolean().optional(),
  publicNumbers: z.boolean().optional(),
};

const makeBook = (tx: Tx) => void tx.insert(phoneBook, { id: bookId, token: tx.newSecret() });

export const phoneBookFeature = defineFeature({
  id: 'phone-book',
  entities: [
    entity({ table: phoneBook, label: () => 'The phone book', route: () => '/phone-book' }),
    entity({ table: bookEntries, label: (row) => row.name, route: () => '/phone-book' }),
    entity({ table: bookHidden, label: () => 'A hidden line of the phone book', route: () => '/phone-book' }),
  ],
  commands: {
    'phone-book.update': command({
      input: z.strictObject(ofBook),
      words(input) {
        if (input.isServed === false) return 'Phones no longer get the phone book.';
        if (input.isServed === true) return 'Phones get the phone book.';
        return 'Changed what is in the phone book.';
      },
      run: (tx, input) => void tx.update(phoneBook, bookId, input),
    }),
    'phone-book.add': command({
      input: z.strictObject({ name: entryName, company: company.default(''), number }),
      words: (input) => `Added ${input.name} to the phone book.`,
      run(tx, input) {
        refuseFull(tx, 1);
        const made = { ...input, number: numberFor(tx, input.number) };
        const same = tx.all(bookEntries, { number: made.number }).find(({ name }) => name === made.name);
        if (same) refuseField('number', `${same.name} is there already with this number.`);
        return { id: tx.insert(bookEntries, { id: tx.newId('contact'), ...made }).id };
      },
    }),
    'phone-book.change': command({
      input: z.strictObject({
        id,
        name: entryName.optional(),
        company: company.optional(),
        number: number.optional(),
      }),
      words: (input, read) => `Changed ${nameOf(read, input.id)} in the phone book.`,
      run(tx, { id: entryId, number: typed, ...rest }) {
        found(tx.get(bookEntries, entryId), 'This contact');
        tx.update(bookEntries, entryId, {
          ...rest,
          ...(typed === undefined ? {} : { number: numberFor(tx, typed) }),
        });
      },
    }),
    'phone-book.remove': command({
      input: z.strictObject({ ids: z.array(id).min(1).max(mostEntries) }),
      words: ({ ids }, read) =>
        ids.length === 1
          ? `Removed ${nameOf(read, ids[0] ?? '')} from the phone book.`
          : `Removed ${ids.length} contacts from the phone book.`,
      run(tx, { ids }) {
        for (const one of ids) tx.remove(bookEntries, found(tx.get(bookEntries, one), 'This contact').id);
      },
    }),
    'phone-book.hide': command({
      input: z.strictObject({ id, hidden: z.boolean() }),
      words(input, read) {
        const name = read.memo(bookLines).find((one) => one.id === input.id)?.name ?? 'a line';
        return input.hidden ? `Took ${name} out of the phone book.` : `Put ${name} back into the phone book.`;
      },
      run(tx, input) {
        found(tx.memo(bookLines).find((one) => one.id === input.id), 'This line'); // prettier-ignore
        const row = tx.get(bookHidden, input.id);
        if (input.hidden && !row) tx.insert(bookHidden, { id: input.id });
        if (!input.hidden && row) tx.remove(bookHidden, input.id);
      },
    }),
    /** `skip`: how many rows the person who looked at the preview agreed to leave out. */
    'phone-book.import': command({
      input: z.strictObject({ text, replace: z.boolean().default(false), skip: z.int().min(0).default(0) }),
      words: (input) => (input.replace ? 'Replaced the contacts of the phone book from a file.' : 'Added contacts to the phone book from a file.'), // prettier-ignore
      run(tx, input) {
        const plan = planImport(tx, input.text);
        if (plan.problem !== undefined) refuseField('text', plan.problem);
        const bad = plan.rows.filter(({ state }) => state === 'bad');
        if (bad.length !== input.skip)
          refuseField(
            'text',
            `${bad.length} ${bad.length === 1 ? 'row' : 'rows'} cannot be taken, the first in line ${bad[0]?.line}: ${bad[0]?.problem ?? ''}`,
          );
        const taken = plan.rows.filter(({ state }) => state === 'new' || (input.replace && state === 'known'));
        const gone = input.replace ? tx.all(bookEntries) : [];
        const kept = new Set(taken.map(({ name, number: own }) => `${own} ${name}`));
        const left = gone.filter((row) => !kept.has(`${row.number} ${row.name}`));
        for (const row of left) tx.remove(bookEntries, row.id);
        const added = taken.filter(({ state }) => state === 'new');
        refuseFull(tx, added.length);
        for (const row of added) {
          const { name, company: firm, number: own } = row;
          tx.insert(bookEntries, { id: tx.newId('contact'), name, company: firm, number: own });
        }
        return { added: added.length, removed: left.length, kept: taken.length - added.length, skipped: bad.length };
      },
    }),
    'phone-book.new-address': command({
      input: z.strictObject({}),
      words: () => 'Gave the phone book a new secret address.',
      run: (tx) => void tx.update(phoneBook, bookId, { token: tx.newSecret() }),
    }),
  },
  queries: {
    'phone-book.list': query({
      input: z.strictObject({
        search: z.string().max(80).default(''),
        kind: z.enum(bookKinds).optional(),
        from: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(200),
      }),
      topics: ['phone_book', 'phone_book_entries', 'phone_book_hidden', 'users', 'extensions', 'ring_groups', 'queues', 'public_numbers'], // prettier-ignore
      run({ read }, { search, kind, from, limit }) {
        const wanted = search.trim().toLowerCase();
        const digits = wanted.replace(/[\s+()-]/g, '');
        const all = read.memo(bookLines);
        const hits = all.filter(
          (one) =>
            (kind === undefined || one.kind === kind) &&
            (wanted === '' ||
              one.name.toLowerCase().includes(wanted) ||
              (/^[0-9]+$/.test(digits) && one.number.includes(digits))),
        );
        const book = found(read.get(phoneBook, bookId), 'The phone book');
        return {
          settings: { isServed: book.isServed, people: book.people, groups: book.groups, publicNumbers: book.publicNumbers }, // prettier-ignore
          total: hits.length,
          all: all.length,
          onPhones: Math.min(mostEntries, all.filter((one) => !one.isHidden).length),
          outside: read.count(bookEntries),
          rows: hits.slice(from, from + limit).map((one) => {
            const entry = one.kind === 'outside' ? read.get(bookEntries, one.id) : undefined;
            const shown = one.number.startsWith('+') ? formatNumber(one.number) : one.number;
            return { ...one, shown, entry: entry ? { name: entry.name, company: entry.company, number: shown } : null };
          }),
        };
      },
    }),
    /** What a file of contacts would do; nothing changes. */
    'phone-book.read-file': query({
      input: z.strictObject({ text }),
      topics: ['phone_book_entries', 'sites'],
      run({ read }, input) {
        const { rows, problem } = planImport(read, input.text);
        const count = (state: string) => rows.filter((row) => row.state === state).length;
        return {
          problem: problem ?? null,
          counts: { new: count('new'), known: count('known'), repeated: count('repeated'), bad: count('bad') },
          bad: rows.filter(({ state }) => state === 'bad').slice(0, 100),
          rows: rows.slice(0, 200),
          more: Math.max(0, rows.length - 200),
          mostRows,
        };
      },
    }),
  },
  seed: makeBook,
  complete(tx) {
    if (!tx.get(phoneBook, bookId)) makeBook(tx);
  },
});
