/** The registry of node kinds: a new kind is its folder and one line here. */
import type { Next, Node, NodeOf } from './node.ts';
import type { PlainLine, PlainNames } from '../plain/plain.ts';
import type { PastStep } from './past.ts';
import type { NodeContext, NodeResult } from './simulate.ts';
import type { ProjectedRow } from '../projection.ts';
import { callerKind } from './caller/index.ts';
import { conferenceKind } from './conference/index.ts';
import { extensionKind } from './extension/index.ts';
import { facilityKind } from './facility/index.ts';
import { flowKind } from './flow/index.ts';
import { forwardKind } from './forward/index.ts';
import { hangupKind } from './hangup/index.ts';
import { huntKind } from './hunt/index.ts';
import { menuKind } from './menu/index.ts';
import { playKind } from './play/index.ts';
import { publicNumberKind } from './public-number/index.ts';
import { queueKind } from './queue/index.ts';
import { ringKind } from './ring/index.ts';
import { stepKind } from './step/index.ts';
import { voicemailKind } from './voicemail/index.ts';
import { whenKind } from './when/index.ts';

/** `name` is stable, for what is stored and drawn; where it is missing, the label stands for it. */
export interface Exit {
  name?: string;
  label: string;
  next: Next;
}

export interface NodeKind<K extends Node['kind']> {
  /** What Asterisk reads: the node's row and those of its legs. */
  rows(node: NodeOf<K>): ProjectedRow[];
  simulate(node: NodeOf<K>, context: NodeContext): NodeResult;
  /** The node in one or two sentences. */
  words(node: NodeOf<K>): string;
  /** Where a call can go from here, for the picture and for finding dead ends. */
  exits(node: NodeOf<K>): Exit[];
  /** What happened here to a call that was: a clause without a full stop. */
  past(node: NodeOf<K>, step: PastStep): string;
  /** The node as plain dialplan that a stock Asterisk runs, see core/plain/. */
  plain(node: NodeOf<K>, names: PlainNames): PlainLine[];
}

export const kinds: { [K in Node['kind']]: NodeKind<K> } = {
  extension: extensionKind,
  ring: ringKind,
  hunt: huntKind,
  voicemail: voicemailKind,
  flow: flowKind,
  step: stepKind,
  play: playKind,
  menu: menuKind,
  caller: callerKind,
  forward: forwardKind,
  hangup: hangupKind,
  conference: conferenceKind,
  facility: facilityKind,
  queue: queueKind,
  when: whenKind,
  'public-number': publicNumberKind,
};

/** The kind of a node, for callers that hold any node. */
export function kindOf(node: Node): NodeKind<Node['kind']> {
  return kinds[node.kind] as NodeKind<Node['kind']>;
}
