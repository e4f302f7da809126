/**
 * What becomes of a number that is none of the office's: the rules in their order, of which the first that fits wins.
 * Pure; the tester, the simulator and the prover use it, and asterisk/program/outside.conf does the same with the same rows.
 */
import { readNumber, type DialPlan } from './dial-plan.ts';
import { fits, type Pattern } from './pattern.ts';

export interface OutsideTrunk {
  id: string;
  name: string;
}

export interface OutsideRule {
  id: string;
  name: string;
  patterns: Pattern[];
  action: 'dial' | 'refuse';
  who: 'everybody' | 'chosen';
  /** With `chosen`: these extensions, and everybody with one of these plans. */
  people: string[];
  plans: string[];
  /** Digits taken off the front, and digits put there then. */
  strip: number;
  add: string;
  passcode: 'none' | 'rule' | 'extension';
  /** In force only while the schedule is on that side. */
  schedule: { id: string; name: string; side: 'open' | 'closed' } | null;
  /** In the order in which they are tried. */
  trunks: OutsideTrunk[];
}

/** Somebody for whom the call goes out. */
export interface OutsideCaller {
  /** Extension id, or `office` for calls that the office itself passes on: a call flow, a group. */
  by: string;
  plan: string;
  dialPlan: DialPlan;
  hasPasscode: boolean;
}

export interface OutsideAsk {
  number: string;
  caller: OutsideCaller;
  /** By a phone just now: then a passcode can be asked for, and a digit for the line may stand before the number. */
  isDialled: boolean;
  isOpen(schedule: string): boolean;
}

export type NotFitting = 'number' | 'not-allowed' | 'closed';
export type OutsideRefusal = 'not-allowed' | 'closed' | 'blocked' | 'passcode-needed' | 'no-line';

export interface Considered {
  rule: OutsideRule;
  /** Undefined: it fits. */
  why: NotFitting | undefined;
}

export type OutsideRoute = { considered: Considered[]; digits: string; e164: string } & (
  | { kind: 'dial'; rule: OutsideRule; send: string; asksPasscode: boolean }
  | { kind: 'refused'; code: OutsideRefusal; rule: OutsideRule }
  /** No rule is for such a number. */
  | { kind: 'unknown' }
);

export function routeOutside(rules: readonly OutsideRule[], ask: OutsideAsk): OutsideRoute {
  const read = readNumber(ask.number, ask.caller.dialPlan, ask.isDialled);
  const digits = read?.digits ?? ask.number;
  const e164 = read?.e164 ?? '';
  const considered: Considered[] = [];
  if (read === undefined) return { kind: 'unknown', considered, digits, e164 };
  for (const rule of rules) {
    const why = whyNot(rule, digits, ask);
    considered.push({ rule, why });
    if (why === undefined) return { considered, digits, e164, ...take(rule, { digits, e164 }, ask) };
  }
  // The first rule for such numbers says why they are not called.
  const first = considered.find(({ why }) => why !== 'number');
  return first?.why === 'not-allowed' || first?.why === 'closed'
    ? { kind: 'refused', code: first.why, rule: first.rule, considered, digits, e164 }
    : { kind: 'unknown', considered, digits, e164 };
}

function whyNot(rule: OutsideRule, digits: string, { caller, isOpen }: OutsideAsk): NotFitting | undefined {
  if (!rule.patterns.some((pattern) => fits(pattern, digits))) return 'number';
  // What the office passes on itself was set by whoever may set the rules.
  const isAllowed =
    rule.who === 'everybody' ||
    caller.by === 'office' ||
    rule.people.includes(caller.by) ||
    rule.plans.includes(caller.plan);
  if (!isAllowed) return 'not-allowed';
  if (rule.schedule !== null && isOpen(rule.schedule.id) !== (rule.schedule.side === 'open')) return 'closed';
  return undefined;
}

type Taken =
  | { kind: 'dial'; rule: OutsideRule; send: string; asksPasscode: boolean }
  | { kind: 'refused'; code: OutsideRefusal; rule: OutsideRule };

function take(rule: OutsideRule, number: { digits: string; e164: string }, { caller, isDialled }: OutsideAsk): Taken {
  if (rule.action === 'refuse') return { kind: 'refused', code: 'blocked', rule };
  // Nobody is there to press it when a call is passed on; a forward must not be a way around it.
  const asksPasscode = rule.passcode !== 'none' && caller.by !== 'office';
  if (asksPasscode && (!isDialled || (rule.passcode === 'extension' && !caller.hasPasscode)))
    return { kind: 'refused', code: 'passcode-needed', rule };
  if (rule.trunks.length === 0) return { kind: 'refused', code: 'no-line', rule };
  return { kind: 'dial', rule, send: numberSent(rule, number), asksPasscode };
}

/** With digits taken off or put on, exactly that; else the number of the world, which each trunk writes in its own way. */
export function numberSent({ strip, add }: OutsideRule, { digits, e164 }: { digits: string; e164: string }): string {
  if (strip > 0 || add !== '') return `${add}${digits.slice(strip)}`;
  return e164 === '' ? digits : `+${e164}`;
}
