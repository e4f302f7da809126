// The verbs. Each gets its set-up first, then runs one program (or the test stages) and ends with its exit code.
import fs from 'node:fs';
import path from 'node:path';
import { withDisplay } from './display.mjs';
import { electronRuntime } from './electron.mjs';
import { say, SetupError } from './log.mjs';
import { continueUnderRightNode } from './node.mjs';
import { root } from './places.mjs';
import { foreground } from './run.mjs';
import { needs, setUp } from './setup.mjs';
import { benchCommand, checkStages, cliCommand, screenshotsCommand } from './stages.mjs';
import { runStages } from './tests.mjs';

const usage = `usage: node scripts/bootstrap.mjs VERB [arguments]

  start        set up, then open the app
  test         set up, then every check and test; "test unit e2e" runs only these stages
  check        format, lint, types and unit tests
  bench        the measurements with their bars
  screenshots  pictures of every screen
  switchroom   the command line of the service
  setup        only the set-up
`;

/** Ubuntu 23.10 and newer refuse Electron's sandbox to programs outside the system folders. Not tried there. */
function warnAboutSandbox() {
  const file = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  if (process.getuid?.() !== 0 && fs.existsSync(file) && fs.readFileSync(file, 'utf8').trim() === '1') {
    say('If the window does not open: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0');
  }
}

function start(args) {
  warnAboutSandbox();
  say('opening the app');
  const { program, env } = electronRuntime();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const [command, ...rest] = withDisplay([program, ...sandbox, root, ...args]);
  return foreground(command, rest, { env: { ...process.env, ...env } });
}

const ownFile = ([file, ...own], args) => [process.execPath, path.join(root, file), ...own, ...args];

function withWindow(command, args) {
  const [program, ...rest] = withDisplay(ownFile(command, args), { always: true });
  return foreground(program, rest, { env: { ...process.env, ...electronRuntime().env } });
}

function switchroom(args) {
  const [program, ...rest] = ownFile(cliCommand, args);
  return foreground(program, rest, { cwd: process.env.INIT_CWD ?? process.cwd(), group: false });
}

const verbs = {
  start,
  test: runStages,
  check: () => runStages(checkStages),
  bench: (args) => withWindow(benchCommand, args),
  screenshots: (args) => withWindow(screenshotsCommand, args),
  switchroom,
  setup: () => {
    say('ready');
    return 0;
  },
};

async function run([verb, ...args]) {
  if (!Object.hasOwn(needs, verb ?? '')) {
    process.stderr.write(usage);
    return 2;
  }
  const elsewhere = await continueUnderRightNode([verb, ...args]);
  if (elsewhere !== undefined) return elsewhere;
  await setUp(verb);
  return verbs[verb](args);
}

export async function main(args) {
  try {
    process.exitCode = await run(args);
  } catch (error) {
    process.stderr.write(error instanceof SetupError ? `\n${error.message}\n` : `${error.stack}\n`);
    process.exitCode = 1;
  }
}
