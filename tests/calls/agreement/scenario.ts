/**
 * A random small office with one call, drawn from a seed by the parts in draw/. Ring times are seconds, so that many
 * calls take no time; all offices live side by side in one Asterisk.
 */
import type { OutsideWorld, PhoneWorld } from '../../../office/core/call-flow/simulate.ts';
import { memoryOffice, type MemoryOffice } from '../memory-read.ts';
import { hashOf, randomOf, type Draw } from './draw/draw.ts';
import { parts } from './draw/index.ts';

/** What the caller presses when the call is at a menu: the first key after `after` seconds, each further one `gap` later. */
export interface Keys {
  press: string;
  after: number;
  gap: number;
}

export interface Scenario {
  seed: number;
  /** Which one of many in the same Asterisk it is. */
  block: number;
  office: MemoryOffice;
  phones: Map<string, PhoneWorld>;
  secrets: Map<string, string>;
  /** Where rotating groups stand. */
  rotation: Map<string, number>;
  /** Keys that the caller presses, by node, one entry for each visit. */
  keys: Map<string, Keys[]>;
  /** What trunks do when they are asked to call a number, by `<trunk> <number>`. */
  outside: Map<string, OutsideWorld>;
  /** `World.fact`, by `<node> <name>`. */
  facts: Map<string, string>;
  /** `sent`: how a carrier writes both numbers; a phone writes them as they are. */
  call: {
    device: string;
    from: string;
    to: string;
    ext?: string;
    trunk?: string;
    sent?: { from: string; to: string };
  };
}

/** The moment at which every run begins, so that a seed gives the same call on every day: a Wednesday at noon, UTC. */
export const runBegins = Date.parse('2027-03-10T12:00:00Z');

/** `block`: the office's numbers begin with this, so that many offices live in one Asterisk. */
export function scenario(seed: number, block: number, hasLines = false): Scenario {
  const prefix = `s${block}`;
  const number = (index: number) => String(20_000 + block * 40 + index);
  const claimed = new Map<string, string>();
  let answerStep = 0;
  let random = randomOf(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const draw: Draw = {
    seed,
    block,
    prefix,
    hasLines,
    office: memoryOffice(),
    phones: new Map(),
    secrets: new Map(),
    rotation: new Map(),
    keys: new Map(),
    outside: new Map(),
    facts: new Map(),
    call: { device: '', from: '', to: '' },
    numbers: [],
    outsideNumbers: [],
    destinations: [],
    extensionIds: [],
    identityIds: [],
    groupIds: [],
    flowIds: [],
    scheduleIds: [],
    queueIds: [],
    random: () => random(),
    chance: (probability) => random() < probability,
    between,
    pick: <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T, // Safe: lists are not empty.
    number,
    claim(id) {
      if (claimed.size === 29) throw new Error('the office of this seed has no number left');
      claimed.set(id, number(10 + claimed.size));
      return draw.numberOf(id);
    },
    numberOf(id) {
      const held = claimed.get(id);
      if (held === undefined) throw new Error(`${id} has claimed no number`);
      return held;
    },
    hasNumber: (id) => claimed.has(id),
    answerAfter: () => between(0, 3) + 0.25 + 0.13 * (answerStep++ % 5),
    phone(device, secret, phone) {
      draw.phones.set(device, phone);
      draw.secrets.set(device, secret);
    },
  };
  for (const stage of ['plan', 'fill'] as const)
    for (const part of parts) {
      random = randomOf(hashOf(`${seed} ${part.id} ${stage}`));
      part[stage]?.(draw);
    }
  return draw;
}
