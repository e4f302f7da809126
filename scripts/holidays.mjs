/**
 * Makes office/core/schedule/holiday-data.ts from the package date-holidays, which is used for this alone: the public
 * holidays of many countries and their regions as dates, so that neither Easter nor a moon has to be computed while the
 * product runs. Run it by hand after an update of the package: `node scripts/holidays.mjs`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Holidays from 'date-holidays';

const [firstYear, lastYear] = [2026, 2045];
const wanted = (
  'AD AE AR AT AU BE BG BO BR CA CH CL CN CO CR CY CZ DE DK DO EC EE EG ES FI FR GB GR GT HK HN HR HU ID IE IL IN IS IT JM JP KE ' +
  'KR LI LT LU LV MA MC MD ME MK MT MX MY NG NI NL NO NZ PA PE PH PL PT PY RO RS SE SG SI SK SM SV TH TN TR TW UA US UY VE VN ZA'
).split(' ');

const epoch = Date.UTC(firstYear, 0, 1) / 86_400_000;
const all = new Holidays();
const known = all.getCountries('en');
const lists = new Map();
const countries = {};

for (const code of wanted) {
  if (!(code in known)) continue;
  const regions = all.getStates(code, 'en') ?? {};
  /** By slug: name, days, regions. */
  const days = new Map();
  for (const region of ['', ...Object.keys(regions)]) {
    const calendar = region === '' ? new Holidays(code) : new Holidays(code, region);
    const here = new Map();
    for (let year = firstYear; year <= lastYear; year++)
      for (const one of calendar.getHolidays(year, 'en')) {
        if (one.type !== 'public' && !(one.type === 'bank' && (code === 'GB' || code === 'IE'))) continue;
        const name = one.name.replace(/ \(substitute day\)$/i, '').trim();
        const key = slug(name) || slug(one.rule);
        const entry = here.get(key) ?? { name, days: new Set() };
        for (const day of daysOf(one)) entry.days.add(day);
        here.set(key, entry);
      }
    for (const [key, { name, days: set }] of here) {
      const list = [...set].filter((day) => day >= 0 && day < 36 ** 3).sort((a, b) => a - b);
      if (list.length === 0) continue;
      const text = list.map((day) => day.toString(36).padStart(3, '0')).join('');
      // The same name on other dates in another region is another holiday.
      let unique = key;
      for (let count = 2; days.has(unique) && days.get(unique).text !== text; count++) unique = `${key}-${count}`;
      const entry = days.get(unique) ?? { name, text, regions: [] };
      entry.regions.push(region);
      days.set(unique, entry);
    }
  }
  const everywhere = 1 + Object.keys(regions).length;
  countries[code] = {
    name: known[code],
    regions,
    holidays: [...days].map(([key, { name, text, regions: where }]) => {
      const index = lists.get(text) ?? lists.size;
      lists.set(text, index);
      return where.length === everywhere ? [key, name, index] : [key, name, index, where.join(' ') || '-'];
    }),
  };
  // '' in the list of regions is the country without any: written as a dash, so that splitting keeps it.
  for (const holiday of countries[code].holidays)
    if (holiday[3] !== undefined) holiday[3] = holiday[3].replace(/^ /, '- ');
}

/** Days on which it is a holiday at noon: some begin at sunset, some last for hours only. */
function daysOf({ date, start, end }) {
  const [day, time = '00:00:00'] = date.split(' ');
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  const [hour, minute] = time.split(':').map(Number);
  const from = Date.UTC(year, month - 1, dayOfMonth, hour, minute) / 3_600_000;
  const to = from + (end - start) / 3_600_000;
  const found = [];
  for (let noon = Math.floor(from / 24) * 24 + 12; noon < to; noon += 24)
    if (noon >= from) found.push(Math.floor(noon / 24) - epoch);
  return found;
}

function slug(text) {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 40);
}

const text = `/**
 * Public holidays of ${Object.keys(countries).length} countries, ${firstYear} to ${lastYear}. Made by scripts/holidays.mjs from the package date-holidays
 * (https://github.com/commenthol/date-holidays), whose data is under CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/)
 * and relies on articles of Wikipedia; this file is a selection of it in another form, under the same licence.
 */

export const holidayYears = { first: ${firstYear}, last: ${lastYear} } as const;

/** Days from 1 January ${firstYear} on, three digits of base 36 each. */
export const dayLists: readonly string[] = ${JSON.stringify([...lists.keys()]).replaceAll('","', '",\n"')};

/** A holiday: its key, its name, the index of its days, and the regions that have it (\`-\` is the country without a region) when not all do. */
export type HolidayData = readonly [key: string, name: string, days: number, regions?: string];

export const countryData: Readonly<
  Record<string, { name: string; regions: Readonly<Record<string, string>>; holidays: readonly HolidayData[] }>
> = {
${Object.entries(countries)
  .map(([code, country]) => `${code}: ${JSON.stringify(country)},`)
  .join('\n')}
};
`;
const file = join(import.meta.dirname, '../office/core/schedule/holiday-data.ts');
writeFileSync(file, text);
console.log(`${Object.keys(countries).length} countries, ${lists.size} lists of days, ${text.length} characters`);
