import { afterAll, beforeAll, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { startOfficeEngine, type OfficeEngine } from '../../tests/calls/office-engine.ts';
import { projectionOf, scenarios } from '../../tests/calls/agreement/run.ts';
import { readBack, type Evaluate } from './read-back.ts';

let office: OfficeEngine;
const evaluate: Evaluate = async (Variable) =>
  (await office.engine.action('Getvar', { Variable })).fields['value'] ?? '';

beforeAll(async () => {
  office = await startOfficeEngine();
});
afterAll(() => office.stop());

test('[R3] what Asterisk uses equals the projection, and a row changed behind our back is named', async () => {
  const owned = projectionOf(scenarios(1, 10));
  office.runtime.replaceAll(owned);
  const equal = await readBack(evaluate, owned);
  expect(equal.differences).toEqual([]);
  expect(equal.compared).toBeGreaterThan(100);

  const stranger = new Database(office.engine.paths.runtimeDatabase);
  const victim = owned.find(({ owner }) => owner.startsWith('extensions:'));
  const id = victim?.owner.slice('extensions:'.length);
  stranger.prepare('update exten set seconds = 59 where id = ?').run(id);
  stranger.prepare('delete from dial where owner = ?').run(victim?.owner);
  stranger.close();
  const found = await readBack(evaluate, owned);
  expect(found.differences.map(({ owner }) => owner)).toEqual([victim?.owner, victim?.owner]);
  expect(found.differences.map(({ what }) => what).sort()).toEqual([
    expect.stringMatching(/^dial \d+ is missing in Asterisk$/),
    `exten ${id} differs in Asterisk`,
  ]);

  office.runtime.replaceAll(owned);
  expect((await readBack(evaluate, owned)).differences).toEqual([]);
});
