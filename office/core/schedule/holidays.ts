/** Public holidays by country and region, from data that was made when the product was built. */
import { dayOf } from './days.ts';
import { countryData, dayLists, holidayYears } from './holiday-data.ts';

export { holidayYears };

export interface Holiday {
  /** `DE:good-friday`: what an exception remembers. */
  key: string;
  name: string;
}

export const holidayCountries = (): { code: string; name: string; regions: { code: string; name: string }[] }[] =>
  Object.entries(countryData)
    .map(([code, { name, regions }]) => ({
      code,
      name,
      regions: Object.entries(regions)
        .map(([region, regionName]) => ({ code: region, name: regionName }))
        .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** Undefined for a country or region that the data does not have. `region` may be empty. */
export function holidaysOf(country: string, region: string): Holiday[] | undefined {
  if (!Object.hasOwn(countryData, country)) return undefined;
  const { holidays, regions } = countryData[country] as (typeof countryData)[string];
  if (region !== '' && !Object.hasOwn(regions, region)) return undefined;
  return holidays
    .filter(([, , , where]) => where === undefined || where.split(' ').includes(region || '-'))
    .sort((a, b) => (dayLists[a[2]] ?? '').slice(0, 3).localeCompare((dayLists[b[2]] ?? '').slice(0, 3)))
    .map(([key, name]) => ({ key: `${country}:${key}`, name }));
}

const epoch = dayOf(`${holidayYears.first}-01-01`) as number;

export function isHoliday(key: string): boolean {
  return listOf(key) !== undefined;
}

/** All its days that are known; none for a holiday that a later version of the data no longer has. */
export function holidayDays(key: string): number[] {
  return (listOf(key)?.match(/.{3}/g) ?? []).map((digits) => epoch + Number.parseInt(digits, 36));
}

function listOf(key: string): string | undefined {
  const [country = '', name] = key.split(':', 2);
  if (!Object.hasOwn(countryData, country)) return undefined;
  const holiday = countryData[country]?.holidays.find(([one]) => one === name);
  return holiday && dayLists[holiday[2]];
}
