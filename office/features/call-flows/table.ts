import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const stepTypes = [
  'play',
  'menu',
  'when',
  'caller',
  'extension',
  'group',
  'queue',
  'voicemail',
  'conference',
  'forward',
  'hangup',
] as const;
export type StepType = (typeof stepTypes)[number];

/** A call flow (spec G2): steps that a call goes through. With a number it can be dialled. */
export const callFlows = sqliteTable(
  'call_flows',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    number: text(),
    /** Where a call begins: a destination, usually a step of this flow; empty while nothing is chosen. */
    entry: text().notNull().default(''),
  },
  (table) => [index('call_flows_number').on(table.number)],
);

/** One step of a flow. What it is about: a person, a group, a schedule (`target`), a sound, and settings by its type. */
export const flowSteps = sqliteTable(
  'flow_steps',
  {
    id: text().primaryKey(),
    flowId: text('flow_id').notNull(),
    type: text({ enum: stepTypes }).notNull(),
    /** The owner's own name for it, or empty. */
    name: text().notNull().default(''),
    /** Id of an extension, group, queue, schedule or conference room, by type; empty for the others. */
    target: text().notNull().default(''),
    /** A sound of the office, `prompt:<name>` of the built-in ones, or empty. */
    sound: text().notNull().default(''),
    /** JSON by type, see types/. */
    settings: text().notNull().default('{}'),
    /** Where it stands in the picture. */
    x: integer().notNull().default(0),
    y: integer().notNull().default(0),
  },
  (table) => [
    index('flow_steps_flow').on(table.flowId),
    index('flow_steps_target').on(table.target),
    index('flow_steps_sound').on(table.sound),
  ],
);

/** Where a call goes when it leaves a step by this exit; an exit without a row leads nowhere yet. Id: `<step id>-<exit>`. */
export const flowExits = sqliteTable(
  'flow_exits',
  {
    id: text().primaryKey(),
    stepId: text('step_id').notNull(),
    /** `next`, `1`, `star`, `timeout`, `open`... by the step's type. */
    exit: text().notNull(),
    /** See core/destination.ts; a step is `node:fst-...`. */
    destination: text().notNull(),
  },
  (table) => [index('flow_exits_step').on(table.stepId), index('flow_exits_destination').on(table.destination)],
);
