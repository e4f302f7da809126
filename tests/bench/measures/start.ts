/**
 * A warm start as people do it, `npm start`: from the command until the window shows the office, and until the phone
 * engine answers SIP OPTIONS. The engine is started each time too. Baseline: the same Electron with an empty window.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once as event } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../asterisk/ami/clock.ts';
import { endProcess } from '../../../asterisk/process/engine-process.ts';
import { enginePaths } from '../../../asterisk/process/paths.ts';
import { freeLoopbackPort } from '../../../asterisk/process/preflight.ts';
import { isAlive } from '../../../asterisk/process/process-identity.ts';
import { readRunRecord } from '../../../asterisk/process/run-record.ts';
import { sipOptions } from '../../../phones/sip/options.ts';
import { appRoot, newSite, type Site } from '../../faults/service-process.ts';
import { isTrue } from '../devtools.ts';
import { median, once, say, type Measure } from '../measure.ts';

const times = 7;
const patienceMs = 60_000;

/** The page with its title, the service connected, nothing that is only the shape of what is coming. */
const usable = `Boolean(document.querySelector('main h1')?.textContent?.trim())
  && !document.querySelector('main .skeleton')
  && !/starting/i.test(document.querySelector('header')?.textContent ?? 'starting')`;
const painted = `document.readyState === 'complete'`;

interface Started {
  windowMs: number;
  sipMs: number;
}

/** Ends what a start left: the window's processes as a group, then the phone engine. */
async function end(child: ChildProcess, site?: Site): Promise<void> {
  if (child.pid === undefined) return;
  const gone = child.exitCode === null && child.signalCode === null ? event(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await gone;
  const left = site && readRunRecord(enginePaths(site.dataDir));
  if (left && isAlive(left.process)) await endProcess(left.process, systemClock, 4000);
}

async function started(site: Site): Promise<Started> {
  const devtools = await freeLoopbackPort();
  const began = performance.now();
  const own = ['--data-dir', site.dataDir, '--address', site.server.address, '--sip-port', String(site.server.port)];
  const child = spawn(
    process.execPath,
    [
      join(appRoot, 'scripts/bootstrap.mjs'),
      'start',
      ...own,
      '--http-port',
      String(site.httpPort),
      '--on-close',
      'keep',
      `--remote-debugging-port=${devtools}`,
    ],
    { cwd: appRoot, stdio: 'ignore' },
  );
  try {
    const [windowMs, sipMs] = await Promise.all([
      isTrue(devtools, usable, patienceMs).then(() => performance.now() - began),
      answersSip(site).then(() => performance.now() - began),
    ]);
    return { windowMs, sipMs };
  } finally {
    await end(child, site);
  }
}

async function answersSip({ server }: Site): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await sipOptions({ host: server.address, port: server.port, transport: 'udp', timeoutMs: 250 });
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((again) => setTimeout(again, 10));
    }
  }
}

async function emptyWindow(folder: string): Promise<number> {
  const devtools = await freeLoopbackPort();
  const began = performance.now();
  const program = process.env['ELECTRON_EXEC_PATH'];
  if (!program) throw new Error('run this with "npm run bench": it knows where Electron is');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...sandbox, folder, `--remote-debugging-port=${devtools}`], { stdio: 'ignore' });
  try {
    await isTrue(devtools, painted, patienceMs);
    return performance.now() - began;
  } finally {
    await end(child);
  }
}

function emptyApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom-empty-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.js"}');
  const page = 'data:text/html,<h1>Empty</h1>';
  writeFileSync(
    join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron');\napp.setPath('userData', ${JSON.stringify(join(folder, 'data'))});\n` +
      `app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL(${JSON.stringify(page)}));\n`,
  );
  return folder;
}

const measured = once(async () => {
  const site = await newSite();
  const empty = emptyApp();
  try {
    const rows: Started[] = [];
    const baseline: number[] = [];
    // The first of each warms caches and makes the office; it does not count.
    for (let n = 0; n <= times; n++) {
      const [one, bare] = [await started(site), await emptyWindow(empty)];
      say(
        `  window ${Math.round(one.windowMs)} ms, SIP ${Math.round(one.sipMs)} ms, empty window ${Math.round(bare)} ms`,
      );
      if (n === 0) continue;
      rows.push(one);
      baseline.push(bare);
    }
    return { rows, baseline: median(baseline) };
  } finally {
    for (const folder of [site.dataDir, empty]) rmSync(folder, { recursive: true, force: true });
  }
});

const measure = (id: string, of: (one: Started) => number): Measure => ({
  id,
  unit: 'ms',
  bar: 3000,
  async run() {
    const { rows, baseline } = await measured();
    const values = rows.map(of);
    return {
      value: Math.round(median(values)),
      baseline: Math.round(baseline),
      n: values.length,
      note: `median; slowest ${Math.round(Math.max(...values))}; baseline: an empty window of the same Electron`,
    };
  },
});

export const measures: readonly Measure[] = [
  measure('start-window', ({ windowMs }) => windowMs),
  measure('start-sip', ({ sipMs }) => sipMs),
];
