/** The sheet of a phone that fetches nothing, readable: somebody types it into the phone's own web page. */
import type { Mac } from '../../phones/mac.ts';
import type { PhoneFiles } from '../../phones/provisioning/files.ts';
import { sheetName, sheetNote, sheetRows, type SheetRow } from '../../phones/vendors/sheet.ts';

export interface Sheet {
  /** Why there is none. */
  problem: string | null;
  rows: SheetRow[];
  /** As one text, to be copied. */
  text: string;
  notes: string[];
}

export function sheetOf(mac: Mac, files: PhoneFiles | undefined): Sheet {
  const none = (problem: string): Sheet => ({ problem, rows: [], text: '', notes: [] });
  if (files === undefined) return none('No sheet can be made now: phones are not served, see System > Health.');
  if (!files.ok) return none(files.problem);
  const text = files.byName.get(sheetName(mac))?.file.text;
  if (text === undefined) return none('This phone fetches its settings itself, so there is no sheet of them.');
  return { problem: null, rows: sheetRows(text), text, notes: files.notes.filter((note) => note !== sheetNote) };
}
