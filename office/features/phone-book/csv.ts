/**
 * Rows of a text file as spreadsheets and other phone systems write them (RFC 4180): comma, semicolon or tab, quotes, with or
 * without a byte order mark. What cannot be read is said by line, so that nothing is left out silently.
 */

export interface CsvRow {
  /** From 1, as an editor counts. */
  line: number;
  cells: string[];
}

export class CsvProblem extends Error {
  override name = 'CsvProblem';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const separators = [',', ';', '\t'] as const;

/** The one that the first line has most of outside quotes. */
function separatorOf(text: string): string {
  const [first = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const count = (one: string) => first.split(one).length;
  return [...separators].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

export function csvRows(given: string): CsvRow[] {
  const text = given.replace(/^\ufeff/, '');
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let began = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one !== '')) rows.push({ line: began, cells });
    cells = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (char === separator) endCell();
    else if (char === '\n') {
      endRow();
      began = line;
    } else if (char !== '\r') cell += char;
  }
  if (isQuoted) throw new CsvProblem(began, 'A quotation mark that opens here is never closed.');
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
