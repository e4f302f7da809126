import { describe, expect, test } from 'vitest';
import { refuse } from '../../office/core/refusal.ts';
import { openAsking, waitMs, type Asked } from './asking.ts';
import { openRollouts } from './rollout.ts';

const mac = '000413aabbcc';

function desk(more: Partial<Parameters<typeof openAsking>[0]> = {}) {
  let at = 1000;
  const told: string[] = [];
  const ended: Asked[] = [];
  let isRegistered = true;
  const asking = openAsking({
    tell: (to, action) => Promise.resolve(told.push(`${action} ${to}`)),
    showText: (to, text) => Promise.resolve(void told.push(`text ${to} ${text}`)),
    ring: (to) => Promise.resolve(void told.push(`ring ${to}`)),
    canShowText: () => true,
    isRegistered: () => isRegistered,
    hasAccount: () => true,
    now: () => at,
    changed: () => {},
    ended: (one) => ended.push(one),
    ...more,
  });
  return { asking, told, ended, pass: (ms: number) => (at += ms), register: (is: boolean) => (isRegistered = is), now: () => at }; // prettier-ignore
}

describe('[R4] what a phone was asked, until its effect is seen', () => {
  test('a resync is sent, and proved by the fetch that follows, not by one of before', async () => {
    const { asking, told, pass, now } = desk();
    expect(await asking.ask(mac, 'resync')).toMatchObject({ state: 'sent', words: null });
    expect(told).toEqual([`resync ${mac}`]);
    asking.heard(mac, { kind: 'fetched', at: 500, hash: 'old' });
    expect(asking.of(mac)[0]?.state).toBe('sent');
    pass(2000);
    asking.heard(mac, { kind: 'fetched', at: now(), hash: 'new' });
    expect(asking.of(mac)[0]).toMatchObject({ state: 'proved', words: 'It has fetched its settings.', endedAt: 3000 });
  });

  test('a restart is done when the phone is back, not when it is gone', async () => {
    const { asking, register, pass, now } = desk();
    await asking.ask(mac, 'reboot');
    register(false);
    asking.heard(mac, { kind: 'unregistered', at: now() });
    pass(1000);
    asking.heard(mac, { kind: 'seen', via: 'pnp', at: now() });
    expect(asking.of(mac)[0]?.state).toBe('sent');
    register(true);
    asking.heard(mac, { kind: 'registered', at: now() });
    expect(asking.of(mac)[0]).toMatchObject({
      state: 'proved',
      words: 'It has started again and asked the network for its settings. It is back and registered.',
    });
  });

  test('a registration that outlived the restart is believed after a while, not at once', async () => {
    const { asking, pass, now } = desk();
    await asking.ask(mac, 'reboot');
    asking.heard(mac, { kind: 'seen', via: 'pnp', at: now() });
    asking.look();
    expect(asking.of(mac)[0]?.state).toBe('sent');
    pass(10_000);
    asking.look();
    expect(asking.of(mac)[0]).toMatchObject({ state: 'proved' });
  });

  test('nothing seen in time: no effect, and what to try', async () => {
    const { asking, pass } = desk();
    await asking.ask(mac, 'resync');
    pass(waitMs.resync - 1);
    asking.look();
    expect(asking.of(mac)[0]?.state).toBe('sent');
    pass(1);
    asking.look();
    expect(asking.of(mac)[0]).toMatchObject({ state: 'no-effect', words: expect.stringContaining('within 60 seconds. Restart it') as string }); // prettier-ignore
  });

  test('one that cannot be told has failed with the reason; what is no refusal is thrown', async () => {
    const refused = desk({ tell: () => Promise.resolve().then(() => refuse({ kind: 'unavailable', message: 'Nobody knows where this phone is.' })) }); // prettier-ignore
    expect(await refused.asking.ask(mac, 'reboot')).toMatchObject({
      state: 'failed',
      words: 'Nobody knows where this phone is.',
    });
    const broken = desk({ tell: () => Promise.reject(new Error('a fault of ours')) });
    await expect(broken.asking.ask(mac, 'reboot')).rejects.toThrow('a fault of ours');
    expect(broken.asking.of(mac)[0]?.state).toBe('failed');
  });

  test('a text is heard, never proved; a phone without one rings, and that is proof', async () => {
    const withText = desk();
    expect(await withText.asking.ask(mac, 'identify', 'Reception')).toMatchObject({ state: 'heard' });
    const without = desk({ canShowText: () => false });
    expect(await without.asking.ask(mac, 'identify', 'Reception')).toMatchObject({ state: 'sent' });
    expect(without.told).toEqual([`ring ${mac}`]);
    without.asking.rings(mac);
    expect(without.asking.of(mac)[0]).toMatchObject({ state: 'proved', words: 'It rings now.' });
  });
});

describe('[P1] many phones in steps', () => {
  const macOf = (n: number) => `0004130000${n.toString(16).padStart(2, '0')}`;
  const all = Array.from({ length: 30 }, (_, n) => macOf(n));
  function rolling() {
    const asked: string[] = [];
    const rollouts = openRollouts({
      ask: (one) => Promise.resolve({ mac: one } as Asked).then((made) => (asked.push(one), made)),
      now: () => 1,
      changed: () => {},
      note: () => {},
    });
    const end = async (one: string, state: Asked['state']) => {
      await Promise.resolve();
      rollouts.ended({ mac: one, action: 'reboot', state, words: state } as Asked);
    };
    return { asked, rollouts, end };
  }
  const count = ({ rollouts }: ReturnType<typeof rolling>, state: string) =>
    rollouts.now?.phones.filter((one) => one.state === state).length;

  test('one, then five, then twenty, each after the one before was seen to work', async () => {
    const one = rolling();
    one.rollouts.start(all, 'reboot');
    expect(count(one, 'under-way')).toBe(1);
    await one.end(macOf(0), 'proved');
    expect(count(one, 'under-way')).toBe(5);
    for (let n = 1; n <= 5; n++) await one.end(macOf(n), n === 3 ? 'no-effect' : 'proved');
    expect(count(one, 'under-way')).toBe(20);
    for (let n = 6; n < 30; n++) await one.end(macOf(n), 'proved');
    expect(one.rollouts.now).toMatchObject({ state: 'done' });
    expect([count(one, 'done'), count(one, 'failed')]).toEqual([29, 1]);
  });

  test('when half of a step fails it asks, and goes on or stops as told', async () => {
    const one = rolling();
    one.rollouts.start(all, 'reboot');
    await one.end(macOf(0), 'failed');
    expect(one.rollouts.now?.state).toBe('paused');
    expect(one.rollouts.start(all, 'resync')).toBeUndefined();
    one.rollouts.goOn();
    expect(count(one, 'under-way')).toBe(5);
    one.rollouts.stop();
    for (let n = 1; n <= 5; n++) await one.end(macOf(n), 'proved');
    expect(one.rollouts.now?.state).toBe('stopped');
    expect(count(one, 'waiting')).toBe(24);
    expect(one.rollouts.start(all, 'resync')).toMatchObject({ state: 'going' });
  });
});
