/**
 * A call's way as data: nodes that know where the call goes next. Features compile configuration to nodes; each kind
 * of node is one folder with its readers side by side: rows for Asterisk, simulation, words and picture, and the
 * dialplan context that carries it out. They cannot drift apart unseen: tests/calls/agreement runs them against each other.
 */
import type { Device } from '../observed.ts';
import type { Unavailable } from './unavailable.ts';
import type { OutsideRoute } from './outside/route.ts';

/**
 * Where a call goes next. A number is looked up when the call gets there, and counts as one hop; one that the office does
 * not have goes out by the outbound rules. `hang-up` ends the call on purpose.
 */
export type Next =
  | { to: 'node'; id: string }
  | { to: 'number'; number: string }
  | { to: 'end'; ending: 'busy' | 'no-answer' | 'unreachable' | 'hang-up' };

/** One device that a node rings, with the extension whose rules it follows. */
export interface Leg {
  device: Device;
  ext: string;
  /** Identity of the device, and what to call it in words: "Anna Weber - Deskphone". */
  identity: string;
  label: string;
  /** Seconds from the start of the node. */
  start: number;
  seconds: number;
  /** Not rung while its extension is in a call. */
  skipBusy: boolean;
  signedOut: boolean;
  /** The extension's own rules that keep a shared call away from it. */
  dnd: boolean;
  forwarded: boolean;
  /** Devices of the same extension: one of them in a call makes the extension busy. */
  siblings: Device[];
  /** So does the phone at which its number is logged in. */
  loggedInAt?: { device: Device; until: number | null };
  /** By schedule (spec X15). */
  unavailable?: Unavailable;
  /** Log-ins at other phones (hot desking); the first that stands counts. */
  desk?: DeskLogin[];
}

/** Until then, in milliseconds since 1970 or without end, another phone takes the device's place, or none does. */
export interface DeskLogin {
  until: number | null;
  instead: Pick<Leg, 'device' | 'identity' | 'label' | 'siblings' | 'loggedInAt'> | null;
}

export interface ExtensionNode {
  kind: 'extension';
  id: string;
  ext: string;
  number: string;
  label: string;
  /** All its devices, also those that do not ring on incoming calls. */
  devices: Device[];
  legs: Leg[];
  /** The handset at which its number is logged in: it rings also when no leg gives way to it. */
  handset?: Pick<Leg, 'device' | 'identity' | 'label' | 'siblings'> & { until: number | null };
  seconds: number;
  dnd: boolean;
  callWaiting: boolean;
  vips: string[];
  always: Next | null;
  /** By schedule (spec X15), for calls that no forwarding takes. */
  unavailable?: Unavailable & { next: Next };
  onDnd: Next;
  onBusy: Next;
  onNoAnswer: Next;
  onUnreachable: Next;
}

/** Several devices, each with its own start and ring time; ends when one answers or all are over. */
export interface RingNode {
  kind: 'ring';
  id: string;
  label: string;
  /** Name shown on the ringing phones before the caller's, or empty. */
  shown: string;
  legs: Leg[];
  /** A number outside that rings beside them, on behalf of an extension and by its rules (spec X5). */
  outside?: { number: string; by: string; seconds: number };
  next: Next;
}

/** One device after another, each for its own ring time; a busy or absent one is passed over at once. */
export interface HuntNode {
  kind: 'hunt';
  id: string;
  label: string;
  shown: string;
  order: 'fixed' | 'rotating' | 'random';
  legs: Leg[];
  next: Next;
}

export interface VoicemailNode {
  kind: 'voicemail';
  id: string;
  mailbox: string;
  label: string;
}

/** Every kind of node by its name. A kind that stands alone in its folder adds itself with `declare module '../node.ts'`. */
export interface NodeKinds {
  extension: ExtensionNode;
  ring: RingNode;
  hunt: HuntNode;
  voicemail: VoicemailNode;
}

export type Node = NodeKinds[keyof NodeKinds];

export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

/** Where a flow is read from: the office's rows, compiled on demand. */
export interface FlowSource {
  /** The node behind an internal number, or undefined when the number does not exist. */
  byNumber(number: string): Node | undefined;
  byId(id: string): Node | undefined;
  /** Whether an internal number begins with this key. */
  hasNumbersFrom(key: string): boolean;
  /**
   * What becomes of a number that is nobody's, for an extension or the `office`, at a moment in milliseconds since 1970; a
   * source without outside lines has no answer.
   */
  outside?(number: string, by: string, isDialled: boolean, at: number): OutsideRoute;
}

/** A call is passed on at most this often; the next hop ends it as unreachable, so that forwards cannot go in circles. */
export const maxHops = 6;

/** A call is at this many nodes at most, so that flows that lead into one another end in a message and not never. */
export const maxNodes = 200;
