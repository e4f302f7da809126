import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emergencyForms, emergencyProfiles, helpNumbers, sentNumber, servicesOf } from './profiles.ts';
import { shadowsEmergency } from '../numbering.ts';
import { addressProblems } from './address.ts';

const countries = emergencyProfiles.map(({ country }) => country);

test('[G6] at least 40 countries, each with its numbers, whom they reach, and where that is written', () => {
  expect(countries.length).toBeGreaterThanOrEqual(40);
  expect(new Set(countries).size).toBe(countries.length);
  for (const { country, main, numbers, source, test: trial, prefixes } of emergencyProfiles) {
    expect(country).toMatch(/^[A-Z]{2}$/);
    expect(Object.keys(numbers), country).toContain(main);
    for (const [number, services] of Object.entries(numbers)) {
      expect(number, country).toMatch(/^\d{2,5}$/);
      expect(services.length, `${country} ${number}`).toBeGreaterThan(0);
    }
    expect(source.length, country).toBeGreaterThan(5);
    expect(
      prefixes.every((prefix) => /^\d$/.test(prefix)),
      country,
    ).toBe(true);
    // A test number that is dialled by accident must be no emergency, and no emergency a test.
    if (trial !== undefined) expect(helpNumbers(country)).not.toContain(trial);
  }
});

test('[G6] 112 and 911 mean help everywhere, and the carrier is asked for a number that its country has', () => {
  for (const { country, numbers } of emergencyProfiles)
    for (const dialled of ['112', '911']) {
      expect(helpNumbers(country)).toContain(dialled);
      expect(Object.keys(numbers), country).toContain(sentNumber(country, dialled));
      expect(servicesOf(country, dialled).length).toBeGreaterThan(0);
    }
  expect(sentNumber('US', '112')).toBe('911');
  expect(sentNumber('DE', '911')).toBe('112');
  expect(sentNumber('DE', '110')).toBe('110');
  expect(sentNumber('GB', '112')).toBe('112');
  expect(sentNumber('AU', '911')).toBe('000');
});

test('[G6] prefixed forms stand for the number behind the prefix, and for no other', () => {
  fc.assert(
    fc.property(fc.constantFrom(...countries), (country) => {
      const forms = emergencyForms(country);
      for (const [form, number] of forms) {
        expect(form.endsWith(number)).toBe(true);
        expect(helpNumbers(country)).toContain(number);
      }
      for (const form of ['112', '911', '0112', '9112', '0911', '9911'])
        expect(forms.has(form), `${country} ${form}`).toBe(true);
    }),
  );
});

test('[G6] behind the digit that a site has for an outside line every number for help is found, short ones too', () => {
  for (const country of countries)
    for (const line of '0123456789') {
      const forms = emergencyForms(country, line);
      for (const number of helpNumbers(country)) {
        const form = `${line}${number}`;
        const wanted = helpNumbers(country).includes(form) ? form : number;
        expect(forms.get(form), `${country} ${form}`).toBe(wanted);
        expect(shadowsEmergency(form, country, line), `${country} ${form}`).toMatch(/Choose another number/);
      }
    }
  expect(['15', '17', '18', '114'].map((number) => emergencyForms('FR', '9').get(`9${number}`))).toEqual(['15', '17', '18', '114']); // prettier-ignore
  expect([emergencyForms('PK', '9').get('915'), emergencyForms('PK').get('915')]).toEqual(['15', undefined]);
  // An ordinary extension where 9 is no outside line.
  expect(shadowsEmergency('915', 'FR')).toBeUndefined();
});

test('[G6] never 3: no internal number can be an emergency number or what people dial for one', () => {
  for (const country of countries)
    for (const form of emergencyForms(country).keys())
      if (form.length >= 2)
        expect(shadowsEmergency(form, country), `${country} ${form}`).toMatch(/Choose another number/);
  expect(shadowsEmergency('933', 'US')).toMatch(/tests emergency calls/);
  expect(shadowsEmergency('101', 'US')).toBeUndefined();
});

test('[P4] an address that helpers would not find is refused with what is missing', () => {
  const berlin = { street: 'Hauptstraße 12', postalCode: '10115', city: 'Berlin', region: '', country: 'DE' };
  expect(addressProblems(berlin)).toEqual([]);
  expect(addressProblems({ ...berlin, street: 'Hauptstraße' })[0]?.field).toBe('street');
  expect(addressProblems({ ...berlin, street: 'P.O. Box 12' })[0]?.message).toContain('post-office box');
  expect(addressProblems({ ...berlin, postalCode: '1011' })[0]?.message).toContain('10115');
  const york = { street: '350 5th Ave', postalCode: '10118', city: 'New York', region: 'ny', country: 'US' };
  expect(addressProblems(york)).toEqual([]);
  expect(addressProblems({ ...york, region: 'New York' })[0]?.field).toBe('region');
  expect(addressProblems({ ...york, region: '', city: '' }).map(({ field }) => field)).toEqual(['city', 'region']);
});
