/**
 * A list of phones that nobody has plugged in yet, as people have it: lines of a barcode scanner, text copied from an order, a
 * spreadsheet with headings. Each line becomes a row with what was understood and what stands against it; nothing is left
 * out silently.
 */
import type { Read } from '../../office/core/store.ts';
import type { Issue } from '../../office/core/refusal.ts';
import { extensionName } from '../../office/features/extensions/legs.ts';
import { extensions } from '../../office/features/extensions/table.ts';
import { CsvProblem, csvRows } from '../../office/features/phone-book/csv.ts';
import { mostStaged, stagingProblems } from '../../office/features/phones/staging.ts';
import { phones } from '../../office/features/phones/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { users } from '../../office/features/users/table.ts';
import { deviceText } from '../../phones/text.ts';
import { identifyPhone, modelOf, phoneVendors } from '../../phones/vendors/index.ts';
import type { PhoneVendor } from '../../phones/vendors/define.ts';
import { macsIn } from './label-macs.ts';
import { isPartsHeading, isProblemHeading, labelsToMend, unguarded, withoutEnd, type LabelsToMend } from './labels-to-mend.ts'; // prettier-ignore

export interface LabelRow {
  line: number;
  /** As it stands in the list, cut to be shown. */
  text: string;
  mac: string | null;
  vendor: string | null;
  model: string;
  label: string;
  person: string;
  state: 'ready' | 'known' | 'wrong';
  problems: Issue[];
  notes: string[];
  /** A row for `phone.pre-stage`; null while it is not ready. */
  prepared: {
    mac: string;
    vendor: string;
    model: string;
    label: string;
    siteId?: string;
    extensionId?: string;
  } | null;
}

export interface LabelList {
  rows: LabelRow[];
  /** What is wrong with the whole list; then there are no rows. */
  problem: string | null;
  /** Headings that mean nothing to us, so that a column is not lost unnoticed. */
  ignored: string[];
  /** What is wrong, as a list again. */
  toMend: LabelsToMend;
}

const headings: Readonly<Record<string, readonly string[]>> = {
  mac: ['mac', 'macaddress', 'macadresse', 'hardwareaddress', 'ethernetaddress', 'macaddr', 'macid'],
  vendor: ['vendor', 'brand', 'manufacturer', 'hersteller', 'make'],
  model: ['model', 'modell', 'phonemodel', 'devicemodel', 'type', 'typ', 'product'],
  label: ['label', 'name', 'description', 'beschreibung', 'bezeichnung', 'location', 'place', 'raum', 'room', 'phonename'],
  person: ['extension', 'ext', 'number', 'person', 'user', 'assignedto', 'nebenstelle', 'durchwahl', 'email', 'account'],
  site: ['site', 'standort', 'office', 'branch'],
}; // prettier-ignore
type Cells = Partial<Record<'mac' | 'vendor' | 'model' | 'label' | 'person' | 'site' | 'rest', string>>;

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export function readLabels(read: Read, text: string): LabelList {
  const nothing = (problem: string | null): LabelList => ({
    rows: [],
    problem,
    ignored: [],
    toMend: labelsToMend(null, []),
  });
  let lines: { line: number; cells: string[] }[];
  try {
    lines = csvRows(text);
  } catch (error) {
    if (error instanceof CsvProblem) return nothing(`Line ${error.line}: ${error.message}`);
    throw error;
  }
  const [first] = lines;
  if (!first) return nothing(null);
  const words = first.cells.map(plain);
  const saysNoMac = macsIn(first.cells.join(' '), () => false).length === 0;
  const isNamed = saysNoMac && words.some((word) => headings['mac']?.includes(word));
  const hasHeading = isNamed || isPartsHeading(words);
  const left = (cells: readonly string[]) =>
    cells.filter((_, at) => !hasHeading || !isProblemHeading(words[at] ?? '')).map(unguarded);
  const data = (hasHeading ? lines.slice(1) : lines).map(({ line, cells }) => ({ line, cells: left(cells) }));
  if (data.length > mostStaged) return nothing(`At most ${mostStaged} phones at once. Split the list.`);
  const people = peopleOf(read);
  const top = isNamed ? left(first.cells) : null;
  const columns = top?.map((cell) => Object.keys(headings).find((name) => headings[name]?.includes(plain(cell))));
  const rows = data.map(({ line, cells }) =>
    rowOf(read, line, withoutEnd(cells).join(', '), columns ? named(cells, columns) : guessed(cells, people), people),
  );
  against(read, rows);
  const ignored = (top ?? []).filter((cell, at) => cell !== '' && columns?.[at] === undefined);
  const wrong = rows.flatMap(({ state, problems }, at) =>
    state === 'wrong'
      ? [{ cells: data[at]?.cells ?? [], problem: problems.map(({ message }) => message).join(' ') }]
      : [],
  );
  return { rows, problem: null, ignored, toMend: labelsToMend(top, wrong) };
}

const named = (cells: readonly string[], columns: readonly (string | undefined)[]): Cells =>
  Object.fromEntries(columns.flatMap((name, at) => (name === undefined ? [] : [[name, cells[at] ?? '']])));

/** Without headings: what each part is shows in what it says. The first that means nothing else is the label. */
function guessed(cells: readonly string[], people: People): Cells {
  const found: Cells = {};
  for (const cell of cells) {
    if (cell === '') continue;
    if (found.mac === undefined && macsIn(cell, isKnownMaker).length > 0) found.mac = cell;
    else if (found.model === undefined && phoneVendors.some((vendor) => modelIn(vendor, cell))) found.model = cell;
    else if (found.person === undefined && (people(cell).length > 0 || /^\d{2,8}$/.test(cell))) found.person = cell;
    else if (found.label === undefined) found.label = cell;
    else found.rest = [found.rest, cell].filter(Boolean).join(', ');
  }
  // A line of which nothing is a MAC address says so by that part.
  return found.mac === undefined ? { mac: cells.join(' ') } : found;
}

function rowOf(read: Read, line: number, text: string, cells: Cells, people: People): LabelRow {
  const problems: Issue[] = [];
  const notes: string[] = [];
  const candidates = macsIn(cells.mac ?? '', isKnownMaker);
  const [first] = candidates;
  if (candidates.length > 1)
    problems.push({ path: 'mac', message: 'There are several MAC addresses in this line. Keep that of the network socket (LAN).' }); // prettier-ignore
  else if (!first)
    problems.push({ path: 'mac', message: 'There is no MAC address in this line: 12 digits and letters A to F.' }); // prettier-ignore
  else if (first.isMended) notes.push('The letters O and I were read as the digits 0 and 1.');
  const mac = candidates.length === 1 ? (first?.mac ?? null) : null;
  const brand = (cells.vendor ?? '').trim();
  const vendor = brand === '' ? (mac === null ? undefined : identifyPhone({ mac })?.vendor) : vendorNamed(brand);
  if (brand !== '' && !vendor) problems.push({ path: 'vendor', message: `${shown(brand)} is no vendor that the office knows.` }); // prettier-ignore
  else if (mac !== null && !vendor)
    problems.push({ path: 'vendor', message: 'This address is of no maker whose phones the office sets up. Name the maker in a column Vendor; any SIP phone can be an “Other SIP phone”.' }); // prettier-ignore
  const given = (cells.model ?? cells.mac ?? '').trim();
  const model = vendor === undefined ? '' : modelOfLabel(vendor, given, cells.model !== undefined);
  if (vendor && model !== '' && !modelOf(vendor, model))
    notes.push(`${model} is not in our list of ${vendor.name} models. When the phone is plugged in, look at its page.`);
  if (cells.rest !== undefined) notes.push(`Not understood and left out: ${shown(cells.rest, 60)}.`);
  const extension = personOf(cells.person ?? '', people, problems);
  const siteId = siteOf(read, cells.site ?? '', problems);
  return {
    line,
    text: shown(text),
    mac,
    vendor: vendor?.id ?? null,
    model,
    label: shown(cells.label ?? '', 60),
    person: extension?.name ?? '',
    state: problems.length > 0 ? 'wrong' : 'ready',
    problems,
    notes,
    prepared:
      mac === null || !vendor
        ? null
        : {
            mac,
            vendor: vendor.id,
            model,
            label: shown(cells.label ?? '', 60),
            ...(siteId === undefined ? {} : { siteId }),
            ...(extension === undefined ? {} : { extensionId: extension.id }),
          },
  };
}

/** What the office itself has against the rows; a phone that it has already is no fault of the list. */
function against(read: Read, rows: LabelRow[]): void {
  const ready = rows.filter(({ prepared }) => prepared !== null);
  const found = stagingProblems(
    read,
    ready.flatMap(({ prepared }) => prepared ?? []),
  );
  for (const [index, row] of ready.entries()) {
    const issues = found[index] ?? [];
    const isKnown = row.mac !== null && read.get(phones, `mac-${row.mac}`) !== undefined;
    if (isKnown) row.notes.push(...issues.filter(({ path }) => path === 'mac').map(({ message }) => message));
    else row.problems.push(...issues);
    row.state = row.problems.length > 0 ? 'wrong' : isKnown ? 'known' : 'ready';
  }
  for (const row of rows) if (row.state !== 'ready') row.prepared = null;
}

const shown = (text: string, most = 120): string => (deviceText(text, most) ?? '').replaceAll('\ufffd', '');

const isKnownMaker = (mac: string): boolean => identifyPhone({ mac }) !== undefined;

const vendorNamed = (brand: string): PhoneVendor | undefined =>
  phoneVendors.find(({ id, name }) => [id, plain(name)].includes(plain(brand)) || plain(name) === plain(brand));

/** The longest model name that stands in the text as a word of its own. */
function modelIn({ models }: PhoneVendor, text: string): string | undefined {
  const words = ` ${text.toLowerCase().replace(/[^a-z0-9+.-]+/g, ' ')} `;
  const hits = models.filter(({ model }) => words.includes(` ${model.toLowerCase().replace(/[^a-z0-9+.-]+/g, ' ')} `));
  return hits.sort((a, b) => b.model.length - a.model.length)[0]?.model;
}

/** A model that is not in our list is taken as it is written; “Other SIP phone” is the only one of its maker. */
function modelOfLabel(vendor: PhoneVendor, given: string, isColumn: boolean): string {
  const written = modelIn(vendor, given) ?? (isColumn ? shown(given) : '');
  return written === '' && vendor.models.length === 1 ? (vendor.models[0]?.model ?? '') : written;
}

type People = (text: string) => { id: string; name: string }[];

/** By number, by the whole name, by mail address. */
function peopleOf(read: Read): People {
  const byText = new Map<string, { id: string; name: string }[]>();
  for (const extension of read.all(extensions)) {
    const user = extension.userId === null ? undefined : read.get(users, extension.userId);
    const one = { id: extension.id, name: extensionName(extension) };
    const names = [extension.number, extension.label, user?.email, user && `${user.firstName} ${user.lastName}`.trim()];
    for (const name of new Set(names.flatMap((text) => (text ? [text.toLowerCase()] : []))))
      byText.set(name, [...(byText.get(name) ?? []), one]);
  }
  return (text) => byText.get(text.trim().toLowerCase()) ?? [];
}

function personOf(text: string, people: People, problems: Issue[]): { id: string; name: string } | undefined {
  if (text.trim() === '') return undefined;
  const found = people(text);
  if (found.length === 1) return found[0];
  const name = shown(text, 40);
  problems.push({
    path: 'person',
    message:
      found.length === 0
        ? `Nobody is called ${name}, and no extension has this number.`
        : `${found.length} people are called ${name}. Write the extension.`,
  });
  return undefined;
}

function siteOf(read: Read, text: string, problems: Issue[]): string | undefined {
  if (text.trim() === '') return undefined;
  const site = read.all(sites).find(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
  if (!site) problems.push({ path: 'site', message: `There is no site called ${shown(text, 40)}.` });
  return site?.id;
}
