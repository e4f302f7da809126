/** One failing signal is shown; only silence on all of them, twice, is a hang. */
import { expect, test } from 'vitest';
import { systemClock } from '../ami/clock.ts';
import { watchHealth, type Health } from './health.ts';

const transports = [
  { protocol: 'udp' as const, address: '192.0.2.1', port: 5060 },
  { protocol: 'tcp' as const, address: '192.0.2.1', port: 5060 },
];

function watching(alive: { ami: boolean; udp: boolean; tcp: boolean }, hasProbe = true) {
  const seen: Health[] = [];
  let hangs = 0;
  const answer = (isAlive: boolean) => (isAlive ? Promise.resolve() : Promise.reject(new Error('silent')));
  const watch = watchHealth({
    ping: () => answer(alive.ami),
    transports: () => transports,
    probe: hasProbe ? (_host, _port, transport) => answer(transport === 'udp' ? alive.udp : alive.tcp) : undefined,
    onHealth: (health) => seen.push(health),
    onHung: () => hangs++,
    clock: systemClock,
    intervalMs: 1_000_000,
  });
  return {
    watch,
    seen,
    hangs: () => hangs,
    codes: () => seen.map((h) => (h.kind === 'unhealthy' ? h.reasons.map((r) => r.code) : h.kind)),
  };
}

test('all answer: healthy', async () => {
  const { watch, codes } = watching({ ami: true, udp: true, tcp: true });
  await watch.look();
  watch.stop();
  expect(codes().at(-1)).toBe('healthy');
});

test.each([
  [{ ami: false, udp: true, tcp: true }, ['ami-silent']],
  [{ ami: true, udp: false, tcp: true }, ['sip-silent']],
  [{ ami: true, udp: false, tcp: false }, ['sip-silent', 'sip-silent']],
  [{ ami: false, udp: false, tcp: true }, ['ami-silent', 'sip-silent']],
])('%j is shown and never called a hang', async (alive, reasons) => {
  const { watch, codes, hangs } = watching(alive);
  for (let n = 0; n < 4; n++) await watch.look();
  watch.stop();
  expect(codes().at(-1)).toEqual(reasons);
  expect(hangs()).toBe(0);
});

test('silence on everything is a hang the second time, and an answer in between starts the count again', async () => {
  const alive = { ami: false, udp: false, tcp: false };
  const { watch, hangs, seen } = watching(alive);
  alive.ami = true;
  await watch.look();
  alive.ami = false;
  await watch.look();
  expect(hangs()).toBe(0);
  await watch.look();
  watch.stop();
  expect(hangs()).toBe(1);
  expect(seen.at(-1)).toMatchObject({ kind: 'unhealthy', isHung: true });
});

test('without a SIP probe a hang is never concluded', async () => {
  const { watch, hangs } = watching({ ami: false, udp: true, tcp: true }, false);
  for (let n = 0; n < 4; n++) await watch.look();
  watch.stop();
  expect(hangs()).toBe(0);
});
