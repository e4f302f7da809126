/** A screen asks again when a topic of its query changes: a topic that nobody ever pushes would leave it with old answers. */
import { expect, test } from 'vitest';
import { features } from '../../office/features/index.ts';
import type { Feature } from '../../office/core/feature.ts';
import { actions } from '../../service/actions/index.ts';
import { observedTopics } from '../../service/observed/topics.ts';
import { queries } from '../../service/queries/index.ts';
import { tablesOf } from '../../db/tables.ts';
import * as schema from '../../db/schema.ts';

const all: readonly Feature[] = features;
const topics = new Set<string>(['journal', ...observedTopics, ...tablesOf(schema).keys()]);

test('every topic of a query is one that is pushed', () => {
  const asked = [...all.flatMap((feature) => Object.entries(feature.queries ?? {})), ...Object.entries(queries)];
  const wrong = asked.flatMap(([name, query]) =>
    query.topics.filter((topic) => !topics.has(topic)).map((topic) => `${name}: ${topic}`),
  );
  expect(wrong).toEqual([]);
});

test('no two commands, actions or queries have one name, and all are named noun.verb or plainly', () => {
  const names = [
    ...all.flatMap((feature) => [...Object.keys(feature.commands ?? {}), ...Object.keys(feature.queries ?? {})]),
    ...Object.keys(actions),
    ...Object.keys(queries),
  ];
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/.test(name))).toEqual([]);
});
