/**
 * What is wrong with a flow as it stands: steps that lack something, exits that lead nowhere, steps that no call reaches,
 * ways that lead in a circle. A pure function of the office, for the picture and for the prover of the coming week. A flow
 * with problems is live all the same: a call that gets there hears a message.
 */
import { destinationNext } from '../../core/destination.ts';
import type { Read } from '../../core/store.ts';
import { ringGroupMembers, ringGroups } from '../ring-groups/table.ts';
import { mailboxes } from '../voicemail/table.ts';
import { exitTo, stepName, stepsOf, type Flow, type FlowStep } from './read.ts';
import { callFlows, flowSteps } from './table.ts';
import { exitsOf, settingsOf, stepKinds } from './types.ts';

export type FlowProblemCode =
  | 'empty'
  | 'no-target'
  | 'no-sound'
  | 'no-keys'
  | 'no-callers'
  | 'no-number'
  | 'nowhere'
  | 'no-voicemail'
  | 'unreachable'
  | 'circle'
  | 'no-members';

export interface FlowProblem {
  code: FlowProblemCode;
  /** `wrong`: callers would hear that nobody can be reached; `odd`: it works, but hardly as meant. */
  weight: 'wrong' | 'odd';
  step: string | null;
  exit: string | null;
  words: string;
  proposal: string;
}

export function flowProblems(read: Read, flowId: string): FlowProblem[] {
  const flow = read.get(callFlows, flowId);
  if (!flow) return [];
  const steps = stepsOf(read, flowId);
  return [
    ...entryProblems(read, flow),
    ...steps.flatMap((step) => stepProblems(read, step)),
    ...wayProblems(read, flow, steps),
  ];
}

function entryProblems(read: Read, flow: Flow): FlowProblem[] {
  if (flow.entry !== '') return voicemailProblem(read, flow.entry, null, 'entry', `The beginning of ${flow.name}`);
  return [
    {
      code: 'empty',
      weight: 'wrong',
      step: null,
      exit: 'entry',
      words: `${flow.name} has no first step, so callers hear that nobody can be reached.`,
      proposal: 'Add a first step, or connect the beginning with one.',
    },
  ];
}

function stepProblems(read: Read, step: FlowStep): FlowProblem[] {
  const kind = stepKinds[step.type];
  const called = stepName(read, step);
  const problem = (
    code: FlowProblemCode,
    words: string,
    proposal: string,
    exit: string | null = null,
    weight: FlowProblem['weight'] = 'wrong',
  ): FlowProblem => ({ code, weight, step: step.id, exit, words, proposal });
  const found: FlowProblem[] = [];

  if (kind.target && step.target === '')
    found.push(
      problem('no-target', `${called}: nobody has chosen ${kind.target.what}.`, `Choose ${kind.target.what}.`),
    );
  if (kind.sound === 'required' && step.sound === '')
    found.push(
      problem(
        'no-sound',
        step.type === 'menu'
          ? `${called} has no greeting: callers would hear nothing and not know what to press.`
          : `${called} has no sound to play.`,
        'Choose a sound, or add one under Sounds.',
      ),
    );
  if (step.type === 'voicemail' && step.target !== '' && !read.get(mailboxes, step.target)?.enabled)
    found.push(
      problem(
        'no-voicemail',
        `${called} is turned off, so no message can be left.`,
        'Turn the voicemail on, or choose another one.',
      ),
    );
  if (
    step.type === 'group' &&
    step.target !== '' &&
    read.get(ringGroups, step.target) &&
    exitTo(read, step.id, 'next') === '' &&
    isEmptyGroup(read, step.target)
  )
    found.push(
      problem(
        'no-members',
        `${called} has no members, and nothing follows when nobody answers.`,
        'Add members to the group, or connect what follows.',
        'next',
        'odd',
      ),
    );
  found.push(...settingsProblems(step, problem, called));
  for (const exit of exitsOf(step)) {
    const to = exitTo(read, step.id, exit.name);
    if (to === '' && !exit.optional)
      found.push(
        problem(
          'nowhere',
          `${called}: “${exit.label}” leads nowhere, so callers hear that nobody can be reached.`,
          'Connect it with a step, a person or an ending.',
          exit.name,
        ),
      );
    else found.push(...voicemailProblem(read, to, step.id, exit.name, `${called}, “${exit.label}”`));
  }
  return found;
}

function settingsProblems(
  step: FlowStep,
  problem: (code: FlowProblemCode, words: string, proposal: string) => FlowProblem,
  called: string,
): FlowProblem[] {
  const settings = settingsOf(step) as {
    keys?: string[];
    direct?: boolean;
    who?: string;
    numbers?: string[];
    number?: string;
  };
  switch (step.type) {
    case 'menu':
      return settings.keys?.length === 0 && !settings.direct
        ? [
            problem(
              'no-keys',
              `${called} offers no key at all.`,
              'Add the keys that callers may press, or let them dial an internal number.',
            ),
          ]
        : [];
    case 'caller':
      return settings.who === 'numbers' && settings.numbers?.length === 0
        ? [
            problem(
              'no-callers',
              `${called} names no callers, so every call takes the same way.`,
              'Add the numbers that it is about.',
            ),
          ]
        : [];
    case 'forward':
      return settings.number === ''
        ? [problem('no-number', `${called} has no number to forward to.`, 'Write the number.')]
        : [];
    default:
      return [];
  }
}

function voicemailProblem(read: Read, to: string, step: string | null, exit: string, what: string): FlowProblem[] {
  const next = destinationNext(to);
  if (next?.to !== 'node' || !next.id.startsWith('vm-') || read.get(mailboxes, next.id.slice(3))?.enabled) return [];
  return [
    {
      code: 'no-voicemail',
      weight: 'wrong',
      step,
      exit,
      words: `${what} leads to a voicemail that is turned off.`,
      proposal: 'Turn the voicemail on, or choose something else.',
    },
  ];
}

const isEmptyGroup = (read: Read, groupId: string): boolean => read.count(ringGroupMembers, { groupId }) === 0;

/** Unreachable steps, and circles that a call can go round without anybody pressing a key. */
function wayProblems(read: Read, flow: Flow, steps: readonly FlowStep[]): FlowProblem[] {
  const entry = stepOfDestination(flow.entry);
  const reached = new Set<string>();
  const open = entry ? [entry] : [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    const step = read.get(flowSteps, at);
    if (!step) continue;
    for (const exit of exitsOf(step)) {
      const to = stepOfDestination(exitTo(read, at, exit.name));
      if (to) open.push(to);
    }
  }
  const lost = steps
    .filter((step) => !reached.has(step.id))
    .map((step): FlowProblem => ({
      code: 'unreachable',
      weight: 'odd',
      step: step.id,
      exit: null,
      words: `No call gets to ${stepName(read, step)}.`,
      proposal: 'Connect an exit with it, or remove it.',
    }));
  const circle = flow.entry === '' ? undefined : circleFrom(read, flow);
  if (!circle) return lost;
  const names = circle.map((id) => nameOfNode(read, id));
  const first = circle.find((id) => read.get(flowSteps, id)?.flowId === flow.id) ?? null;
  return [
    ...lost,
    {
      code: 'circle',
      weight: 'wrong',
      step: first,
      exit: null,
      words: `Calls would go in a circle: ${[...names, names[0] ?? ''].join(' → ')}.`,
      proposal: 'Let one of these exits lead to somebody, to a voicemail, or to an ending.',
    },
  ];
}

/** Nodes of a circle that a call from this flow's beginning goes round by itself; also through other flows. */
function circleFrom(read: Read, flow: Flow): string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (id: string): string[] | undefined => {
    const again = way.indexOf(id);
    if (again !== -1) return way.slice(again);
    if (done.has(id)) return undefined;
    way.push(id);
    for (const next of byItself(read, id)) {
      const circle = visit(next);
      if (circle) return circle;
    }
    way.pop();
    done.add(id);
    return undefined;
  };
  return visit(flow.id);
}

/** Where a call goes from here without a key being pressed: flows and steps only. */
function byItself(read: Read, id: string): string[] {
  const follow = (destination: string): string[] => {
    const next = destinationNext(destination);
    if (next?.to === 'node') return /^(fst|flw)-/.test(next.id) ? [next.id] : [];
    if (next?.to !== 'number') return [];
    return read.all(callFlows, { number: next.number }).map((flow) => flow.id);
  };
  const flow = read.get(callFlows, id);
  if (flow) return follow(flow.entry);
  const step = read.get(flowSteps, id);
  if (!step) return [];
  if (step.type === 'forward') return follow(`number:${(settingsOf(step) as { number: string }).number}`);
  return exitsOf(step)
    .filter((exit) => step.type !== 'menu' || exit.name === 'timeout' || exit.name === 'wrong')
    .flatMap((exit) => follow(exitTo(read, id, exit.name)));
}

const stepOfDestination = (destination: string): string | undefined =>
  destination.startsWith('node:fst-') ? destination.slice('node:'.length) : undefined;

function nameOfNode(read: Read, id: string): string {
  const step = read.get(flowSteps, id);
  return step ? stepName(read, step) : (read.get(callFlows, id)?.name ?? id);
}
