/** What the editor does to a flow: each is a command, so it is live at once and can be undone. */
import { api } from '../../api/client.svelte.ts';
import { act, announce } from '../../app/changes.ts';
import { isPlaced, type Exit, type Flow, type StepType } from './flow.ts';
import type { Place } from './layout.ts';

export const fromOf = (exit: Exit) => ({ step: exit.step, exit: exit.name });

/** Returns the new step. In a picture that was placed by hand it stands right of where it comes from. */
export async function addStep(flow: Flow, type: StepType, exit?: Exit): Promise<string | undefined> {
  const outcome = await api.do('flow-step.add', {
    flowId: flow.id,
    type,
    ...(exit ? { from: fromOf(exit) } : {}),
    ...placeFor(flow, exit),
  });
  announce(outcome);
  return outcome.ok ? outcome.value.id : undefined;
}

function placeFor(flow: Flow, exit: Exit | undefined): Partial<Place> {
  if (!isPlaced(flow)) return {};
  const from = flow.steps.find(({ id }) => id === exit?.step);
  const row = from?.exits.findIndex(({ name }) => name === exit?.name) ?? 0;
  let place = { x: (from?.x ?? 0) + 336, y: (from?.y ?? 0) + Math.max(0, row) * 120 };
  // Not upon another one.
  while (flow.steps.some(({ x, y }) => Math.abs(x - place.x) < 260 && Math.abs(y - place.y) < 100))
    place = { x: place.x, y: place.y + 120 };
  return place;
}

export const connect = (flow: Flow, exit: Exit, to: string): Promise<boolean> =>
  act('flow.connect', { flowId: flow.id, from: fromOf(exit), to });

export const removeStep = (id: string): Promise<boolean> => act('flow-step.remove', { id });

export const moveSteps = (steps: readonly { id: string; x: number; y: number }[]): Promise<boolean> =>
  act('flow-step.move', { steps: steps.map(({ id, x, y }) => ({ id, x: Math.round(x), y: Math.round(y) })) });

/** The picture arranges itself again. */
export const arrangeAgain = (flow: Flow): Promise<boolean> =>
  moveSteps(flow.steps.map(({ id }) => ({ id, x: 0, y: 0 })));
