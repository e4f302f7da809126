/**
 * The language in which a feature of the phone system is written. A feature is one folder: its tables, commands and
 * queries, the numbers it claims, the rows of others that it uses, and how its rows become what Asterisk reads.
 * Undo, history, preview, number conflicts and "in use by" need no code in a feature: they follow from these.
 */
import type { z } from 'zod';
import type { Node } from './call-flow/node.ts';
import type { History } from './history.ts';
import type { Observed } from './observed.ts';
import type { PlainContext, PlainNames, PlainSection } from './plain/plain.ts';
import type { ProjectedRow } from './projection.ts';
import type { Read, Row, Table, Tx } from './store.ts';

export interface Command<S extends z.ZodType = z.ZodType, R = unknown> {
  input: S;
  /** One sentence for the history, in the past tense; called before the change with what is there then. */
  words: (input: z.output<S>, read: Read) => string;
  run: (tx: Tx, input: z.output<S>) => R;
}

export function command<S extends z.ZodType, R>(definition: Command<S, R>): Command<S, R> {
  return definition;
}

export interface QueryContext {
  read: Read;
  observed: Observed;
  now: number;
  history: History;
}

export interface Query<S extends z.ZodType = z.ZodType, R = unknown> {
  input: S;
  /** What the answer depends on: table names and `observed:phones`-like topics. A screen asks again when one changes. */
  topics: readonly string[];
  run: (context: QueryContext, input: z.output<S>) => R;
}

export function query<S extends z.ZodType, R>(definition: Query<S, R>): Query<S, R> {
  return definition;
}

/** What the product may know about the rows of one table without knowing the feature. */
export interface Entity<T extends Table = Table> {
  table: T;
  /** How the row is named to people: "101 Anna Weber". */
  label: (row: Row<T>, read: Read) => string;
  route?: (row: Row<T>, read: Read) => string;
  /** Dialable numbers this row claims; two rows can never hold the same one. */
  numbers?: (row: Row<T>) => string[];
  /** Rows of other entities that this row cannot do without: those cannot be removed while it stands. */
  uses?: (row: Row<T>) => Reference[];
  /**
   * Rules between rows that hold whenever this row stands: called for every changed row at the end of a command, and
   * of an undo, which no command foresaw. Breaking one is refused.
   */
  check?: (row: Row<T>, read: Read) => void;
  /** The same for a row that was removed. */
  checkGone?: (row: Row<T>, read: Read) => void;
  /** The row that this one is a part of; history and "in use" name that instead. */
  partOf?: (row: Row<T>) => Reference | undefined;
}

/** Points to a row by its SQL table name and id, or to whoever holds a number: the table is `numberOwner` then. */
export interface Reference {
  table: string;
  id: string;
}

export const numberOwner = 'number';

// The registry holds features of all shapes: parameters are `never` there, so that any function fits.
export type AnyCommand = Omit<Command, 'words' | 'run'> & {
  words: (input: never, read: Read) => string;
  run: (tx: Tx, input: never) => unknown;
};
export type AnyQuery = Omit<Query, 'run'> & { run: (context: QueryContext, input: never) => unknown };
export type AnyEntity = {
  table: Table;
  label: (row: never, read: Read) => string;
  route?: (row: never, read: Read) => string;
  numbers?: (row: never) => string[];
  uses?: (row: never) => Reference[];
  check?: (row: never, read: Read) => void;
  checkGone?: (row: never, read: Read) => void;
  partOf?: (row: never) => Reference | undefined;
};

export function entity<T extends Table>(definition: Entity<T>): Entity<T> {
  return definition;
}

/** How one owner's rows become projected rows; pure and deterministic. */
export interface Projector<T extends Table = Table> {
  owner: T;
  rows: (read: Read, owner: Row<T>) => ProjectedRow[];
  /** Other tables on which the projection depends: given a changed row (before or after), the ids of affected owners. */
  affectedBy: readonly Affected[];
}

export interface Affected<T extends Table = Table> {
  table: T;
  owners: (row: Row<T>, read: Read) => string[];
}

export function affected<T extends Table>(table: T, owners: Affected<T>['owners']): Affected {
  return { table, owners: owners };
}

export function projector<T extends Table>(definition: Projector<T>): Projector {
  return definition as unknown as Projector;
}

/** Compiles one sort of call-flow nodes from the configuration. */
export interface FlowCompiler {
  /** Node ids of this sort begin with it and a dash. */
  prefix: string;
  compile: (read: Read, nodeId: string) => Node | undefined;
  /** Id of the node that a dialled number leads to, when the number is this feature's. */
  atNumber?: (read: Read, number: string) => string | undefined;
  /** What people may choose as the place where a call goes, see core/destination.ts. */
  destinations?: (read: Read) => DestinationChoice[];
}

/** One choice in a list of destinations; `group` is the heading: "People", "Ring groups". */
export interface DestinationChoice {
  node: string;
  label: string;
  group: string;
}

/** A code that phones dial to switch something; it leads to the dialplan context `code-<id>`. */
export interface FeatureCode {
  id: string;
  /** The code unless the office has another: a star and two digits. */
  code: string;
  does: string;
  /** What is dialled right after the code. */
  takes?: 'number' | 'group' | 'extension' | 'schedule' | 'slot';
}

/**
 * A change that somebody makes with a phone's keys: `what` in the inbox phone_change. Asterisk follows it already, so it is
 * lenient: `apply` leaves out what no longer fits and says why, or says what else it changed so that it fits.
 */
export interface PhoneChange {
  words: (change: PhoneChangeInput, read: Read) => string;
  apply: (tx: Tx, change: PhoneChangeInput) => string | { besides: string } | undefined;
}

export interface PhoneChangeInput {
  ext: string;
  what: string;
  value: string;
  device: string;
}

export interface PlainParts {
  sections?: PlainSection[];
  /** Contexts whose lines are priorities of `s`. */
  contexts?: PlainContext[];
  /** Dialplan text, e.g. a context with patterns, written by the feature. */
  dialplan?: string[];
  /** Contexts that are looked at before all numbers, and after all codes. */
  first?: string[];
  last?: string[];
  /** Nodes that are written although no number of the office leads to them. */
  nodes?: string[];
  /** Digits that stand in [globals], see PlainNames.secret. */
  secrets?: { name: string; value: string }[];
  /** Codes and patterns that phones dial: `exten => <pattern>,1,<app>`. */
  dialled?: { pattern: string; apps: string[]; comment?: string }[];
}

export interface Feature {
  id: string;
  entities?: readonly AnyEntity[];
  commands?: Readonly<Record<string, AnyCommand>>;
  queries?: Readonly<Record<string, AnyQuery>>;
  projectors?: readonly Projector[];
  flows?: readonly FlowCompiler[];
  codes?: readonly FeatureCode[];
  /** What the exported plain configuration has of this feature beside its nodes: accounts, mailboxes, dialplan contexts. */
  plain?: (read: Read, names: PlainNames) => PlainParts;
  /** By `what`. */
  phoneChanges?: Readonly<Record<string, PhoneChange>>;
  /** Rows that a new office starts with. */
  seed?: (tx: Tx) => void;
  /** Rows that an office of an earlier version lacks; called whenever an office is opened, and does nothing then. */
  complete?: (tx: Tx) => void;
}

/** Keeps the exact types of commands and queries, from which the typed contract of the service is inferred. */
export function defineFeature<const F extends Feature>(feature: F): F {
  return feature;
}
