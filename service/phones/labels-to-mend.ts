/**
 * The lines of a list of phones that have to be mended, as a list again: with every cell as it was, under the headings that it
 * had, so that only the wrong cell has to be changed. In a file for a spreadsheet the last column says what is wrong; it is
 * skipped when the file is read again.
 */

/** A cell that a spreadsheet would take for a formula stands behind an apostrophe in files; that is no part of it. */
const isFormula = /^'*[=+\-@]/;
const guarded = (cell: string): string => (isFormula.test(cell) ? `'${cell}` : cell);
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && isFormula.test(cell) ? cell.slice(1) : cell;

export const isProblemHeading = (plain: string): boolean => plain === 'problem';

/** Over lines that had no headings: their parts mean what they say, in whatever order they stand. */
const partHeading = (at: number): string => `Part ${at + 1}`;
export const isPartsHeading = (plain: readonly string[]): boolean =>
  isProblemHeading(plain.at(-1) ?? '') && plain.slice(0, -1).every((one) => /^part\d+$/.test(one));

export interface LabelsToMend {
  /** To be mended in the window. */
  list: string;
  /** To be mended in a spreadsheet. */
  file: string;
}

export interface WrongLine {
  cells: readonly string[];
  problem: string;
}

/** `headings`: those of the list; null when it had none. */
export function labelsToMend(headings: readonly string[] | null, lines: readonly WrongLine[]): LabelsToMend {
  if (lines.length === 0) return { list: '', file: '' };
  const width = Math.max(headings?.length ?? 0, ...lines.map(({ cells }) => cells.length));
  const wide = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  const top = headings === null ? Array.from({ length: width }, (_, at) => partHeading(at)) : wide(headings);
  const rows = [[...top, 'Problem'], ...lines.map(({ cells, problem }) => [...wide(cells), problem])];
  const listed = [...(headings === null ? [] : [headings]), ...lines.map(({ cells }) => cells)];
  return {
    list: listed.map((cells) => withoutEnd(cells).map(typed).join(', ')).join('\n'),
    // With a byte order mark, or a spreadsheet reads the letters as those of its own country.
    file: `\ufeff${rows.map((cells) => cells.map(filed).join(';')).join('\r\n')}\r\n`,
  };
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const filed = (cell: string): string => quoted(guarded(cell));

/** As people type it: quotes only where the cell would not be one cell without them. */
function typed(cell: string): string {
  const kept = unguarded(cell) === cell ? cell : guarded(cell);
  return /[",;\t\n]/.test(kept) ? quoted(kept) : kept;
}

/** Without the empty cells at its end. */
export function withoutEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}
