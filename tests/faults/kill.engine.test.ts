import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../db/test-office.ts';
import { holdCall } from './held-call.ts';
import { killDuring } from './killing.ts';
import { startOffice, type Office } from './service-process.ts';

let office: Office;
beforeAll(async () => void (office = await startOffice()));
afterAll(() => office.close());

const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 2 ** 31);

test(`[R1] [R2] the service killed during commands loses nothing that it acknowledged, and Asterisk keeps its call (seed ${seed})`, async () => {
  const draw = seededRandom(seed);
  const call = await holdCall(office);
  const [channels, engine] = [await call.channels(), office.enginePid()];
  const services = new Set([office.ready.pid]);

  const run = await killDuring(
    { office, random: () => draw(2 ** 30) / 2 ** 30 },
    {
      count: 80,
      kills: 6,
      afterRestart: async () => {
        services.add(office.ready.pid);
        // Found, not started anew: the same process with the same two channels.
        expect(office.ready.engine).toMatchObject({ state: 'running', pid: engine, failure: null });
        expect(await call.channels()).toEqual(channels);
        const { calls } = (await office.ask<{ counts: { calls: number } }>('status')).counts;
        expect(calls).toBe(1);
      },
    },
  );

  expect(run.acknowledged).toBeGreaterThanOrEqual(80);
  expect(run.lost).toEqual([]);
  expect(run.differences).toEqual([]);
  expect(services.size).toBe(7);
  const ended = await call.hangUp();
  expect(ended.status).toBe(200);
  expect(await call.channels()).toEqual([]);
});
