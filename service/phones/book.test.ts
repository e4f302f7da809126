import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import { bookId } from '../../office/features/phone-book/read.ts';
import { phoneBook } from '../../office/features/phone-book/table.ts';
import type { OtherAnswer, OtherRequest } from '../../phones/index.ts';
import { phoneVendors } from '../../phones/vendors/index.ts';
import { adoptedPhones } from './adopted.ts';
import { serveBook } from './book.ts';
import { bookFileName } from './told-settings.ts';

let office: TestOffice;
beforeEach(() => {
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
});
afterEach(() => office.close());

const token = () => office.office.read.get(phoneBook, bookId)?.token ?? '';
const request = (path: string, ifNoneMatch?: string): OtherRequest => ({
  path, method: 'GET', address: '10.0.0.9', host: '10.0.0.1:8480', isTls: false, isHead: false, userAgent: undefined,
  acceptLanguage: undefined, ifNoneMatch, query: new URLSearchParams(),
}); // prettier-ignore

const withBook = phoneVendors.filter((vendor) => vendor.phoneBook !== undefined);

test('[G4] each maker’s phones get the book in their format, once, and nobody without the secret address does', async () => {
  office.person('Änne "Ä" <Öz> & Söhne', '101');
  office.do('phone-book.add', { name: 'Müller & Co', company: '', number: '030 1234567' });
  const ask = serveBook(office.office.read);
  expect(withBook.length).toBeGreaterThan(0);
  for (const vendor of withBook) {
    const file = bookFileName(vendor) ?? '';
    const path = `/book/${token()}/${vendor.id}/${file}`;
    const got = (await ask(request(path))) as OtherAnswer;
    expect(got, vendor.id).toMatchObject({ status: 200 });
    const text = (got.body as Buffer | string).toString();
    expect(text, vendor.id).toContain('0049301234567');
    expect(text, vendor.id).toContain('101');
    expect(text, vendor.id).not.toContain('<Öz>');
    const again = await ask(request(path, got.headers?.['ETag']));
    expect(again).toMatchObject({ status: 304 });
    for (const wrong of [
      `/book/x/${vendor.id}/${file}`,
      `/book/${token()}/${vendor.id}/other.xml`,
      `/book/${token()}/nobody/${file}`,
    ])
      expect(await ask(request(wrong))).toBeUndefined();
  }
  office.do('phone-book.update', { isServed: false });
  const [vendor] = withBook;
  expect(await ask(request(`/book/${token()}/${vendor?.id}/${bookFileName(vendor)}`))).toBeUndefined();
});

test('[G4] [X14] a phone whose person needs a digit for an outside line fetches a book with that digit', async () => {
  const { extensionId } = office.person('Anna', '101');
  office.do('phone.adopt', { mac: '000413aabb01', vendor: 'snom', model: 'D785', extensionId });
  office.do('phone-book.add', { name: 'Taxi', number: '030 1234567' });
  const server = { address: '10.0.0.1', sipPort: 5060, tlsPort: 5061, httpPort: 8480 };
  const phones = adoptedPhones(office.office.read, () => server);
  office.office.onCommit((touched) => void phones.changed(touched));
  const ask = serveBook(office.office.read);
  const numbers = async () => {
    const url = phones.profile('000413aabb01')?.phoneBookUrl ?? '';
    const got = (await ask(request(new URL(url).pathname))) as OtherAnswer;
    return (got.body as Buffer | string).toString().match(/\b0[0-9]+\b/g);
  };
  expect(await numbers()).toEqual(['0049301234567']);
  const siteId = office.ask('outbound.sites', {}).rows[0]?.id ?? '';
  office.do('outbound.set-site', { siteId, line: '0', lineNeeded: true });
  expect(await numbers()).toEqual(['00049301234567']);
});

test('[G4] a book of 10,000 lines is there in 100 ms, and from memory afterwards', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => `Contact ${n},+4930${String(1_000_000 + n)}`);
  const half = (part: string[]) => ['Name,Number', ...part].join('\n');
  office.do('phone-book.import', { text: half(rows) });
  const ask = serveBook(office.office.read);
  const vendor = withBook[0];
  const path = `/book/${token()}/${vendor?.id}/${bookFileName(vendor)}`;
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    // Something else in the office changed: the book has to be looked at again.
    office.do('phone-settings.set', { level: 'office', ringTone: turn + 1 });
    // Time of the processor: other tests run beside this one.
    const from = process.cpuUsage();
    const got = (await ask(request(path))) as OtherAnswer;
    times.push(process.cpuUsage(from).user / 1000);
    expect(String(got.body as Buffer).match(/\+?0049301\d{6}|\+49301\d{6}/g)?.length).toBeGreaterThanOrEqual(10_000);
  }
  const from = performance.now();
  await ask(request(path));
  expect(performance.now() - from).toBeLessThan(5);
  expect(Math.min(...times)).toBeLessThan(100);
});
