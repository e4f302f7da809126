/** A file of contacts read into entries of the phone book: which rows are new, which are there, which cannot be taken and why. */
import type { Read } from '../../core/store.ts';
import { CsvProblem, csvRows, type CsvRow } from './csv.ts';
import { bookNumber, entryName } from './rules.ts';
import { bookEntries } from './table.ts';

export interface ImportRow {
  line: number;
  name: string;
  company: string;
  number: string;
  state: 'new' | 'known' | 'repeated' | 'bad';
  problem?: string;
}

export interface ImportPlan {
  rows: ImportRow[];
  /** What is wrong with the whole file; then there are no rows. */
  problem?: string;
}

export const mostRows = 10_000;

/** Headings as our own file, Outlook, Google, 3CX and Yeastar write them; lower case, letters only. */
const names = ['name', 'displayname', 'fullname', 'contact'];
const first = ['firstname', 'givenname', 'vorname'];
const last = ['lastname', 'familyname', 'surname', 'nachname'];
const company = ['company', 'companyname', 'organization', 'organizationname', 'firma'];
const numbers = [
  'number', 'phone', 'telephone', 'phonenumber', 'businessnumber', 'businessphone', 'business', 'phonevalue', 'mobile',
  'mobilenumber', 'mobilephone', 'home', 'homenumber', 'homephone', 'telefon', 'nummer', 'mobil',
]; // prettier-ignore

const heading = (cell: string) => cell.toLowerCase().replace(/[^a-zäöüß]/g, '');

interface Columns {
  name: number;
  first: number;
  last: number;
  company: number;
  numbers: number[];
}

function columnsOf(cells: readonly string[]): Columns | undefined {
  const headings = cells.map(heading);
  const at = (wanted: readonly string[]) => headings.findIndex((one) => wanted.includes(one));
  const found = {
    name: at(names),
    first: at(first),
    last: at(last),
    company: at(company),
    // A digit behind a heading ("Phone 1 - Value", "Mobile 2") went with everything that is no letter.
    numbers: headings.flatMap((one, index) => (numbers.includes(one) ? [index] : [])),
  };
  const hasName = found.name >= 0 || found.first >= 0 || found.last >= 0 || found.company >= 0;
  return hasName && found.numbers.length > 0 ? found : undefined;
}

export function planImport(read: Read, text: string): ImportPlan {
  let rows: CsvRow[];
  try {
    rows = csvRows(text);
  } catch (error) {
    if (error instanceof CsvProblem) return { rows: [], problem: `Line ${error.line}: ${error.message}` };
    throw error;
  }
  const [top, ...rest] = rows;
  if (!top) return { rows: [], problem: 'The file is empty.' };
  const columns = columnsOf(top.cells);
  if (!columns)
    return {
      rows: [],
      problem:
        'The first line has to name the columns: “Name” and “Number”, or “First name”, “Last name”, “Company”, “Mobile”.',
    };
  if (rest.length > mostRows) return { rows: [], problem: `At most ${mostRows} rows. Split the file.` };
  const known = new Set(read.all(bookEntries).map(({ name, number }) => `${number} ${name}`));
  const seen = new Set<string>();
  return { rows: rest.flatMap((row) => rowsOf(read, row, columns, known, seen)) };
}

/** One for each number of the line: phones show one number a line too. */
function rowsOf(read: Read, row: CsvRow, columns: Columns, known: Set<string>, seen: Set<string>): ImportRow[] {
  const cell = (index: number) => (index < 0 ? '' : (row.cells[index] ?? ''));
  const person = cell(columns.name) || `${cell(columns.first)} ${cell(columns.last)}`.trim();
  const firm = cell(columns.company);
  const base = { line: row.line, name: person || firm, company: person === '' ? '' : firm };
  const given = columns.numbers.map(cell).filter((one) => one !== '');
  if (given.length === 0) return [{ ...base, number: '', state: 'bad', problem: 'There is no number in this line.' }];
  return given.map((typed): ImportRow => {
    const name = entryName.safeParse(base.name);
    if (!name.success)
      return { ...base, number: typed, state: 'bad', problem: name.error.issues[0]?.message ?? 'The name is missing.' };
    const number = bookNumber(read, typed);
    if (number === undefined)
      return {
        ...base,
        number: typed,
        state: 'bad',
        problem: 'This is not a phone number. Write it with + and country code.',
      };
    const key = `${number} ${name.data}`;
    const state = known.has(key) ? 'known' : seen.has(key) ? 'repeated' : 'new';
    seen.add(key);
    return { ...base, name: name.data, company: base.company.slice(0, 60), number, state };
  });
}
