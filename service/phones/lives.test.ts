import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createLives, type Lives } from './lives.ts';
import { openMemory } from './remembered.ts';

const macOf = (n: number) => `000413${n.toString(16).padStart(6, '0')}`;
const see = (lives: Lives, n: number, address: string, at = n) =>
  lives.apply(macOf(n), { kind: 'seen', at, via: 'pnp', vendor: 'snom', model: 'D785', firmware: '10.1', address });
const macs = (lives: Lives) => lives.list().map(({ mac }) => mac);

describe('[P3] more strangers than are listed', () => {
  test('the oldest of the address that named most go, real phones and adopted ones stay', () => {
    const lives = createLives(() => {}, { strangers: 20, dropped: 5 });
    see(lives, 1, '10.0.0.1');
    see(lives, 2, '10.0.0.2');
    lives.apply(macOf(2), { kind: 'adopted', at: 2 });
    for (let n = 100; n < 200; n++) see(lives, n, '10.0.0.66');
    expect(macs(lives)).toEqual(expect.arrayContaining([macOf(1), macOf(2), macOf(199)]));
    expect(macs(lives)).not.toContain(macOf(100));
    expect(lives.list().length).toBeLessThanOrEqual(21);
    expect(lives.flood).toMatchObject({ count: 102 - lives.list().length, address: '10.0.0.66' });
  });

  test('those put aside leave last, so that they do not come back as new', () => {
    const lives = createLives(() => {}, { strangers: 3, dropped: 1 });
    see(lives, 1, '10.0.0.66');
    lives.apply(macOf(1), { kind: 'ignored', at: 1 });
    for (let n = 2; n < 20; n++) see(lives, n, '10.0.0.66');
    expect(lives.get(macOf(1))?.state).toBe('ignored');
  });
});

test('[P3] what a phone says of itself is kept apart from what the office has it for', () => {
  const lives = createLives(() => {});
  const said = () => lives.list()[0]?.said;
  lives.apply(macOf(1), { kind: 'seen', at: 1, via: 'registration', vendor: 'generic', model: 'SIP phone' });
  expect(said()).toBeUndefined();
  see(lives, 1, '10.0.0.1');
  lives.apply(macOf(1), { kind: 'seen', at: 2, via: 'registration', vendor: 'generic', model: 'SIP phone' });
  expect(said()).toEqual({ vendor: 'snom', model: 'D785' });
  lives.forget(macOf(1));
  lives.apply(macOf(1), { kind: 'seen', at: 3, via: 'pnp', isSupported: false });
  expect(said()).toBeUndefined();
});

describe('phones seen are kept over a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-seen-'));
  const path = join(folder, 'seen-phones.json');
  afterEach(() => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  });
  const notes: string[] = [];
  const open = () => {
    const lives: Lives = createLives(() => memory.changed());
    const memory = openMemory(path, () => lives.strangers(), (text) => notes.push(text)); // prettier-ignore
    lives.recall(memory.load());
    return { lives, memory };
  };

  test('new ones with what is known of them, ignored ones until they are restored, adopted ones not', () => {
    const before = open();
    see(before.lives, 1, '10.0.0.1');
    see(before.lives, 2, '10.0.0.2');
    see(before.lives, 3, '10.0.0.3');
    before.lives.apply(macOf(9), { kind: 'seen', at: 9, via: 'pnp', isSupported: false });
    before.lives.apply(macOf(2), { kind: 'ignored', at: 5 });
    before.lives.apply(macOf(3), { kind: 'adopted', at: 5 });
    see(before.lives, 1, '10.0.0.11', 50);
    before.memory.stop();

    const { lives, memory } = open();
    expect(macs(lives)).toEqual([macOf(1), macOf(2), macOf(9)]);
    const [first] = lives.list();
    expect(first).toMatchObject({ vendor: 'snom', model: 'D785', firmware: '10.1', address: '10.0.0.11' });
    expect(first?.said).toEqual({ vendor: 'snom', model: 'D785' });
    expect(first).toMatchObject({ firstSeen: 1, lastSeen: 50, life: { state: 'awaiting-approval' } });
    expect(lives.get(macOf(9))).toMatchObject({ state: 'attention', cause: 'unsupported' });
    see(lives, 2, '10.0.0.2', 60);
    expect(lives.get(macOf(2))?.state).toBe('ignored');
    lives.apply(macOf(2), { kind: 'restored', at: 70 });
    expect(lives.get(macOf(2))?.state).toBe('awaiting-approval');
    memory.stop();
  });

  test.each(['', '{', '{"version":1,"phones":[{"mac":"../x"}]}', '{"version":2}'])(
    'an unreadable file is put aside and said: %j',
    (text) => {
      writeFileSync(path, text);
      notes.length = 0;
      const { lives, memory } = open();
      expect([macs(lives), notes.length]).toEqual([[], 1]);
      expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text);
      memory.stop();
    },
  );

  test('a folder that cannot be written is said once, and phones are found all the same', () => {
    notes.length = 0;
    const lives: Lives = createLives(() => {});
    const memory = openMemory('/proc/no-such-folder/x', () => lives.strangers(), (text) => notes.push(text)); // prettier-ignore
    see(lives, 1, '10.0.0.1');
    memory.changed();
    memory.stop();
    expect(notes).toEqual([expect.stringContaining('cannot be kept')]);
  });
});
