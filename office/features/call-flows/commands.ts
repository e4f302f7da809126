import { z } from 'zod';
import { command } from '../../core/feature.ts';
import { destination, nodeDestination } from '../../core/destination.ts';
import { internalNumber } from '../../core/numbering.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read, Tx } from '../../core/store.ts';
import { id, line, requiredLine } from '../../core/text.ts';
import { soundOf } from '../sounds/read.ts';
import { insteadWords } from './sentence.ts';
import { exitId, stepName, stepsOf, targetName, type Flow, type FlowStep } from './read.ts';
import { callFlows, flowExits, flowSteps, stepTypes, type StepType } from './table.ts';
import { exitsOf, settingsOf, stepKinds } from './types.ts';

const name = requiredLine(60, 'The name of the flow');
/** A picture of this many steps is still readable. */
const mostSteps = 100;
const coordinate = z.int().min(-20_000).max(20_000);

/** The way into the flow (`step` null) or an exit of a step. */
const from = z.strictObject({ step: id.nullable(), exit: z.string().regex(/^[a-z0-9-]{1,12}$/) });

const about = {
  name: line(60, 'The name of the step').optional(),
  target: z.union([z.literal(''), id]).optional(),
  sound: z
    .string()
    .regex(/^(|snd-[a-z0-9]{1,36}|prompt:[a-z0-9/-]{1,40})$/, 'This is not a sound of this office.')
    .optional(),
  /** By the type of the step; what is not given stays as it is. */
  settings: z.record(z.string(), z.unknown()).optional(),
};

const flowName = (read: Read, flowId: string) => read.get(callFlows, flowId)?.name ?? flowId;
const nameOfStep = (read: Read, stepId: string) => {
  const step = read.get(flowSteps, stepId);
  return step ? stepName(read, step) : stepId;
};
const flowOf = (read: Read, stepId: string) => flowName(read, read.get(flowSteps, stepId)?.flowId ?? stepId);

export const callFlowCommands = {
  'flow.create': command({
    input: z.strictObject({ name, number: internalNumber.nullable().default(null) }),
    words: (input) => `Added the call flow ${input.name}.`,
    run: (tx, input) => ({ id: tx.insert(callFlows, { id: tx.newId('flw'), ...input }).id }),
  }),

  'flow.rename': command({
    input: z.strictObject({ id, name }),
    words: (input, read) => `Renamed the call flow ${flowName(read, input.id)} to ${input.name}.`,
    run: (tx, input) => void tx.update(callFlows, flowBy(tx, input.id).id, { name: input.name }),
  }),

  'flow.set-number': command({
    input: z.strictObject({ id, number: internalNumber.nullable() }),
    words: (input, read) =>
      input.number === null
        ? `Took the number of the call flow ${flowName(read, input.id)} away.`
        : `Gave the call flow ${flowName(read, input.id)} the number ${input.number}.`,
    run(tx, input) {
      const before = flowBy(tx, input.id).number;
      tx.update(callFlows, input.id, { number: input.number });
      if (before !== null && input.number !== null && before !== input.number)
        tx.run('number.moved', { from: before, to: input.number });
    },
  }),

  /** `instead`: what led to it leads there, see destinations/instead.ts; without it whoever leads to it keeps it. */
  'flow.delete': command({
    input: z.strictObject({ id, instead: destination.optional() }),
    words: (input, read) => `Removed the call flow ${flowName(read, input.id)}${insteadWords(read, input.instead)}.`,
    run(tx, input) {
      const flow = flowBy(tx, input.id);
      if (input.instead !== undefined) tx.run('destination.replace', input);
      tx.update(callFlows, flow.id, { entry: '' });
      for (const step of stepsOf(tx, flow.id))
        for (const exit of tx.all(flowExits, { stepId: step.id })) tx.remove(flowExits, exit.id);
      for (const step of stepsOf(tx, flow.id)) tx.remove(flowSteps, step.id);
      tx.remove(callFlows, flow.id);
    },
  }),

  /** With `from`, that exit leads to the new step; what it led to before follows the new step's first exit. */
  'flow-step.add': command({
    input: z.strictObject({
      flowId: id,
      type: z.enum(stepTypes),
      ...about,
      x: coordinate.default(0),
      y: coordinate.default(0),
      from: from.optional(),
    }),
    words: (input, read) => `Added ${stepKinds[input.type].label.toLowerCase()} to ${flowName(read, input.flowId)}.`,
    run(tx, input) {
      const flow = flowBy(tx, input.flowId);
      if (tx.count(flowSteps, { flowId: flow.id }) >= mostSteps)
        refuse({
          kind: 'rule',
          rule: 'most-steps',
          message: `A flow has ${mostSteps} steps at most. Make a second flow and let this one lead to it.`,
        });
      const step = tx.insert(flowSteps, {
        id: tx.newId('fst'),
        flowId: flow.id,
        type: input.type,
        name: input.name ?? '',
        target: input.target ?? '',
        sound: input.sound ?? '',
        settings: settingsText(input.type, input.settings ?? {}, {}),
        x: input.x,
        y: input.y,
      });
      refuseBadStep(tx, step);
      if (!input.from) return { id: step.id };
      const before = at(tx, flow, input.from);
      connect(tx, flow, input.from, nodeDestination(step.id));
      const [first] = exitsOf(step);
      if (before !== '' && first) connect(tx, flow, { step: step.id, exit: first.name }, before);
      return { id: step.id };
    },
  }),

  'flow-step.update': command({
    input: z.strictObject({ id, ...about }),
    words: (input, read) => `Changed ${nameOfStep(read, input.id)} in ${flowOf(read, input.id)}.`,
    run(tx, { id: stepId, settings, ...patch }) {
      const before = stepBy(tx, stepId);
      const step = tx.update(flowSteps, stepId, {
        ...patch,
        ...(settings ? { settings: settingsText(before.type, settings, settingsOf(before) as object) } : {}),
      });
      refuseBadStep(tx, step);
      // A key that is not offered any more leads nowhere.
      const names = new Set(exitsOf(step).map((exit) => exit.name));
      for (const exit of tx.all(flowExits, { stepId })) if (!names.has(exit.exit)) tx.remove(flowExits, exit.id);
    },
  }),

  /** What led to a step with one exit leads to where that led, so that a chain stays one. */
  'flow-step.remove': command({
    input: z.strictObject({ id }),
    words: (input, read) => `Took ${nameOfStep(read, input.id)} out of ${flowOf(read, input.id)}.`,
    run(tx, input) {
      const step = stepBy(tx, input.id);
      const flow = flowBy(tx, step.flowId);
      const own = tx.all(flowExits, { stepId: step.id });
      const after = (exitsOf(step).length === 1 && own[0]?.destination) || '';
      const onward = after === nodeDestination(step.id) ? '' : after;
      for (const exit of own) tx.remove(flowExits, exit.id);
      if (flow.entry === nodeDestination(step.id)) tx.update(callFlows, flow.id, { entry: onward });
      for (const exit of tx.all(flowExits, { destination: nodeDestination(step.id) })) {
        if (onward === '') tx.remove(flowExits, exit.id);
        else tx.update(flowExits, exit.id, { destination: onward });
      }
      tx.remove(flowSteps, step.id);
    },
  }),

  /** Where steps stand in the picture. */
  'flow-step.move': command({
    input: z.strictObject({
      steps: z
        .array(z.strictObject({ id, x: coordinate, y: coordinate }))
        .min(1)
        .max(mostSteps),
    }),
    words: (input, read) => `Moved steps in the picture of ${flowOf(read, input.steps[0]?.id ?? '')}.`,
    run(tx, input) {
      for (const { id: stepId, x, y } of input.steps) tx.update(flowSteps, stepBy(tx, stepId).id, { x, y });
    },
  }),

  /** An exit leads to a step of this flow, to any other destination, or (empty) nowhere. */
  'flow.connect': command({
    input: z.strictObject({ flowId: id, from, to: destination }),
    words: (input, read) =>
      `${input.to === '' ? 'Disconnected' : 'Connected'} ${input.from.step === null ? 'the beginning' : nameOfStep(read, input.from.step)} in ${flowName(read, input.flowId)}.`,
    run: (tx, input) => connect(tx, flowBy(tx, input.flowId), input.from, input.to),
  }),
};

type From = z.output<typeof from>;

const flowBy = (tx: Tx, flowId: string): Flow => found(tx.get(callFlows, flowId), 'This call flow');
const stepBy = (tx: Tx, stepId: string): FlowStep => found(tx.get(flowSteps, stepId), 'This step');

function at(tx: Tx, flow: Flow, { step, exit }: From): string {
  return step === null ? flow.entry : (tx.get(flowExits, exitId(step, exit))?.destination ?? '');
}

function connect(tx: Tx, flow: Flow, { step: stepId, exit }: From, to: string): void {
  refuseBadDestination(tx, flow.id, to);
  if (stepId === null) {
    tx.update(callFlows, flow.id, { entry: to });
    return;
  }
  const step = stepBy(tx, stepId);
  if (step.flowId !== flow.id) refuse({ kind: 'not-found', message: 'This step belongs to another call flow.' });
  const spec = exitsOf(step).find((one) => one.name === exit);
  if (!spec) refuseField('from', `${stepName(tx, step)} has no such exit. Add the key to the menu first.`);
  const row = tx.get(flowExits, exitId(stepId, exit));
  if (to === '') {
    if (row) tx.remove(flowExits, row.id);
  } else if (row) tx.update(flowExits, row.id, { destination: to });
  else tx.insert(flowExits, { id: exitId(stepId, exit), stepId, exit, destination: to });
}

/** A step can be reached from its own flow only; others call the flow. */
export function refuseBadDestination(read: Read, flowId: string, to: string): void {
  if (!to.startsWith('node:fst-')) return;
  const step = found(read.get(flowSteps, to.slice('node:'.length)), 'The step where the call would go');
  if (step.flowId !== flowId)
    refuseField(
      'to',
      `${stepName(read, step)} is a step of ${flowName(read, step.flowId)}. Let the call go to that flow instead.`,
    );
}

/** `before` and what is given, checked by the type. */
function settingsText(type: StepType, given: Record<string, unknown>, before: object): string {
  const parsed = stepKinds[type].settings.safeParse({ ...before, ...given });
  if (parsed.success) return JSON.stringify(parsed.data);
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['settings', ...path].join('.'), message }));
  return refuse({ kind: 'invalid', message: issues[0]?.message ?? 'These settings cannot be stored.', issues });
}

/** What a step is about has to be there; a sound or a target that is not chosen yet is a problem of the flow, not a mistake. */
export function refuseBadStep(read: Read, step: FlowStep): void {
  const { target, sound } = stepKinds[step.type];
  if (step.target !== '') {
    if (!target) refuseField('target', `${stepKinds[step.type].label} is not about anything of the office.`);
    if (!step.target.startsWith(`${target.prefix}-`) || targetName(read, step.type, step.target) === undefined)
      refuseField('target', `Choose ${target.what}.`);
  }
  if (step.sound === '') return;
  if (!sound) refuseField('sound', `${stepKinds[step.type].label} plays no sound.`);
  if (soundOf(read, step.sound) === null) refuseField('sound', 'This sound is no longer there. Choose another one.');
}
