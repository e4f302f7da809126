/**
 * Test calls: "call this number by this trunk, and say what the carrier answered". Placed by a call file (pbx_spool.c) and not
 * by AMI's Originate, so that our manager account needs no right to start programs. In the file are ids and digits only.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AmiEvent } from '../../asterisk/ami/messages.ts';
import { readIfThere, writeFileDurable } from '../../asterisk/process/durable-file.ts';
import type { TrunkTest } from '../../office/core/observed.ts';

const nullable = z.number().nullable();
const stored = z.record(
  z.string().regex(/^trk-[a-z0-9]{1,30}$/),
  z.object({
    at: z.number(),
    number: z.string(),
    result: z.enum(['answered', 'busy', 'no-answer', 'refused', 'down']),
    code: nullable,
    ringsAfterMs: nullable,
    answeredAfterMs: nullable,
  }),
);

/** The call itself is ended by the dialplan before that. */
export const testCallMs = 45_000;

const results: Readonly<Record<string, TrunkTest['result']>> = {
  ANSWER: 'answered',
  BUSY: 'busy',
  NOANSWER: 'no-answer',
  REFUSED: 'refused',
  DOWN: 'down',
};

export interface TestCalls {
  readonly all: ReadonlyMap<string, TrunkTest>;
  /** Places the call; its result comes with an event, or with the end of the time. */
  place(spool: string, trunk: string, number: string): Promise<TrunkTest>;
  event(event: AmiEvent): boolean;
  stop(): void;
}

export interface TestCallDeps {
  file: string;
  now: () => number;
  changed(): void;
  note(text: string): void;
  timeoutMs?: number;
}

export function keepTestCalls(deps: TestCallDeps): TestCalls {
  const { now } = deps;
  const all = new Map<string, TrunkTest>(Object.entries(load(deps)));
  const waiting = new Map<string, { trunk: string; end(test: TrunkTest): void; timer: NodeJS.Timeout }>();

  function end(key: string, patch: Partial<TrunkTest>): void {
    const one = waiting.get(key);
    const test = one && all.get(one.trunk);
    if (!one || !test) return;
    clearTimeout(one.timer);
    waiting.delete(key);
    const done = { ...test, ...patch };
    all.set(one.trunk, done);
    keep();
    deps.changed();
    one.end(done);
  }

  function keep(): void {
    const done = [...all].filter(([, test]) => test.result !== 'under-way');
    try {
      writeFileDurable(deps.file, `${JSON.stringify(Object.fromEntries(done))}\n`);
    } catch (error) {
      // The result is on the screen; only after a restart of the service is it gone.
      deps.note(`The result of a test call cannot be kept: ${String(error)}`);
    }
  }

  return {
    all,
    place(spool, trunk, number) {
      const key = randomBytes(8).toString('hex');
      const test: TrunkTest = {
        at: now(),
        number,
        result: 'under-way',
        code: null,
        ringsAfterMs: null,
        answeredAfterMs: null,
      };
      all.set(trunk, test);
      writeCallFile(spool, key, trunk, number);
      deps.changed();
      return new Promise((resolve) => {
        const timer = setTimeout(() => end(key, { result: 'no-answer' }), deps.timeoutMs ?? testCallMs);
        timer.unref();
        waiting.set(key, { trunk, end: resolve, timer });
      });
    },
    event(event) {
      if (event.event !== 'UserEvent' || event.userevent !== 'TestCall') return false;
      const number = (text: string | undefined) => (Number(text) > 0 ? Number(text) : null);
      const rings = [number(event.ring), number(event.progress)].filter((one) => one !== null);
      const result = results[event.result ?? ''] ?? 'down';
      end(event.test ?? '', {
        result,
        code: result === 'answered' ? 200 : number(event.cause),
        ringsAfterMs: rings.length === 0 ? null : Math.min(...rings),
        answeredAfterMs: number(event.answer),
      });
      return true;
    },
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
    },
  };
}

/** Asterisk takes the file when it appears in the folder, so it is written beside and moved there whole. */
function writeCallFile(spool: string, key: string, trunk: string, number: string): void {
  if (!/^trk-[a-z0-9]{1,30}$/.test(trunk) || !/^\+?[0-9*#]{2,20}$/.test(number)) throw new Error('not a test call');
  const text = [
    `Channel: Local/${key}@test-call/n`,
    `Setvar: __TEST_TRUNK=${trunk}`,
    `Setvar: __TEST_NUMBER=${number}`,
    'WaitTime: 40',
    'MaxRetries: 0',
    // The near end only listens: the far end hears a short silence, then the call is over.
    'Application: Wait',
    'Data: 3',
    '',
  ].join('\n');
  const temporary = join(spool, 'tmp', `test-${key}.call`);
  writeFileSync(temporary, text, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, join(spool, 'outgoing', `test-${key}.call`));
}

function load({ file, note }: TestCallDeps): Record<string, TrunkTest> {
  const text = readIfThere(file);
  if (text === undefined) return {};
  try {
    return stored.parse(JSON.parse(text));
  } catch (error) {
    note(`The results of earlier test calls could not be read: ${String(error)}`);
    return {};
  }
}
