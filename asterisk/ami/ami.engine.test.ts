/** The AMI port against the real Asterisk: what was stored is what was meant or nothing, and nothing else ever happens. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../process/engine.ts';
import { closeOffices, startOffice } from '../process/test-support.ts';
import { isAmiError } from './errors.ts';

let engine: Engine;
const strays: string[] = [];
beforeAll(async () => {
  const office = await startOffice('plain', {
    // Anything but what we ask for: an injected action would answer or log as an event.
    onEvent: (event) => event.event !== 'FullyBooted' && strays.push(event.event),
  });
  engine = office.engine;
  await engine.settled();
}, 30_000);
afterAll(closeOffices, 30_000);

const corpus = [
  ...[
    'x\r\nAction: Originate',
    'x\nVariable: A=B',
    'x\r\n\r\n',
    '\r',
    'A=1,B=2',
    'A=1\\,B=2',
    ',=,',
    'Local/s@x',
    'SHELL(id)',
    '__A=1',
    'Event: X',
  ],
  ...[
    '--END COMMAND--',
    'Response: Success',
    'ActionID: x',
    'Message: x',
    'core stop now',
    '!id',
    'a;b',
    '--;',
    ';--',
    '\\',
    'a\\',
    '"',
    "' OR 1=1--",
  ],
  ...[
    '"; DROP TABLE astdb;--',
    '${EXTEN}',
    '$[1+1]',
    '%s%n',
    '__proto__',
    'constructor',
    'Jürgen 李 😀',
    '\ud800',
    'a\0b',
    '\u2028',
    '\u0085',
    'a:b',
    ': a',
  ],
  ...['', ' ', ' x', 'x ', '\tx', 'A'.repeat(900), 'A'.repeat(901), 'A'.repeat(1020), 'A'.repeat(65_536)],
];

/** true when stored and read back exactly, false when refused before anything was sent. */
async function roundTrip(value: string): Promise<boolean> {
  try {
    await engine.action('DBPut', { Family: 'fuzz', Key: 'k', Val: value });
  } catch (error) {
    if (isAmiError(error, 'bad-header')) return false;
    throw error;
  }
  const items = await engine.list('DBGet', { Family: 'fuzz', Key: 'k' });
  expect(items.map((item) => item.val)).toEqual([value]);
  return true;
}

describe('a value is stored exactly or refused', () => {
  test.each(corpus.map((value) => [JSON.stringify(value.slice(0, 40)), value]))('%s', async (_title, value) => {
    await roundTrip(value);
    expect(strays).toEqual([]);
  });

  test('for any text', { timeout: 60_000 }, async () => {
    let stored = 0;
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\0',
        ': ',
        'Action: Ping',
        'ActionID: 1',
        '\\',
        '"',
        ';',
        ',',
        ' ',
        '\ud800',
      ),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        if (await roundTrip(value)) stored += 1;
      }),
      { numRuns: 500 },
    );
    expect(stored).toBeGreaterThan(100);
    expect(strays).toEqual([]);
  });
});

test('1,000 actions at once each get their own answer', async () => {
  const keys = Array.from({ length: 999 }, (_, n) => `k${n}`);
  await Promise.all(keys.map((key) => engine.action('DBPut', { Family: 'many', Key: key, Val: `v-${key}` })));
  const values = await Promise.all(
    keys.map(async (key) => (await engine.list('DBGet', { Family: 'many', Key: key }))[0]?.val),
  );
  expect(values).toEqual(keys.map((key) => `v-${key}`));
});
