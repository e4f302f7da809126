import { expect, test } from 'vitest';
import { openInsisting } from './insisting.ts';
import { createLives } from './lives.ts';

const mac = '000413aabbcc';

function phone(heard: () => boolean) {
  let at = 0;
  const told: string[] = [];
  const lives = createLives(() => {});
  const insisting = openInsisting({
    lives,
    adopted: () => [mac],
    tell: (_, action, way) => {
      told.push(`${at / 1000} ${action} ${way}`);
      return Promise.resolve({ heard: heard() });
    },
    now: () => at,
    note: () => {},
  });
  lives.apply(mac, { kind: 'assigned', at: 0, hash: 'old' });
  lives.apply(mac, { kind: 'fetched', at: 0, hash: 'old' });
  lives.apply(mac, { kind: 'config-changed', at: 0, hash: 'new' });
  const pass = async (seconds: number) => {
    for (const end = at + seconds * 1000; at < end; at += 1000) {
      insisting.look();
      await Promise.resolve();
    }
  };
  return { lives, insisting, told, pass };
}

test('a phone that nobody reached is told again by other ways, ever more seldom, and then left to people', async () => {
  const { told, pass } = phone(() => false);
  await pass(1000);
  expect(told).toEqual([
    '3 resync directly', '9 resync any', '21 resync directly', '45 resync any', '93 resync directly', '189 resync any',
  ]); // prettier-ignore
});

test('one that confirmed has the time of a restart, one that fetched is left alone', async () => {
  const { told, pass, lives } = phone(() => true);
  await pass(100);
  expect(told).toEqual(['3 resync directly']);
  lives.apply(mac, { kind: 'fetched', at: 100_000, hash: 'new' });
  await pass(1000);
  expect(told).toHaveLength(1);
});

test('one that has to restart is given the time for it', async () => {
  const { told, pass, insisting } = phone(() => false);
  insisting.needsReboot(mac);
  await pass(61);
  expect(told).toEqual(['20 reboot directly', '60 reboot any']);
});
