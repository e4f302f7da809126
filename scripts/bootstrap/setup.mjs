// What each verb needs, and getting it. A step says whether it is current; only then is the lock taken and work done,
// so the usual second run costs a few milliseconds and prints nothing.
import { build } from './build.mjs';
import { dependencies } from './dependencies.mjs';
import { ensurePackages, hasDisplay, packagesFor } from './debian.mjs';
import { electron } from './electron.mjs';
import { ensureEngine } from './engine.mjs';
import { locked } from './lock.mjs';

/** `tests`: the tools of the test suite, and a virtual display even on a desktop, so that no windows pop up there. */
const everything = { window: true, engine: true, app: true, tests: true };

export const needs = {
  setup: everything,
  start: { window: true, engine: true, app: true },
  test: everything,
  check: {},
  bench: everything,
  screenshots: everything,
  switchroom: { engine: true },
};

async function ensure(step) {
  if (step.isCurrent()) return;
  await locked(() => {
    if (!step.isCurrent()) step.make();
  });
}

export async function setUp(verb) {
  const { window = false, engine = false, app = false, tests = false } = needs[verb];
  // First, because it may stop with a line for the user to run: better after one second than after one minute.
  ensurePackages(packagesFor({ window, calls: tests, virtualDisplay: window && (tests || !hasDisplay()) }));
  await ensure(dependencies);
  if (window) await ensure(electron);
  if (engine) await ensureEngine();
  if (app) await ensure(build);
}
