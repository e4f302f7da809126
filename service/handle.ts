/**
 * Answers one request. Input is parsed here whatever the client has checked; refusals become values; anything unexpected is
 * caught once, logged under an id, and told with that id.
 */
import type { z } from 'zod';
import type { Feature } from '../office/core/feature.ts';
import { parse } from '../office/core/parse.ts';
import { Refused } from '../office/core/refusal.ts';
import type { Actor } from '../office/core/store.ts';
import type { Action, Service, ServiceQuery } from './action.ts';
import { actions as ownActions } from './actions/index.ts';
import { describeAll } from './describe.ts';
import type { Log } from './log.ts';
import type { Entry, Outcome, Request } from './protocol.ts';
import { queries as ownQueries } from './queries/index.ts';
import { isAmiError } from '../asterisk/ami/errors.ts';

export type Handled = Exclude<Request, { op: 'watch' | 'stop' }>;

const nobody: Actor = { kind: 'system', name: 'Switchroom' };
const actions: ReadonlyMap<string, Action> = new Map(Object.entries(ownActions) as [string, Action][]);
const ownQuestions: ReadonlyMap<string, ServiceQuery> = new Map(Object.entries(ownQueries) as [string, ServiceQuery][]);

export function handler(service: Service, features: readonly Feature[], log: Log) {
  const questions = new Map(features.flatMap((feature) => Object.entries(feature.queries ?? {})));

  async function run(request: Handled): Promise<Outcome> {
    switch (request.op) {
      case 'do':
        return doIt(request.name, request.input ?? {}, request.actor ?? nobody);
      case 'preview':
        return preview(request.name, request.input ?? {}, request.actor ?? nobody);
      case 'ask':
        return ask(request.name, request.input ?? {});
      case 'describe':
        return { ok: true, value: describeAll(features) };
    }
  }

  async function doIt(name: string, input: unknown, actor: Actor): Promise<Outcome> {
    const began = performance.now();
    const own = actions.get(name);
    if (own) {
      const parsed = parsedInput(own.input, input);
      const { value, entry } = await own.run(service, parsed, actor);
      return { ok: true, value, ...(entry ? { entry: entryOf(entry, began) } : {}) };
    }
    const outcome = service.office.run(name, input, actor);
    if (!outcome.ok) return outcome;
    const { value, entry } = outcome;
    return { ok: true, value: value ?? null, ...(entry ? { entry: entryOf(entry, began) } : {}) };
  }

  /** The change was written for Asterisk and read back while it was committed, see live.ts: the time until here is its time. */
  function entryOf({ id, words }: { id: number; words: string }, began: number): Entry {
    const ms = Math.round((performance.now() - began) * 10) / 10;
    return { id, words, ms: service.live.failure ? null : ms };
  }

  function preview(name: string, input: unknown, actor: Actor): Outcome {
    const own = actions.get(name);
    if (own) {
      const parsed = parsedInput(own.input, input);
      return { ok: true, value: own.preview?.(service, parsed, actor) ?? { words: '', changes: [] } };
    }
    const outcome = service.office.preview(name, input, actor);
    return outcome.ok ? { ok: true, value: outcome.value } : outcome;
  }

  async function ask(name: string, input: unknown): Promise<Outcome> {
    const own = ownQuestions.get(name);
    if (own) return { ok: true, value: await own.run(service, parsedInput(own.input, input)), topics: own.topics };
    const question = questions.get(name);
    if (!question) return { ok: false, error: { kind: 'not-found', message: `There is no query named ${name}.` } };
    const { office, observed, now } = service;
    const parsed = parsedInput(question.input, input) as never; // Safe: parsed by the query's own schema.
    return {
      ok: true,
      value: question.run({ read: office.read, observed, now: now(), history: office.history }, parsed) ?? null,
      topics: question.topics,
    };
  }

  return async (request: Handled): Promise<Outcome> => {
    try {
      return await run(request);
    } catch (error) {
      if (error instanceof Refused) return { ok: false, error: error.refusal };
      if (isAmiError(error)) {
        return {
          ok: false,
          error: { kind: 'unavailable', message: `The phone engine did not do it. ${error.message}` },
        };
      }
      const what = 'name' in request ? `${request.op} ${request.name}` : request.op;
      const id = log.failure(error, what);
      const message = `Something unexpected happened, and nothing more was done. It is in the log as ${id}.`;
      return { ok: false, error: { kind: 'failed', message, id } };
    }
  };
}

function parsedInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = parse(schema, input);
  if (!parsed.ok) throw new Refused(parsed.error);
  return parsed.value;
}
