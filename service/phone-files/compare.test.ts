import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOffice, type TestOffice } from '../../db/test-office.ts';
import type { PhoneFetch } from '../../phones/index.ts';
import { createFileCache } from '../../phones/provisioning/files.ts';
import type { PhoneProfile } from '../../phones/vendors/define.ts';
import { vendorById } from '../../phones/vendors/index.ts';
import { adoptedPhones, type Adopted } from '../phones/adopted.ts';
import { compare } from './compare.ts';
import { keepGot, type Kept } from './got.ts';
import { lineDiff, shortened } from './lines.ts';

const mac = '000413aabbcc';
const server = { address: '10.0.0.1', sipPort: 5060, tlsPort: 5061, httpPort: 8480 };
let office: TestOffice;
let folder: string;
let adopted: Adopted;
let kept: Kept;
let anna: string;
const files = createFileCache((profile) => vendorById(profile.vendorId ?? ''));

function open(): Kept {
  const filesOf = () => {
    const profile = adopted.profile(mac);
    return profile && files(profile);
  };
  return keepGot({
    file: join(folder, 'got.json'), filesOf, profileOf: () => adopted.profile(mac), note: (text) => expect(text).toBe(''),
  }); // prettier-ignore
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchroom got '));
  office = testOffice();
  office.do('office.set-up', { siteName: 'Berlin', country: 'DE', timeZone: 'Europe/Berlin', language: 'de' });
  adopted = adoptedPhones(office.office.read, () => server);
  kept = open();
  office.office.onCommit((touched) => {
    adopted.changed(touched);
    kept.commit(touched);
  });
  anna = office.person('Anna', '101').extensionId;
  office.do('phone.adopt', { mac, vendor: 'snom', model: 'D785', extensionId: anna });
});
afterEach(() => {
  kept.stop();
  office.close();
  rmSync(folder, { recursive: true });
});

const profile = (): PhoneProfile => {
  const one = adopted.profile(mac);
  if (!one) throw new Error('the phone has a profile');
  return one;
};
const now = () => compare(files(profile()), profile(), kept.of(mac));

/** As the server reports it. */
function fetch(at: number): void {
  const made = files(profile());
  if (!made?.ok) throw new Error('the phone has files');
  for (const { file, hash } of new Set(made.byName.values()))
    kept.fetched({ at, via: 'http', mac, path: '', file: file.path, address: '10.0.0.9', userAgent: 'snom', status: 200, hash, isSecret: file.isSecret, by: 'token' } satisfies PhoneFetch); // prettier-ignore
}

const secretsOf = (one: PhoneProfile) => [one.adminPassword, one.lines[0]?.secret ?? '', one.provisioningUrl.split('/')[3] ?? '']; // prettier-ignore

test('[G4] the page says what the phone got and would get, without a secret, and that a password changed', () => {
  expect(now()).toMatchObject({ state: 'never', fetchedAt: null, changes: [] });
  fetch(5000);
  expect(now()).toMatchObject({ state: 'same', fetchedAt: 5000, changes: [] });
  const password = profile().adminPassword;
  const before = secretsOf(profile());
  const ben = office.person('Ben', '102').extensionId;
  office.do('key.add', { extensionId: anna, kind: 'lamp', target: ben });
  office.do('phone-settings.set', { level: 'office', codecs: ['pcma'] });
  office.do('phone-password.rotate', { of: 'phone', id: `mac-${mac}` });
  const { state, changes, files: compared } = now();
  expect(state).toBe('differs');
  // It can be asked with the old one as long as it has not fetched the new one.
  expect([kept.passwordOf(mac), profile().adminPassword === password]).toEqual([password, false]);
  expect(changes).toEqual([
    'Key 2: nothing → the lamp of Ben, 102',
    'Codecs: g722, pcma, pcmu → pcma',
    'Another administrator password',
  ]);
  const secret = compared.find((file) => file.isSecret);
  const gone = secret?.difference.filter(({ kind }) => kind === 'gone') ?? [];
  expect(gone.length).toBeGreaterThan(0);
  expect(secret?.difference.some((line) => line.kind === 'new' && line.text.includes('••••'))).toBe(true);
  for (const hidden of [...before, ...secretsOf(profile())]) {
    expect(hidden.length).toBeGreaterThan(15);
    expect(JSON.stringify(compared)).not.toContain(hidden);
  }
  fetch(6000);
  expect(kept.passwordOf(mac)).toBe(profile().adminPassword);
  expect(now()).toMatchObject({ state: 'same', fetchedAt: 6000, changes: [] });
});

test('[G4] after a restart it is still known whether the phone has what it should', () => {
  fetch(5000);
  kept.stop();
  const text = readFileSync(join(folder, 'got.json'), 'utf8');
  for (const hidden of secretsOf(profile())) expect(text).not.toContain(hidden);
  kept = open();
  expect(now()).toMatchObject({ state: 'same', fetchedAt: 5000 });
  office.do('phone-settings.set', { level: 'office', codecs: ['pcma'] });
  expect(now()).toMatchObject({ state: 'unknown', changes: [], fetchedAt: 5000 });
  expect(kept.of(mac).size).toBeGreaterThan(0);
  office.do('phone.retire', { phoneId: `mac-${mac}` });
  expect(kept.of(mac).size).toBe(0);
});

test('[G4] lines that changed are found, with two around them', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  const words = (one: string, other: string) =>
    shortened(lineDiff(one, other)).map((line) => (line.kind === 'left-out' ? `(${line.lines})` : `${{ same: ' ', gone: '-', new: '+' }[line.kind]}${line.text}`)); // prettier-ignore
  expect(words(before, before.replace('d\n', 'D\nx\n'))).toEqual([
    '(1)',
    ' b',
    ' c',
    '-d',
    '+D',
    '+x',
    ' e',
    ' f',
    '(2)',
  ]);
  expect(words('', 'a\n')).toEqual(['+a']);
  expect(words('a\r\nb\r\n', 'a\nb\n')).toEqual(['(2)']);
  const long = Array.from({ length: 3000 }, (_, n) => `line ${n}`);
  expect(lineDiff(long.join('\n'), long.toReversed().join('\n')).length).toBeGreaterThanOrEqual(3000);
});
