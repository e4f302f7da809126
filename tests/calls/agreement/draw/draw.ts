/**
 * What a part of the random office has to draw with. Every part has a stream of chance of its own, so a part that comes
 * new changes nobody else's offices. A part belongs to one feature; its line stands in index.ts.
 */
import type { PhoneWorld } from '../../../../office/core/call-flow/simulate.ts';
import type { OfficeEngine } from '../../office-engine.ts';
import type { Scenario } from '../scenario.ts';

export interface Draw extends Scenario {
  /** `s12`: stands in every generated id, so that many offices live in one Asterisk. */
  prefix: string;
  /** Trunks may be drawn: the Asterisk of this run has carriers. */
  hasLines: boolean;
  random(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** A number of this office; 0 to 39. Extensions have 0 to 9, and 39 is nobody's. */
  number(index: number): string;
  /** The next internal number that nobody has yet, for the row of this id; `numberOf` gives it again. */
  claim(id: string): string;
  numberOf(id: string): string;
  hasNumber(id: string): boolean;
  /** Numbers that calls may be passed on to, filled by the `plan` of each part. */
  numbers: string[];
  /** Numbers of the public network that are nobody's here, as E.164. */
  outsideNumbers: string[];
  /** Places where calls may go, as the text of a destination column. */
  destinations: string[];
  extensionIds: string[];
  identityIds: string[];
  groupIds: string[];
  flowIds: string[];
  scheduleIds: string[];
  queueIds: string[];
  /** Every phone answers at a moment of its own, so that the first one is never a matter of chance. */
  answerAfter(): number;
  phone(device: string, secret: string, phone: PhoneWorld): void;
}

export interface DrawPart {
  id: string;
  /** Ids and numbers first: parts refer to one another in circles. */
  plan?(draw: Draw): void;
  /** Then the rows. */
  fill?(draw: Draw): void;
  /** What an Asterisk with all these offices needs besides: a carrier, a file. Answers how to take it away again. */
  prepare?(test: OfficeEngine, list: readonly Scenario[]): Promise<(() => Promise<void>) | undefined>;
}

/** Mulberry32: the same seed draws the same office everywhere. */
export function randomOf(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** FNV-1a: a part's own stream of chance. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
