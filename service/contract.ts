/**
 * Everything that can be asked of the service, as types inferred from the features and from the service's own actions and
 * queries: nobody types a name twice, and a renamed command is a type error wherever it is used. The window imports these
 * types only; the service parses every input again all the same.
 */
import type { z } from 'zod';
import type { Command, Query } from '../office/core/feature.ts';
import type { features } from '../office/features/index.ts';
import type { Action, ServiceQuery } from './action.ts';
import type { actions } from './actions/index.ts';
import type { queries } from './queries/index.ts';

type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
type Features = (typeof features)[number];
type FeatureCommands = Intersection<Features extends infer F ? (F extends { commands: infer C } ? C : never) : never>;
type FeatureQueries = Intersection<Features extends infer F ? (F extends { queries: infer Q } ? Q : never) : never>;

type OfCommands<T> = {
  [N in keyof T & string]: T[N] extends Command<infer S, infer V> ? { input: z.input<S>; value: V } : never;
};
type OfQueries<T> = {
  [N in keyof T & string]: T[N] extends Query<infer S, infer V> ? { input: z.input<S>; value: V } : never;
};
type OfActions<T> = {
  [N in keyof T & string]: T[N] extends Action<infer S, infer V> ? { input: z.input<S>; value: V } : never;
};
type OfServiceQueries<T> = {
  [N in keyof T & string]: T[N] extends ServiceQuery<infer S, infer V> ? { input: z.input<S>; value: V } : never;
};

/** What `do` and `preview` take and give, by name. */
export type Commands = OfCommands<FeatureCommands> & OfActions<typeof actions>;
/** What `ask` takes and gives, by name. */
export type Queries = OfQueries<FeatureQueries> & OfServiceQueries<typeof queries>;

export type CommandName = keyof Commands;
export type QueryName = keyof Queries;

export type { Entry, Failure, Outcome, Push, ServiceState, WindowRequest } from './protocol.ts';
