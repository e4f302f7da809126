/** An office in a temporary folder for tests, with time and chance that are the same in every run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CommandInput,
  CommandName,
  CommandResult,
  QueryInput,
  QueryName,
  QueryResult,
} from '../office/contract.ts';
import { features } from '../office/features/index.ts';
import type { Observed } from '../office/core/observed.ts';
import type { Refusal } from '../office/core/refusal.ts';
import type { Actor } from '../office/core/store.ts';
import { openOffice, type Office } from './office.ts';
import type { RandomInt } from './store.ts';

export const migrations = join(import.meta.dirname, 'migrations');
export const anna: Actor = { kind: 'person', name: 'Anna' };

/** Nothing is known: as right after the start, before Asterisk has said anything. */
export const nothingObserved: Observed = {
  engine: { state: 'starting', since: 0, manager: 'connecting', version: null, pid: null, failure: null },
  health: [],
  network: { interfaces: [], address: null, chosenBy: null, sipPort: 5060, httpPort: 8480, change: null },
  registration: () => ({ status: 'unknown' }),
  inUse: () => null,
  calls: [],
  phones: [],
  queues: [],
  trunks: [],
  readBack: { at: null, compared: 0, differences: [] },
};

export interface TestOffice {
  office: Office;
  file: string;
  /** Does a command that has to succeed. */
  do<N extends CommandName>(name: N, input: CommandInput<N>): CommandResult<N>;
  /** The refusal of a command that must not succeed. */
  refused<N extends CommandName>(name: N, input: CommandInput<N>): Refusal;
  ask<N extends QueryName>(name: N, input: QueryInput<N>, observed?: Partial<Observed>): QueryResult<N>;
  /** A person with a number, for tests that only need one. */
  person(
    firstName: string,
    number?: string,
    types?: CommandInput<'person.create'>['identities'],
  ): CommandResult<'person.create'>;
  close(): void;
}

/** mulberry32: the same numbers for the same seed. */
export function seededRandom(seed: number): RandomInt {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export function testOffice(seed = 1): TestOffice {
  const folder = mkdtempSync(join(tmpdir(), 'switchroom office '));
  const file = join(folder, 'office.sqlite3');
  let clock = 1_800_000_000_000;
  const office = openOffice({ file, migrations, features, random: seededRandom(seed), now: () => (clock += 1000) });
  const run: TestOffice['do'] = (name, input) => {
    const outcome = office.run(name, input, anna);
    if (!outcome.ok) throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
    return outcome.value as never; // Safe: the value comes from the command of that name.
  };
  return {
    office,
    file,
    do: run,
    refused(name, input) {
      const outcome = office.run(name, input, anna);
      if (outcome.ok) throw new Error(`${name} was not refused`);
      return outcome.error;
    },
    ask(name, input, observed = {}) {
      const outcome = office.ask(name, input, { ...nothingObserved, ...observed });
      if (!outcome.ok) throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
      return outcome.value as never; // Safe: the value comes from the query of that name.
    },
    person: (firstName, number, identities) => run('person.create', { firstName, number, identities }),
    close() {
      office.close();
      rmSync(folder, { recursive: true });
    },
  };
}
