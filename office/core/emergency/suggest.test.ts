import { describe, expect, test } from 'vitest';
import { addressSuggestions, nextSteps } from './suggest.ts';

const us = { street: '350 Fifth Avenue', postalCode: '10118', city: 'New York', region: 'NY', country: 'US' };
const of = (more: Partial<typeof us>) =>
  addressSuggestions({ ...us, ...more }).map(({ field, value, message }) => [field, value ?? message.split('.')[0]]);

describe('[P4] suggestions about an address, without asking anybody', () => {
  test('nothing about a usual one', () => {
    expect(of({})).toEqual([]);
    expect(of({ street: 'Hauptstraße 5a', postalCode: '10115', region: '', country: 'DE' })).toEqual([]);
    expect(of({ street: '1600 Highway 12', postalCode: '59912', region: 'MT' })).toEqual([]);
    expect(of({ street: '10 Downing Street', postalCode: 'SW1A 2AA', region: '', country: 'GB' })).toEqual([]);
  });

  test('directions, suffixes and suites', () => {
    expect(of({ street: '350 W. Fifth Avenue' })).toEqual([['street', '350 West Fifth Avenue']]);
    expect(of({ street: '350 Fifth' })).toEqual([['street', 'A suffix such as Street, Boulevard or Place is missing']]);
    expect(of({ street: '350 Fifth Avenue, Suite 21' })).toEqual([
      ['street', 'Write suite, apartment and floor as description, where helpers look for them'],
    ]);
  });

  test('state and postal code', () => {
    expect(of({ region: 'new york' })).toEqual([['region', 'NY']]);
    expect(of({ region: 'ny' })).toEqual([['region', 'NY']]);
    expect(of({ region: 'NJ' })).toEqual([['region', 'NY']]);
    expect(of({ postalCode: '101180001' })).toEqual([['postalCode', '10118-0001']]);
    expect(of({ country: 'CA', region: 'QC', postalCode: 'k1a0b1', street: '1 Wellington Street' })).toEqual([
      ['postalCode', 'K1A 0B1'],
      ['region', 'ON'],
    ]);
    expect(of({ country: 'PL', region: '', postalCode: '00950', street: 'Marszałkowska 1' })).toEqual([['postalCode', '00-950']]); // prettier-ignore
  });

  test('the house number where the country has it', () => {
    expect(of({ street: '5a Hauptstraße', postalCode: '10115', region: '', country: 'DE' })).toEqual([['street', 'Hauptstraße 5a']]); // prettier-ignore
    expect(of({ street: 'Fifth Avenue 350' })).toContainEqual(['street', '350 Fifth Avenue']);
  });

  test('what to try after a refusal names directions only where there are any', () => {
    expect(nextSteps('US')[0]).toContain('North or South');
    expect(nextSteps('DE').join()).not.toContain('North');
  });
});
