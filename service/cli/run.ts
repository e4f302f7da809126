/** Carries out one command line through the service's socket, as the window does. Returns the exit code. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { openClient, type Client } from '../client.ts';
import type { Queries } from '../contract.ts';
import { endLeftEngine } from '../engine/end-left.ts';
import { placeOf } from '../place.ts';
import type { Entry, Outcome } from '../protocol.ts';
import { readInput, type Arguments } from './arguments.ts';
import { exit, exitCodeOf, wordsOf } from './exit.ts';
import { findPhones } from './find-phones.ts';
import { gone } from './gone.ts';
import { helpText, requireName } from './help.ts';
import { historyText, pushText, simulationText, statusText } from './print.ts';
import { serve } from './serve.ts';

const out = (text: string) => process.stdout.write(`${text}\n`);
const note = (text: string) => process.stderr.write(`${text}\n`);
const json = (value: unknown, isCompact: boolean) => JSON.stringify(value ?? null, null, isCompact ? 0 : 2);
/** Longer than the phone engine may take to end. */
const stopMs = 30_000;
const actor = { kind: 'command-line', name: userInfo().username } as const;

export async function run(given: Arguments): Promise<number> {
  if (given.verb === 'serve') return serve(given);
  if (given.verb === 'help') {
    out(helpText(given.rest[0], given.json));
    return exit.ok;
  }
  if (given.verb === 'watch') return watch(given);
  if (given.verb === 'find-phones') return findPhones(given);
  if (given.verb === 'do' || given.verb === 'preview' || given.verb === 'ask')
    requireName(given.verb, given.rest[0] ?? '');
  const client = openClient({ path: placeOf(given.dataDir).socket });
  try {
    return await ask(given, client);
  } finally {
    client.close();
  }
}

async function ask(given: Arguments, client: Client): Promise<number> {
  const [name = '', argument] = given.rest;
  const request = (op: 'do' | 'preview' | 'ask', what: string, input: unknown) =>
    client.request({ op, name: what, input, actor });
  const input = () => readInput(argument, () => readFileSync(0, 'utf8'));
  switch (given.verb) {
    case 'do':
      return changed(given, await request('do', name, input()));
    case 'preview':
    case 'ask':
      return told(given, await request(given.verb, name, input()), (value) => json(value, given.json));
    case 'undo': {
      const entry = given.rest[0] === undefined ? {} : { entry: Number(given.rest[0]) };
      return changed(given, await request('do', 'journal.undo', entry));
    }
    case 'redo':
      return changed(given, await request('do', 'journal.redo', {}));
    case 'history':
      return told(given, await request('ask', 'history.list', {}), (value) =>
        historyText(value as Queries['history.list']['value']),
      );
    case 'status':
      return told(given, await request('ask', 'status', {}), (value) =>
        statusText(value as Queries['status']['value']),
      );
    case 'simulate': {
      const { from, to, at } = given;
      const asked = { from, to, ...(at === undefined ? {} : { at }) };
      return told(given, await request('ask', 'calls.simulate', asked), (value) =>
        simulationText(value as Queries['calls.simulate']['value']),
      );
    }
    default:
      return stop(given, client);
  }
}

function told(given: Arguments, outcome: Outcome, text: (value: unknown) => string): number {
  if (!outcome.ok) return failed(given, outcome);
  out(given.json ? json(outcome.value, true) : text(outcome.value));
  return exit.ok;
}

function changed(given: Arguments, outcome: Outcome): number {
  if (!outcome.ok) return failed(given, outcome);
  const { value, entry } = outcome;
  out(JSON.stringify({ value: value ?? null, ...(entry ? { entry } : {}) }));
  if (!given.json) note(entryText(entry));
  return exit.ok;
}

function entryText(entry: Entry | undefined): string {
  if (!entry) return 'Nothing changed in the office.';
  return `${entry.words} ${entry.ms === null ? 'It is stored, but not live yet: see "status".' : `Live after ${entry.ms} ms.`}`;
}

function failed(given: Arguments, outcome: Outcome & { ok: false }): number {
  if (given.json) out(JSON.stringify({ error: outcome.error }));
  note(wordsOf(outcome.error));
  return exitCodeOf(outcome.error);
}

/** Until somebody ends it, also across restarts of the service; not running at all is said at once. */
function watch(given: Arguments): Promise<number> {
  return new Promise((resolve) => {
    let wasReady = false;
    const client = openClient({
      path: placeOf(given.dataDir).socket,
      watch: true,
      onPush: (push) => out(given.json ? JSON.stringify(push) : pushText(push)),
      onState(state) {
        wasReady = true;
        note(state === 'ready' ? 'Watching.' : 'Switchroom has ended; waiting for it.');
      },
    });
    const end = (code: number) => {
      client.close();
      resolve(code);
    };
    void client.request({ op: 'ask', name: 'health', input: {} }).then((outcome) => {
      if (outcome.ok || wasReady) return;
      note(wordsOf(outcome.error));
      end(exitCodeOf(outcome.error));
    });
    process.once('SIGINT', () => end(exit.interrupted));
    process.once('SIGTERM', () => end(exit.ok));
    process.stdout.once('error', () => end(exit.ok)); // Whoever read it is gone.
  });
}

/** The connection ends when the service is gone; an engine without a service is ended here. */
async function stop({ dataDir, keepCalls, ...given }: Arguments, client: Client): Promise<number> {
  const outcome = await client.request({ op: 'stop', keepCalls });
  if (outcome.ok) {
    if (!(await gone(client, stopMs))) {
      note(`Switchroom was told to stop, but has not ended within ${stopMs / 1000} seconds. Look with "status".`);
      return exit.failed;
    }
    note(keepCalls ? 'Stopped. The phone engine goes on serving calls.' : 'Stopped.');
    return exit.ok;
  }
  const isOver = outcome.error.kind === 'not-running' && !keepCalls && (await endLeftEngine(dataDir));
  if (!isOver) return failed({ dataDir, keepCalls, ...given }, outcome);
  note('No service was running; the phone engine that it left behind is stopped.');
  return exit.ok;
}
