/** The types of all commands and queries, inferred from the features: nobody writes a name or a shape twice. */
import type { z } from 'zod';
import type { features } from './features/index.ts';

type All = (typeof features)[number];
type Together<U> = (U extends unknown ? (part: U) => void : never) extends (whole: infer W) => void ? W : never;

export type CommandTypes = Together<All extends infer F ? (F extends { commands: infer C } ? C : never) : never>;
export type QueryTypes = Together<All extends infer F ? (F extends { queries: infer Q } ? Q : never) : never>;

export type CommandName = keyof CommandTypes;
export type QueryName = keyof QueryTypes;

type InputOf<D> = D extends { input: infer S extends z.ZodType } ? z.input<S> : never;
type ResultOf<D> = D extends { run: (...given: never[]) => infer R } ? R : never;

export type CommandInput<N extends CommandName> = InputOf<CommandTypes[N]>;
export type CommandResult<N extends CommandName> = ResultOf<CommandTypes[N]>;
export type QueryInput<N extends QueryName> = InputOf<QueryTypes[N]>;
export type QueryResult<N extends QueryName> = ResultOf<QueryTypes[N]>;
