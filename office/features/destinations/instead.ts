/**
 * Whoever's calls led to something that rings or serves them is led elsewhere, so that it can be removed without anybody's
 * calls getting lost. Each of them keeps its own rules: a forwarding may go only where the extension may call.
 */
import type { FlowSource, Next } from '../../core/call-flow/node.ts';
import { destinationNext, nodeDestination, rowOfNode, type Destination } from '../../core/destination.ts';
import { circleFrom } from '../../core/prover/circle.ts';
import { found, refuseField, Refused } from '../../core/refusal.ts';
import type { Read, Row, Tx } from '../../core/store.ts';
import { flowExits, flowSteps, type StepType } from '../call-flows/table.ts';
import { exitsOf } from '../call-flows/types.ts';
import { callerIds } from '../caller-ids/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { targetsOf } from '../forwarding/next.ts';
import { forwardId } from '../forwarding/rules.ts';
import { forwards, forwardTargets } from '../forwarding/table.ts';
import { ringGroups } from '../ring-groups/table.ts';
import { speedDials } from '../speed-dials/table.ts';
import { redirect, renumber } from './moved.ts';

export function leadElsewhere(tx: Tx, flows: FlowSource, gone: string, instead: Destination): void {
  const numbers = tx
    .numbers()
    .filter(({ id }) => id === gone)
    .map(({ number }) => number);
  const next = nextOf(tx, flows, gone, numbers, instead);
  const number = numberOf(tx, next);
  const stood = circleFrom(flows, next, gone);

  const before = [...nodesOf(gone).map(nodeDestination), ...numbers.map((one) => `number:${one}`)];
  for (const destination of before) redirect(tx, destination, instead);
  for (const { id } of tx.all(ringGroups, { overflowId: gone }))
    tx.update(ringGroups, id, { overflowKind: 'destination', overflowId: instead });
  refuseWithoutNumber(tx, gone, numbers, number);
  for (const { extensionId } of tx.all(forwardTargets, { targetExtensionId: gone }))
    ringOthers(tx, extensionId, gone, number);
  if (number !== undefined)
    for (const from of numbers) {
      for (const forward of tx.all(forwards, { number: from })) passOn(tx, forward, number);
      renumber(tx, from, number);
    }
  for (const step of stepsAbout(tx, gone, numbers)) turn(tx, step, next, instead);

  // One that stood before is not of this making, and the prover names it.
  const circle = circleFrom(flows, next);
  if (circle && !stood)
    refuseField('instead', `Calls would go in a circle: ${circle.join(' → ')}. Choose something else.`);
}

/** Itself, and the voicemail of an extension: both go together. */
const nodesOf = (gone: string): string[] => [gone, `vm-${gone}`];

function nextOf(read: Read, flows: FlowSource, gone: string, numbers: readonly string[], instead: Destination): Next {
  const next = destinationNext(instead) ?? refuseField('instead', 'Choose where the calls go instead.');
  if (next.to === 'node') {
    if (nodesOf(gone).includes(next.id))
      refuseField('instead', 'Calls cannot go to what is removed. Choose something else.');
    if (next.id.startsWith('fst-'))
      refuseField('instead', 'A step is reached only from its own flow. Choose the flow, or something else.');
    found(flows.byId(next.id), 'What you chose');
  }
  if (next.to === 'number') {
    if (numbers.includes(next.number))
      refuseField('instead', 'Calls cannot go to what is removed. Choose something else.');
    if (!next.number.startsWith('+') && !read.holder(next.number))
      refuseField('instead', `There is no ${next.number} in this office. Choose something else.`);
  }
  return next;
}

function numberOf(read: Read, next: Next): string | undefined {
  if (next.to === 'number') return next.number;
  return next.to === 'node' ? read.numbers().find(({ id }) => id === next.id)?.number : undefined;
}

const nameOf = (read: Read, extensionId: string): string => {
  const extension = read.get(extensions, extensionId);
  return extension ? extensionName(extension) : extensionId;
};

/** What dials or shows a number cannot be given a voicemail or an ending. */
function refuseWithoutNumber(read: Read, gone: string, numbers: readonly string[], number: string | undefined): void {
  const calling = numbers.flatMap((one) => [
    ...read
      .all(forwards, { number: one, enabled: true })
      .map(({ extensionId }) => `forwarding of ${nameOf(read, extensionId)}`),
    ...read
      .all(speedDials, { number: one })
      .filter(({ extensionId }) => extensionId !== gone)
      .map(({ place, name }) => `speed dial ${place} ${name}`),
  ]);
  const showing = numbers
    .flatMap((one) => read.all(callerIds, { internalNumber: one }))
    .filter(({ id }) => id !== gone)
    .map(({ id }) => `the number that ${nameOf(read, id)} shows inside`);
  const isInternal = number !== undefined && !number.startsWith('+');
  const without = [...(number === undefined ? calling : []), ...(isInternal ? [] : showing)];
  if (without.length === 0) return;
  const more = without.length > 3 ? ` and ${without.length - 3} more` : '';
  refuseField(
    'instead',
    `This has no ${number === undefined ? 'number' : 'internal number'}, and there has to be one for ${without.slice(0, 3).join(', ')}${more}. Choose something that has one, or change that first.`,
  );
}

/** While it is off the number is only remembered; one that is on must be allowed to go there. */
function passOn(tx: Tx, { id, extensionId, kind, enabled }: Row<typeof forwards>, number: string): void {
  if (!enabled) {
    tx.update(forwards, id, { number });
    return;
  }
  setForwarding(tx, { extensionId, kind, number });
}

/** Of several extensions that ring together for another one: the rest goes on without it where it has no heir among them. */
function ringOthers(tx: Tx, extensionId: string, gone: string, number: string | undefined): void {
  const holder = number === undefined ? undefined : tx.holder(number);
  const heir = holder?.table === 'extensions' && holder.id !== extensionId ? holder.id : undefined;
  const targets = targetsOf(tx, extensionId)
    .map(({ id }) => (id === gone ? heir : id))
    .filter((id) => id !== undefined);
  const isAlone = targets.length === 0 && tx.get(forwards, forwardId(extensionId, 'always'))?.number === '';
  setForwarding(tx, { extensionId, kind: 'always', extensions: targets, ...(isAlone ? { number } : {}) });
}

function setForwarding(tx: Tx, input: { extensionId: string } & Record<string, unknown>): void {
  try {
    tx.run('forwarding.set', input);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refuseField('instead', `Forwarding of ${nameOf(tx, input.extensionId)}: ${error.refusal.message}`);
  }
}

/** Steps that ring it, and those that forward to its number still. */
const stepsAbout = (read: Read, gone: string, numbers: readonly string[]): Row<typeof flowSteps>[] => [
  ...read.all(flowSteps, { target: gone }),
  ...read
    .all(flowSteps, { type: 'forward' })
    .filter(({ settings }) => numbers.includes((JSON.parse(settings) as { number?: string }).number ?? '')),
];

/** What a step can lead to by itself, by the prefix of its node. */
const stepFor: Readonly<Record<string, StepType>> = {
  ext: 'extension',
  vm: 'voicemail',
  grp: 'group',
  que: 'queue',
  cnf: 'conference',
};

/** A step that can lead to the other one does, with what follows it; else its place is taken by where calls go instead. */
function turn(tx: Tx, step: Row<typeof flowSteps>, next: Next, instead: Destination): void {
  const type = next.to === 'node' ? stepFor[next.id.slice(0, next.id.indexOf('-'))] : undefined;
  if (next.to === 'node' && type !== undefined) {
    const settings = type === step.type ? step.settings : '{}';
    const names = exitsOf(
      tx.update(flowSteps, step.id, { type, target: rowOfNode(next.id)?.id ?? next.id, settings }),
    ).map(({ name }) => name);
    for (const { id, exit } of tx.all(flowExits, { stepId: step.id }))
      if (!names.includes(exit)) tx.remove(flowExits, id);
    return;
  }
  redirect(tx, nodeDestination(step.id), instead);
  tx.run('flow-step.remove', { id: step.id });
}
