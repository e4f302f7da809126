/**
 * Texts that people type, or that somebody means to break a settings file with. In every dialect of every vendor each of
 * them arrives at the phone exactly as typed, or is refused by the field that holds it; and never becomes a setting.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadSettings } from '../virtual/settings.ts';
import { settingsReaders } from '../virtual/readers/index.ts';
import { CannotRender, type PhoneModel, type PhoneProfile, type PhoneVendor } from './define.ts';
import { phoneVendors } from './index.ts';
import { testLine, testProfile } from './test-profile.ts';

const HOSTILE = [
  '</phone-settings>', '<a', ']]>', '<![CDATA[x]]>', '&amp;', '&x;', '&#0;', '<!DOCTYPE x [<!ENTITY a "b">]>&a;', '<?x?>', '-->', '<!--', '"', "'",
  'x" y="z', 'a\nb', 'a\r\nb', 'a\rb', '\tx', ' ', ' x ', '', ';', 'a;b', '#', '# x', 'a = b', 'a=b', 'a:b', '\\', '\\n', '${EXTEN}', '$MAC', '%NULL%', '%0d%0a',
  'x\naccount.1.enable = 0', 'x\n<P2>owned</P2>', '</P2><P47>evil</P47>', '</config>', '\u2028', '\u0085', '\u202e', '\ufeffa', '\ud83d\ude00', 'é',
  '__proto__', 'constructor', 'null', 'undefined', 'A'.repeat(8192), '\u05d0\u05d1', 'a\u0300\u0300', '\u0000', 'a\u0001', '\u001f', '\ud800', '\ufffe', '\u000b',
]; // prettier-ignore

/** Where a text of the profile goes, and where the phone has it afterwards; absent: this phone has no such place. */
const FIELDS: Readonly<
  Record<string, { put: (text: string) => Partial<PhoneProfile>; got: (read: ReadSettings) => string | undefined }>
> = {
  displayName: {
    put: (displayName) => ({ lines: [testLine({ displayName })] }),
    got: (read) => read.accounts[0]?.displayName,
  },
  secret: { put: (secret) => ({ lines: [testLine({ secret })] }), got: (read) => read.accounts[0]?.secret },
  adminPassword: {
    put: (adminPassword) => ({ adminPassword }),
    // Some take digits only, and keep what they have; the file says so in a note.
    got: (read) => (read.adminPassword === '' ? undefined : read.adminPassword),
  },
  label: { put: (label) => ({ label }), got: (read) => (read.label === '' ? undefined : read.label) },
  number: { put: (number) => ({ lines: [testLine({ number })] }), got: () => undefined },
  key: {
    put: (label) => ({ keys: [{ position: 1, kind: 'speed', number: '1', label }] }),
    // Phones that cannot place keys put their lines first; some keys have no screen for a label.
    got: (read) => read.keys.find(({ kind, label }) => kind === 'speed' && label !== '')?.label,
  },
};

function readBack(vendor: PhoneVendor, profile: PhoneProfile): ReadSettings | CannotRender {
  let files;
  try {
    files = vendor.render(profile);
  } catch (error) {
    if (error instanceof CannotRender) return error;
    throw error;
  }
  const named = new Map(
    files.flatMap((file) => [file.path, ...file.aliases].map((name) => [name.toLowerCase(), file.text])),
  );
  const asked = vendor.filesAskedFor({ mac: profile.mac, model: profile.model });
  const read = settingsReaders[vendor.id];
  if (read === undefined) throw new Error(`no reader for ${vendor.id}`);
  return read(
    new Map(
      asked.flatMap((name) => {
        const text = named.get(name.toLowerCase());
        return text === undefined ? [] : [[name, text] as const];
      }),
    ),
  );
}

/** Both lines' texts, where both say something of line 1. */
const merged = (all: PhoneProfile, more: Partial<PhoneProfile>): PhoneProfile => {
  const [line] = more.lines ?? [];
  const usual = testLine();
  if (line === undefined) return { ...all, ...more };
  const said = Object.entries(line).filter(([key, value]) => value !== usual[key as keyof typeof usual]);
  return { ...all, lines: [{ ...(all.lines[0] ?? usual), ...Object.fromEntries(said) }] };
};

/** A place for a key label is looked for where the phone has keys at all. */
const fieldsOf = (keys: number) => Object.entries(FIELDS).filter(([field]) => field !== 'key' || keys > 0);

/** Half of it ASCII with its control characters, half of it anything of the first plane, halves of surrogates as well. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));

const sizeOf = ({ lines, keys }: PhoneModel): number => (keys > 0 ? 0 : 1000) + lines + keys;

/** The smallest model of each dialect that has keys: the same writer, in the fewest lines. */
const dialects = phoneVendors.flatMap((vendor) =>
  [...new Set(vendor.models.map(({ family }) => family))].map((family) => {
    const [model] = vendor.models
      .filter((one) => one.family === family)
      .toSorted((one, other) => sizeOf(one) - sizeOf(other));
    return [`${vendor.id} ${family}`, vendor, model!] as const;
  }),
);

describe.each(dialects)('%s', (_name, vendor, { model, keys }) => {
  const plain = testProfile({ model, keys: [] });
  // A password that the phone would not take is left out, so its own place does not count.
  const names = (read: ReadSettings, field: string, text: string): string[] =>
    [...read.values].flatMap(([name, value]) => (field === 'adminPassword' && value === text ? [] : [name]));
  const usual = new Map<string, ReadonlySet<string>>();
  const harmless = (field: string): ReadonlySet<string> => {
    const known = usual.get(field);
    if (known !== undefined) return known;
    const text = field === 'number' ? '7' : 'Harmless-Text-1';
    const read = readBack(vendor, { ...plain, ...FIELDS[field]!.put(text) });
    if (read instanceof CannotRender) throw read;
    const found = new Set(names(read, field, text));
    usual.set(field, found);
    return found;
  };
  const expectTrue = (field: string, text: string): boolean => {
    const { put, got } = FIELDS[field]!;
    const read = readBack(vendor, { ...plain, ...put(text) });
    if (read instanceof CannotRender) {
      expect(read.field, `${field} ${JSON.stringify(text)}`).toMatch(/^[\w.#-]+$/);
      return false;
    }
    const back = got(read);
    if (back !== undefined) expect([field, back]).toEqual([field, text]);
    expect(read.accounts.length).toBe(1);
    // Nothing of a text becomes a setting.
    expect(names(read, field, text).filter((name) => !harmless(field).has(name))).toEqual([]);
    return true;
  };

  it('[P3] carries each hostile text unchanged, or refuses it by its field', () => {
    const fields = fieldsOf(keys);
    const together = (text: string): PhoneProfile =>
      fields.reduce<PhoneProfile>((all, [, { put }]) => merged(all, put(text)), plain);
    const harmlessly = readBack(vendor, { ...together('Harmless-Text-1'), ...FIELDS['number']!.put('7') });
    if (harmlessly instanceof CannotRender) throw harmlessly;
    const usually = new Set(names(harmlessly, '', ''));
    for (const text of HOSTILE) {
      // In all places at once; where one of them refuses, each on its own.
      const read = readBack(vendor, together(text));
      if (read instanceof CannotRender) for (const [field] of fields) expectTrue(field, text);
      else {
        for (const [field, { got }] of fields) expect([field, got(read) ?? text]).toEqual([field, text]);
        expect(names(read, 'adminPassword', text).filter((name) => !usually.has(name))).toEqual([]);
      }
    }
  });

  it('[P3] takes what people really type', () => {
    for (const [field, text] of [
      ['displayName', 'Žofie O’Neill & Söhne (Büro 1)'],
      ['secret', 'Kq8-xT2_v9LmZ4wY1nB6cD'],
      ['adminPassword', 'admin-Secret-1'],
      ['label', 'Reception 2'],
    ] as const)
      expect([field, expectTrue(field, text)]).toEqual([field, true]);
  });

  it('[P3] round trip or typed refusal for any text', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('displayName', 'secret', 'adminPassword'), (text, field) => {
        expectTrue(field, text);
      }),
      { numRuns: 30 },
    );
  });
});
