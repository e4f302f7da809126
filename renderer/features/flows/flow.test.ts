import { describe, expect, it } from 'vitest';
import { edgeId, ENTRY, litBy, neighbour, outlineOf, pictureOf, terminalId, type Answer, type Flow } from './flow.ts';
import { arrange, placed } from './layout.ts';

const nowhere = { value: '', step: null, label: '' };
const to = (step: string) => ({ value: `node:${step}`, step, label: step });
const out = (label: string) => ({ value: 'number:101', step: null, label });

const step = (id: string, exits: [name: string, to: object][], place = { x: 0, y: 0 }) => ({
  id,
  type: 'menu',
  label: id,
  words: '',
  exits: exits.map(([name, where]) => ({ name, label: `key ${name}`, optional: false, to: where })),
  ...place,
});

/** Only what the picture looks at. */
const flow = (steps: object[], entry: object = nowhere) =>
  ({ id: 'flw-1', entry, steps, problems: [] }) as unknown as Flow;

describe('the picture of a flow', () => {
  const menu = flow(
    [step('a', [['1', to('b')], ['2', out('Anna')], ['3', nowhere]]), step('b', [['next', to('a')]]), step('lost', [])],
    to('a'),
  ); // prettier-ignore

  it('[G2] has a line for each exit that leads somewhere, and a small box where a call leaves the flow', () => {
    const { boxes, lines } = pictureOf(menu);
    expect(boxes.map(({ id }) => id)).toEqual([ENTRY, 'a', terminalId('a', '2'), 'b', 'lost']);
    expect(lines.map(({ id, target }) => [id, target])).toEqual([
      [edgeId(null, ENTRY), 'a'],
      [edgeId('a', '1'), 'b'],
      [edgeId('a', '2'), terminalId('a', '2')],
      [edgeId('b', 'next'), 'a'],
    ]);
    expect(neighbour(lines, ENTRY, 'next')).toBe('a');
    expect(neighbour(lines, 'b', 'back')).toBe('a');
  });

  it('[G2] arranges itself from left to right without overlaps, also 40 steps, and keeps what was placed by hand', () => {
    const many = flow(
      Array.from({ length: 40 }, (_, n) => step(`s${n}`, n < 39 ? [['next', to(`s${n + 1}`)], ['2', to(`s${(n * 7) % 40}`)]] : [])),
      to('s0'),
    ); // prettier-ignore
    const { boxes, lines } = pictureOf(many);
    const places = arrange(boxes, lines);
    const at = boxes.map((box) => ({ ...box, ...(places.get(box.id) ?? { x: NaN, y: NaN }) }));
    for (const one of at)
      for (const other of at)
        if (one.id < other.id)
          expect(
            one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y,
            `${one.id} and ${other.id}`,
          ).toBe(true); // prettier-ignore
    const hand = flow([step('a', [['1', out('Anna')]], { x: 500, y: 80 })], to('a'));
    const drawn = pictureOf(hand);
    const hands = placed(hand, drawn.boxes, drawn.lines);
    expect(hands.get('a')).toEqual({ x: 500, y: 80 });
    expect(hands.get(ENTRY)?.x).toBeLessThan(500);
    expect(hands.get(terminalId('a', '1'))?.x).toBeGreaterThan(700);
  });

  it('[G2] is read as an outline: chains stay, branches are indented, a step is told once', () => {
    const { lines, lost } = outlineOf(menu, 'begins');
    expect(lines.map(({ depth, by, step: one, label, isAgain }) => [depth, by, one?.id ?? label, isAgain])).toEqual([
      [0, 'begins', 'a', false],
      [1, 'key 1', 'b', false],
      [1, 'key next', 'a', true],
      [1, 'key 2', 'Anna', false],
      [1, 'key 3', '', false],
    ]);
    expect(lost.map(({ id }) => id)).toEqual(['lost']);
  });

  it('[G2] lights the way of a call with its times', () => {
    const answer = {
      way: [{ at: 0, node: 'flw-1', exit: 'entry' }, { at: 0, node: 'a', exit: '1' }, { at: 4, node: 'b', exit: 'next' }, { at: 9, node: 'a', exit: '2' }, { at: 12, node: 'ext-1' }],
      ending: { kind: 'busy', at: 30 },
    } as unknown as Answer; // prettier-ignore
    const lit = litBy(menu, answer);
    expect([...lit.boxes]).toEqual([ENTRY, 'a', 'b', terminalId('a', '2')]);
    expect([...lit.lines]).toEqual([
      [edgeId(null, ENTRY), 0],
      [edgeId('a', '1'), 4],
      [edgeId('b', 'next'), 9],
      [edgeId('a', '2'), 12],
    ]);
  });
});
