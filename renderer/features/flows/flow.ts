/** What the screens of call flows share: the kinds of steps and how a flow becomes a picture. Pure, so that it is tested alone. */
import type { Component } from 'svelte';
import Clock from '@lucide/svelte/icons/clock';
import Hourglass from '@lucide/svelte/icons/hourglass';
import ListTree from '@lucide/svelte/icons/list-tree';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import PhoneForwarded from '@lucide/svelte/icons/phone-forwarded';
import PhoneIncoming from '@lucide/svelte/icons/phone-incoming';
import PhoneOff from '@lucide/svelte/icons/phone-off';
import User from '@lucide/svelte/icons/user';
import UsersRound from '@lucide/svelte/icons/users-round';
import Voicemail from '@lucide/svelte/icons/voicemail';
import Volume2 from '@lucide/svelte/icons/volume-2';
import type { Queries } from '../../api/contract.ts';

export type Flow = Queries['flow.get']['value'];
export type FlowLine = Queries['flow.list']['value'][number];
export type Step = Flow['steps'][number];
export type StepType = Step['type'];
export type Problem = Flow['problems'][number];
export type Answer = Queries['calls.simulate']['value'];

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
] as const satisfies readonly StepType[];

type Icon = Component<{ size?: number | string }>;
export const icons: Readonly<Record<StepType | 'entry', Icon>> = {
  entry: PhoneIncoming,
  play: Volume2,
  menu: ListTree,
  when: Clock,
  caller: PhoneIncoming,
  extension: User,
  group: UsersRound,
  queue: Hourglass,
  voicemail: Voicemail,
  conference: MessageCircle,
  forward: PhoneForwarded,
  hangup: PhoneOff,
};

/** An exit as every part of the editor sees it; the way into the flow is one of them. */
export interface Exit {
  step: string | null;
  name: string;
  label: string;
  optional: boolean;
  to: { value: string; step: string | null; label: string };
}

export const ENTRY = 'entry';
export const exitsOf = (step: Step): Exit[] => step.exits.map((exit) => ({ ...exit, step: step.id }));
export const entryExit = (flow: Flow, label: string): Exit => ({
  step: null,
  name: ENTRY,
  label,
  optional: false,
  to: flow.entry,
});

export const edgeId = (from: string | null, exit: string): string => `${from ?? ENTRY}>${exit}`;
export const terminalId = (from: string | null, exit: string): string => `to>${edgeId(from, exit)}`;

export interface Box {
  id: string;
  kind: 'entry' | 'step' | 'terminal';
  step?: Step;
  /** What a terminal stands for. */
  label?: string;
  /** It leads back to the step that it comes from. */
  isAgain?: boolean;
  width: number;
  height: number;
}

export interface Line {
  id: string;
  source: string;
  exit: string;
  target: string;
}

const stepWidth = 228;
const head = 62;
const exitRow = 30;
const terminal = { width: 180, height: 38 };

/** Where lines arrive: at the middle of a box. */
export const headMiddle = (box: Box): number => box.height / 2;

/** Where the line of an exit begins, below the top of its box. */
export function rowOf(box: Box, exit: string): number {
  const row = box.step?.exits.findIndex(({ name }) => name === exit) ?? 0;
  return head + exitRow * (Math.max(0, row) + 0.5);
}

/** All boxes and lines of the picture; an exit that leads out of the flow, or nowhere on purpose, ends in a small box. */
export function pictureOf(flow: Flow): { boxes: Box[]; lines: Line[] } {
  const boxes: Box[] = [{ id: ENTRY, kind: 'entry', width: 180, height: head + exitRow }];
  const lines: Line[] = [];
  const follow = (source: string, from: string | null, exit: { name: string; to: Exit['to'] }): void => {
    if (exit.to.value === '') return;
    let target = exit.to.step;
    // A line from a box to itself would be drawn across the box.
    if (target === null || target === source) {
      target = terminalId(from, exit.name);
      boxes.push({ id: target, kind: 'terminal', label: exit.to.label, isAgain: exit.to.step !== null, ...terminal });
    }
    lines.push({ id: edgeId(from, exit.name), source, exit: exit.name, target });
  };
  follow(ENTRY, null, { name: ENTRY, to: flow.entry });
  for (const step of flow.steps) {
    boxes.push({ id: step.id, kind: 'step', step, width: stepWidth, height: head + exitRow * step.exits.length });
    for (const exit of step.exits) follow(step.id, step.id, exit);
  }
  return { boxes, lines };
}

/** Somebody has placed the steps by hand: until then the picture arranges itself. */
export const isPlaced = (flow: Flow): boolean => flow.steps.some(({ x, y }) => x !== 0 || y !== 0);

/** Ids of the boxes by which each box can be reached and left, for walking through the picture by keys. */
export function neighbour(lines: readonly Line[], id: string, direction: 'next' | 'back'): string | undefined {
  const line = lines.find((one) => (direction === 'next' ? one.source : one.target) === id);
  return line && (direction === 'next' ? line.target : line.source);
}

export interface Lit {
  boxes: Set<string>;
  /** Line -> the second at which the call goes along it. */
  lines: Map<string, number>;
}

/** The way of a simulated call on the picture. */
export function litBy(flow: Flow, answer: Answer): Lit {
  const boxes = new Set<string>();
  const lines = new Map<string, number>();
  const ids = new Set(flow.steps.map(({ id }) => id));
  for (const [index, { node, exit }] of answer.way.entries()) {
    const from = node === flow.id ? null : node;
    if (from !== null && !ids.has(from)) continue;
    boxes.add(from ?? ENTRY);
    const name = from === null ? ENTRY : exit;
    if (name === undefined) continue;
    const stands = (from === null ? [entryExit(flow, '')] : exitsOfId(flow, from)).find((one) => one.name === name);
    if (!stands || stands.to.value === '') continue;
    lines.set(edgeId(from, name), answer.way[index + 1]?.at ?? answer.ending.at);
    if (stands.to.step === null || stands.to.step === from) boxes.add(terminalId(from, name));
  }
  return { boxes, lines };
}

const exitsOfId = (flow: Flow, id: string): Exit[] => {
  const step = flow.steps.find((one) => one.id === id);
  return step ? exitsOf(step) : [];
};

export interface OutlineLine {
  depth: number;
  /** The exit by which one gets here, in words. */
  by: string;
  step: Step | undefined;
  /** What stands there when it is no step; empty: nowhere yet. */
  label: string;
  /** The step stands further up already. */
  isAgain: boolean;
  exit: Exit;
}

/** The flow as an indented list, in the order in which a call goes through it; steps that no call reaches come last. */
export function outlineOf(flow: Flow, begin: string): { lines: OutlineLine[]; lost: Step[] } {
  const lines: OutlineLine[] = [];
  const seen = new Set<string>();
  const visit = (exit: Exit, depth: number): void => {
    const step = exit.to.step === null ? undefined : flow.steps.find(({ id }) => id === exit.to.step);
    const isAgain = step !== undefined && seen.has(step.id);
    lines.push({ depth, by: exit.label, step, label: exit.to.label, isAgain, exit });
    if (!step || isAgain) return;
    seen.add(step.id);
    // A chain stays at its depth; what branches is indented.
    const exits = exitsOf(step).filter((one) => !one.optional || one.to.value !== '');
    for (const one of exits) visit(one, exits.length > 1 ? depth + 1 : depth);
  };
  visit(entryExit(flow, begin), 0);
  return { lines, lost: flow.steps.filter(({ id }) => !seen.has(id)) };
}
