import { describe, expect, it } from 'vitest';
import { guess } from './places.ts';
import { readLines } from './lines.ts';

describe('people typed as lines', () => {
  it('[U1] reads names, numbers and addresses in any usual form', () => {
    expect(
      readLines('Anna Weber\n\n  Ben Okafor, 120 \nChiara Rossi <chiara@example.com>\n104;Dmitri;d@x.de\nCher'),
    ).toEqual([
      { line: 'Anna Weber', firstName: 'Anna', lastName: 'Weber' },
      { line: 'Ben Okafor, 120', firstName: 'Ben', lastName: 'Okafor', number: '120' },
      {
        line: 'Chiara Rossi <chiara@example.com>',
        firstName: 'Chiara',
        lastName: 'Rossi',
        email: 'chiara@example.com',
      },
      { line: '104;Dmitri;d@x.de', firstName: 'Dmitri', lastName: '', number: '104', email: 'd@x.de' },
      { line: 'Cher', firstName: 'Cher', lastName: '' },
    ]);
  });

  it('keeps names of several parts, and makes nobody of a number alone', () => {
    expect(readLines('Maximiliane von Hohenstein-Süßkind\n120')).toEqual([
      {
        line: 'Maximiliane von Hohenstein-Süßkind',
        firstName: 'Maximiliane',
        lastName: 'von Hohenstein-Süßkind',
      },
    ]);
  });
});

describe('where this computer is', () => {
  it('is guessed from the system, and left open when the system does not say', () => {
    expect(guess({ language: 'de-AT', timeZone: 'Europe/Vienna' })).toEqual({
      country: 'AT',
      timeZone: 'Europe/Vienna',
      language: 'de',
    });
    expect(guess({ language: 'xx', timeZone: 'UTC' })).toMatchObject({ country: undefined, language: 'en' });
  });
});
