/** The .conf writer against an independent port of Asterisk's reader: refused, or read back exactly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfError, confValue, section } from './conf.ts';

type Read = { name: string; entries: [string, string][] }[];

/** Port of config_text_file_load() and process_text_line() of Asterisk's main/config.c: block comments, escapes, trims. */
function readLikeAsterisk(text: string): Read {
  const read: Read = [];
  let depth = 0;
  for (const raw of text.split('\n')) {
    if (Buffer.byteLength(raw) > 8190) continue;
    let buffer = (raw.split('\0')[0] ?? '').replace(/^\ufeff/, '');
    let kept: string | undefined = depth === 0 ? '' : undefined;
    let from = 0;
    for (;;) {
      const at = buffer.indexOf(';', from);
      if (at === -1) break;
      if (at > from && buffer[at - 1] === '\\') {
        buffer = buffer.slice(0, at - 1) + buffer.slice(at);
        from = at;
      } else if (buffer.startsWith(';--', at) && buffer[at + 3] !== '-') {
        if (kept !== undefined && depth === 0) kept += buffer.slice(0, at);
        depth += 1;
        buffer = buffer.slice(at + 3);
        from = 0;
      } else if (at >= from + 2 && buffer.slice(at - 2, at) === '--') {
        depth -= 1;
        buffer = buffer.slice(at + 1);
        from = 0;
        if (depth === 0) kept ??= '';
      } else if (depth === 0) {
        buffer = buffer.slice(0, at);
        break;
      } else {
        from = at + 1;
      }
    }
    if (depth !== 0) continue;
    const rest = (kept ?? '') + buffer;
    const trimmed = rest.replace(/^[\0- ]+|[\0- ]+$/g, '');
    if (trimmed === '') continue;
    const head = /^\[([^\]]*)\](.*)$/.exec(trimmed);
    if (trimmed.startsWith('[')) {
      if (head) read.push({ name: head[1] ?? '', entries: [] });
      continue;
    }
    if (trimmed.startsWith('#')) throw new Error(`directive: ${trimmed}`);
    const cut = trimmed.indexOf('=');
    if (cut === -1) continue;
    const value = trimmed.slice(trimmed[cut + 1] === '>' ? cut + 2 : cut + 1);
    const trim = (piece: string) => piece.replace(/^[\0- ]+|[\0- ]+$/g, '');
    read.at(-1)?.entries.push([trim(trimmed.slice(0, cut)), trim(value)]);
  }
  return read;
}

const corpus = [
  ...[
    '; ',
    'a;b',
    'a\\;b',
    'a\\\\;b',
    ';;',
    ';--',
    'a;--b',
    '--;',
    'a--;b',
    ';---',
    ';--x--;',
    '\\',
    'a\\',
    '\\[x]',
    '[evil]',
    '[evil](!)',
  ],
  ...[
    '](x)',
    '#include "x"',
    '#exec id',
    '=',
    '=>',
    '>',
    'a=>b',
    'x+=y',
    'a\nb',
    'a\r\nb',
    'a\rb',
    'a\n[evil]\nx=1',
    'a\n#exec id',
    'a\u0085b',
  ],
  ...[
    'a\u2028b',
    'a\u000bb',
    '${EXTEN}',
    '${SHELL(id)}',
    '$[1+1]',
    '${',
    ',',
    'a|b',
    '(',
    ')',
    '"',
    '\\"',
    "'",
    '`id`',
    '$(id)',
    '%0d%0a',
    'a\0b',
  ],
  ...[
    '\ufeffa',
    'a\u202eb',
    'a\u200bb',
    'e\u0301',
    '\ud800',
    '\ud83d\ude00',
    '<script>',
    '../../x',
    '__proto__',
    'constructor',
    '',
    ' ',
    ' x ',
    '\tx',
  ],
  ...[79, 80, 81, 159, 160, 255, 256, 1023, 1024, 1025, 4096, 8189, 8190, 8191, 8192, 65536].map((n) => 'A'.repeat(n)),
  '('.repeat(5000),
  '${'.repeat(2000),
  ';--'.repeat(129),
];

/** Between two known lines, so that anything that swallows or adds a line is seen. */
function roundTrip(value: string, operator: '=' | '=>'): void {
  let text: string;
  try {
    text =
      section(
        'first',
        [
          ['before', '1'],
          ['value', value],
          ['after', '2'],
        ],
        operator,
      ) + section('last', [['x', 'y']]);
  } catch (error) {
    if (error instanceof ConfError) return;
    throw error;
  }
  expect(readLikeAsterisk(text)).toEqual([
    {
      name: 'first',
      entries: [
        ['before', '1'],
        ['value', value],
        ['after', '2'],
      ],
    },
    { name: 'last', entries: [['x', 'y']] },
  ]);
}

describe('a value is refused or read back exactly', () => {
  test.each(corpus.map((value) => [value.length > 40 ? `${value.slice(0, 20)}... (${value.length})` : value, value]))(
    '%j',
    (_title, value) => {
      roundTrip(value, '=');
      roundTrip(value, '=>');
    },
  );

  test('for any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ';',
        '\\',
        '-',
        '--',
        ';--',
        '--;',
        '\\;',
        '=',
        '>',
        '[',
        ']',
        '#',
        '+',
        ' ',
        '\t',
        '\n',
        '\r',
        '\0',
        '\u2028',
        '\ud800',
        '$',
        '{',
      ),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, fc.constantFrom('=' as const, '=>' as const), roundTrip), { numRuns: 20_000 });
  });

  test('and the ordinary is not refused', () => {
    expect(confValue('Jürgen "Bob" 100% (x) [y] ${z}; a\\b')).toBe('Jürgen "Bob" 100% (x) [y] ${z}\\; a\\b');
  });
});

test('section names and keys are ours', () => {
  for (const name of ['', 'a b', 'A', 'a]', 'a](!)', 'x'.repeat(41), '../x'])
    expect(() => section(name, [])).toThrow(ConfError);
  for (const key of ['', 'a=', 'a+', '[x', '#x', 'a b', '\\a'])
    expect(() => section('a', [[key, '1']])).toThrow(ConfError);
});
