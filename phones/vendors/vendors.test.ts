import { describe, expect, it } from 'vitest';
import type { PhoneProfile } from './define.ts';
import { identifyPhone, modelOf, phoneVendors } from './index.ts';
import { settingsReaders } from '../virtual/readers/index.ts';
import { testLine, testProfile } from './test-profile.ts';

/** Devices of makers that have no folder yet, or that are none of our business: no vendor may claim them. */
const STRANGERS = [
  'Cisco-CP8851/12.5.1',
  'Gigaset SX810/1.0',
  'Panasonic-TDA100/1.0',
  'Aastra 400 ICP/1.0',
  'Alcatel-Lucent OXE/1.0',
  'Grandstream UCM6202V1.4A 1.0.20.23',
  'AVM FRITZ!Box 7590 154.07.29',
  'LinphoneiOS/4.4 (snom300/8.7) LinphoneSDK/4.5',
  'MicroSIP/3.21.3',
  'snomania/1.0',
  'snom300x/1 snom300/8',
  'friendly-scanner',
  '\u0000snom300/8.7',
  'snom'.repeat(2000),
];

describe.each(phoneVendors.map((vendor) => [vendor.id, vendor] as const))('vendor %s', (id, vendor) => {
  it('[R4] recognises each real text as exactly itself', () => {
    expect(vendor.examples.length).toBeGreaterThan(0);
    for (const { hints, is } of vendor.examples) {
      const claimants = phoneVendors.filter((one) => identifyPhone(hints, [one]) !== undefined).map((one) => one.id);
      expect([claimants, identifyPhone(hints)]).toEqual([[id], expect.objectContaining({ ...is, vendor })]);
    }
  });

  it('has no model twice, and a tested file for every model', () => {
    const names = vendor.models.map((model) => model.model.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const model of vendor.models) {
      const files = vendor.render(profileFor(model.model));
      expect(files.some((file) => file.isSecret)).toBe(true);
      const served = files.flatMap((file) => [file.path, ...file.aliases]).map((path) => path.toLowerCase());
      expect(new Set(served).size).toBe(served.length);
      expect(served.every((path) => /^[a-z0-9_.-]{1,64}$/.test(path))).toBe(true);
      // The phone finds what it asks for; only the firmware question may go unanswered.
      const asked = vendor.filesAskedFor({ mac: '000413aabbcc', model: model.model }).map((path) => path.toLowerCase());
      expect(asked.filter((path) => !served.includes(path) && !path.includes('firmware'))).toEqual([]);
    }
  });

  it('[P3] every model reads from its files exactly what was meant, with its own grammar, and knows every name', () => {
    const read = settingsReaders[id];
    for (const { model, family, lines, keys } of vendor.models) {
      const known = vendor.vocabulary.filter(({ families }) => families.includes(family)).flatMap(({ names }) => names);
      const profile = testProfile({
        model,
        lines: Array.from({ length: Math.min(lines, 2) }, (_, index) => {
          const position = index + 1;
          return testLine({
            position,
            number: `10${position}`,
            authUser: `p7f3a${position}`,
            secret: `Line-Secret_${position}`,
          });
        }),
        keys: keys === 0 ? [] : testProfile({ model }).keys.slice(0, keys),
      });
      const files = vendor.render(profile);
      const named = new Map(
        files.flatMap((file) => [file.path, ...file.aliases].map((name) => [name.toLowerCase(), file.text])),
      );
      const fetched = vendor.filesAskedFor({ mac: profile.mac, model }).flatMap((name) => {
        const text = named.get(name.toLowerCase());
        return text === undefined ? [] : [[name, text] as const];
      });
      const settings = read?.(new Map(fetched));
      expect(settings?.accounts, `${id} ${model}`).toMatchObject(
        profile.lines.map(({ position, displayName, authUser, secret, server, port, transport, srtp }) => ({
          position, displayName, authUser, secret, host: server, port, transport, srtp,
        })), // prettier-ignore
      );
      const keepsPassword = files.some(({ notes }) => notes.some((note) => note.includes('administrator password')));
      expect(settings?.adminPassword, `${id} ${model}`).toBe(keepsPassword ? '' : profile.adminPassword);
      const unknown = [...(settings?.values.keys() ?? [])].filter(
        (name) => !known.includes(name) && !known.includes(name.replaceAll(/\d+/g, '#')),
      );
      expect(unknown, `${id} ${model}`).toEqual([]);
    }
  });

  it('keeps secrets out of files that can be guessed', () => {
    for (const file of vendor.render(profileFor(vendor.models[0]!.model)).filter((one) => !one.isSecret)) {
      for (const secret of ['line-Secret', 'admin-Secret', 'token-secret']) expect(file.text).not.toContain(secret);
    }
  });
});

const profileFor = (model: string): PhoneProfile => testProfile({ model });

describe('identifying', () => {
  it('leaves strangers alone', () => {
    for (const text of STRANGERS) {
      expect([
        text,
        identifyPhone({ sipUserAgent: text })?.vendor.id,
        identifyPhone({ httpUserAgent: text })?.vendor.id,
      ]).toEqual([text, undefined, undefined]);
    }
  });

  it('believes what a phone says before its address block', () => {
    const mac = '000413aabbcc';
    expect(identifyPhone({ mac })).toMatchObject({ confidence: 'address', by: 'mac' });
    expect(identifyPhone({ mac, pnp: { vendor: 'OEM', model: 'OEM' } })).toMatchObject({ confidence: 'address' });
    expect(identifyPhone({ mac, pnp: { vendor: 'Gigaset', model: 'P850' } })?.vendor.id).toBe('gigaset');
    expect(identifyPhone({ mac, sipUserAgent: 'Gigaset P850/1.2' })?.vendor.id).toBe('gigaset');
    expect(identifyPhone({ mac, pnp: { vendor: 'Another', model: 'P850' } })).toBeUndefined();
    expect(identifyPhone({ mac: '02156511aabb' })).toBeUndefined();
  });

  it('finds a model in any case', () => {
    expect(modelOf(phoneVendors[0]!, 'd785')?.model).toBe('D785');
    expect(modelOf(phoneVendors[0]!, undefined)).toBeUndefined();
  });

  it('is quick on hostile text', () => {
    const started = Date.now();
    for (const text of [
      'Mozilla/4.0 (compatible; snomD785-SIP 1 '.padEnd(100_000, ' 0A'),
      'snom'.padEnd(100_000, '1'),
    ]) {
      identifyPhone({ httpUserAgent: text, sipUserAgent: text, file: text, pnp: { vendor: text, model: text } });
    }
    expect(Date.now() - started).toBeLessThan(100);
  });
});
