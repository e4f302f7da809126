/**
 * What steps of a call flow there are: what each is about, its settings, its exits, and the node that it becomes. An exit
 * that leads nowhere yet tells the caller that nobody can be reached; it is never silent.
 */
import { z } from 'zod';
import { callerKinds } from '../../core/call-flow/caller/index.ts';
import { keyName, menuKeys, type MenuKey } from '../../core/call-flow/menu/index.ts';
import type { Next, Node } from '../../core/call-flow/node.ts';
import type { Sound } from '../../core/call-flow/sound.ts';
import { e164 } from '../../core/phone-number.ts';
import { internalNumber } from '../../core/numbering.ts';
import type { Read, Row } from '../../core/store.ts';
import { wrongKeySound } from '../sounds/read.ts';
import { whenNode } from '../schedules/read.ts';
import type { flowSteps, StepType } from './table.ts';

export interface ExitSpec {
  name: string;
  label: string;
  /** Without it the step does what it does outside of a flow. */
  optional?: boolean;
}

/** What a step's node is made of. */
export interface Parts {
  read: Read;
  id: string;
  label: string;
  target: string;
  /** The node that the step is about; undefined where it is about none. */
  about: Node | undefined;
  sound: Sound | null;
  /** Where an exit leads; the caller hears that nobody can be reached where it leads nowhere. */
  to: (exit: string) => Next;
  /** Null where an exit leads nowhere. */
  maybe: (exit: string) => Next | null;
}

export interface StepKind<S = unknown> {
  label: string;
  settings: z.ZodType<S>;
  /** Prefix of the ids that it may be about, and how that is asked for. */
  target?: { prefix: string; table: string; what: string };
  sound?: 'required' | 'optional';
  exits: (settings: S) => ExitSpec[];
  node: (parts: Parts, settings: S) => Node | undefined;
}

const kind = <S>(definition: StepKind<S>): StepKind => definition as unknown as StepKind; // Safe: settings are parsed by its own schema before.

const next: ExitSpec = { name: 'next', label: 'then' };
const nobody: ExitSpec = { name: 'next', label: 'nobody answers', optional: true };
const nothing = z.strictObject({});
const wait = z.int('Use whole seconds.').min(1, 'At least 1 second.').max(60, 'At most 60 seconds.');
const ring = z.int('Use whole seconds.').min(5, 'At least 5 seconds.').max(600, 'At most 600 seconds.');

const caller = z
  .string()
  .transform((text) => text.replace(/[\s().\u00a0-]/g, ''))
  .pipe(
    z
      .string()
      .regex(/^\+?[0-9]{1,15}\*?$/, 'Write a number, or the beginning of one with a * at the end, like +4930*.'),
  );

const rings = ({ id, label, about, maybe }: Parts, seconds = 0): Node | undefined =>
  about && { kind: 'step', id, label, of: about, next: maybe('next'), seconds };

export const stepKinds: Readonly<Record<StepType, StepKind>> = {
  play: kind({
    label: 'Announcement',
    settings: z.strictObject({ early: z.boolean().default(false) }),
    sound: 'required',
    exits: () => [next],
    node: ({ id, label, sound, to }, { early }) => ({
      kind: 'play',
      id,
      label,
      sound,
      isEarly: early,
      next: to('next'),
    }),
  }),
  menu: kind({
    label: 'Menu',
    settings: z.strictObject({
      keys: z.array(z.enum(menuKeys)).max(12).default([]),
      seconds: wait.default(5),
      tries: z.int('Use a whole number.').min(1, 'At least once.').max(9, 'At most 9 times.').default(3),
      direct: z.boolean().default(false),
    }),
    sound: 'required',
    exits: ({ keys }) => [
      ...menuKeys.filter((key) => keys.includes(key)).map((key) => ({ name: keyName(key), label: `key ${key}` })),
      { name: 'timeout', label: 'no key' },
      { name: 'wrong', label: 'wrong key' },
    ],
    node: ({ id, label, sound, to }, { keys, seconds, tries, direct }) => ({
      kind: 'menu',
      id,
      label,
      greeting: sound,
      wrong: wrongKeySound,
      seconds,
      tries,
      direct,
      keys: Object.fromEntries(keys.map((key): [MenuKey, Next] => [key, to(keyName(key))])),
      onTimeout: to('timeout'),
      onWrong: to('wrong'),
    }),
  }),
  when: kind({
    label: 'Hours',
    settings: nothing,
    target: { prefix: 'sch', table: 'schedules', what: 'the hours' },
    exits: () => [
      { name: 'open', label: 'open' },
      { name: 'closed', label: 'closed' },
    ],
    node: ({ read, id, target, to }) =>
      whenNode(read, { id, scheduleId: target, open: to('open'), closed: to('closed') }),
  }),
  caller: kind({
    label: 'Caller',
    settings: z.strictObject({
      who: z.enum(callerKinds).default('numbers'),
      numbers: z.array(caller).max(50, 'At most 50 numbers.').default([]),
    }),
    exits: () => [
      { name: 'yes', label: 'yes' },
      { name: 'no', label: 'no' },
    ],
    node: ({ id, label, to }, { who, numbers }) => ({
      kind: 'caller',
      id,
      label,
      who,
      numbers,
      yes: to('yes'),
      no: to('no'),
    }),
  }),
  extension: kind({
    label: 'Person',
    settings: z.strictObject({ seconds: z.union([z.literal(0), ring]).default(0) }),
    target: { prefix: 'ext', table: 'extensions', what: 'a person' },
    exits: () => [nobody],
    node: (parts, { seconds }) => rings(parts, seconds),
  }),
  group: kind({
    label: 'Ring group',
    settings: nothing,
    target: { prefix: 'grp', table: 'ring_groups', what: 'a ring group' },
    exits: () => [nobody],
    node: (parts) => rings(parts),
  }),
  queue: kind({
    label: 'Queue',
    settings: nothing,
    target: { prefix: 'que', table: 'queues', what: 'a queue' },
    exits: () => [nobody],
    node: (parts) => rings(parts),
  }),
  voicemail: kind({
    label: 'Voicemail',
    settings: nothing,
    target: { prefix: 'ext', table: 'extensions', what: 'whose voicemail takes the message' },
    exits: () => [],
    node: (parts) => rings(parts),
  }),
  conference: kind({
    label: 'Conference',
    settings: nothing,
    target: { prefix: 'cnf', table: 'conference_rooms', what: 'a conference room' },
    exits: () => [],
    node: (parts) => rings(parts),
  }),
  forward: kind({
    label: 'Forward',
    settings: z.strictObject({ number: z.union([z.literal(''), internalNumber, e164]).default('') }),
    exits: () => [],
    node: ({ id, label }, { number }) => ({ kind: 'forward', id, label, number: number === '' ? null : number }),
  }),
  hangup: kind({
    label: 'Hang up',
    settings: z.strictObject({ busy: z.boolean().default(false) }),
    sound: 'optional',
    exits: () => [],
    node: ({ id, label, sound }, { busy }) => ({
      kind: 'hangup',
      id,
      label,
      message: sound,
      ending: busy ? 'busy' : 'hang-up',
    }),
  }),
};

/** The settings of a stored step, with defaults for what it does not say. */
export function settingsOf(step: Pick<Row<typeof flowSteps>, 'type' | 'settings'>): unknown {
  return stepKinds[step.type].settings.parse(JSON.parse(step.settings));
}

export const exitsOf = (step: Pick<Row<typeof flowSteps>, 'type' | 'settings'>): ExitSpec[] =>
  stepKinds[step.type].exits(settingsOf(step));
