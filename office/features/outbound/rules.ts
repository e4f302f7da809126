/**
 * What is wrong with an outbound rule: refused where it is typed when it could never be right, named beside the rule when
 * other rules or numbers of the office keep calls from it.
 */
import { classWords, type NumberClass } from '../../core/call-flow/outside/classes.ts';
import { compilePattern, covers, exampleOf, fits, type Pattern } from '../../core/call-flow/outside/pattern.ts';
import type { OutsideRule } from '../../core/call-flow/outside/route.ts';
import { emergencyNumbers } from '../../core/numbering.ts';
import { refuse, refuseField, type Remedy } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { countriesOf } from '../sites/rules.ts';
import { outboundPasscodes } from './table.ts';
import { patternRows, patternsFor, ruleOf, ruleRows, type PatternRow, type RuleRow } from './read.ts';

/** A call's variables hold at most so much; twenty rules with a dozen patterns each are far below. */
const longestRegex = 1500;

export interface RuleProblem {
  code: 'shadowed' | 'partly-shadowed' | 'emergency' | 'nobody' | 'no-line' | 'no-passcode' | 'internal';
  words: string;
  /** It never takes a call as it stands. */
  isDead: boolean;
  remedy?: Remedy;
}

const emergencies = (read: Read): string[] => [
  ...new Set(countriesOf(read).flatMap((country) => emergencyNumbers(country))),
];

/** Every number that fits, when they are few. */
const onlyNumber = (pattern: Pattern): string | undefined =>
  pattern.tail === 'exact' && pattern.sets.every((set) => (set & (set - 1)) === 0) ? exampleOf(pattern) : undefined;

/** `path`: of the input field. */
export function refuseBadPattern(read: Read, { kind, text }: Pick<PatternRow, 'kind' | 'text'>, path: string): void {
  if (kind === 'class') {
    if (patternsFor(read, { kind, text }).length > 0) return;
    refuseField(
      path,
      `In ${countriesOf(read).join(', ')} the number alone does not tell ${classWords[text as NumberClass]}. Write a pattern instead, for example 1900NXXXXXX.`,
    );
  }
  const compiled = compilePattern(text, kind);
  if (!compiled.ok) refuseField(path, compiled.why);
  const number = onlyNumber(compiled.pattern);
  const taken = emergencies(read);
  const isEmergency =
    compiled.pattern.tail === 'exact' &&
    taken.some((one) => fits(compiled.pattern, one)) &&
    (number !== undefined || allTaken(compiled.pattern, taken));
  if (isEmergency)
    refuseField(path, `${text} is an emergency number. Emergency calls never come to a rule: take this line out.`);
  const holder = number === undefined ? undefined : read.holder(number);
  if (holder && kind === 'pattern')
    refuseField(
      path,
      `${number} is a number inside the office, so no call to it comes to a rule. For all numbers that begin so, choose “begins with”.`,
    );
}

/** Every number of a short pattern is one of these: 11[02]. */
function allTaken({ sets }: Pattern, numbers: readonly string[]): boolean {
  const count = sets.reduce((product, set) => product * [...set.toString(2)].filter((bit) => bit === '1').length, 1);
  const fitting = numbers.filter((number) => fits({ sets, tail: 'exact' }, number));
  return fitting.length === count;
}

export function refuseTooLong(read: Read, rule: RuleRow, regexLength: number): void {
  if (regexLength <= longestRegex) return;
  refuse({
    kind: 'rule',
    rule: 'outbound-too-long',
    message: `“${rule.name}” has more patterns than a call can look through. Make two rules of it.`,
  });
}

const isOpenToAll = (rule: OutsideRule) => rule.who === 'everybody' && rule.schedule === null;

export function problemsOf(read: Read, row: RuleRow): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const rule = ruleOf(read, row);
  const earlier = ruleRows(read)
    .filter((other) => other.enabled && other.position < row.position)
    .map((other) => ruleOf(read, other));
  shadows(row, rule, earlier, problems);
  if (rule.who === 'chosen' && rule.people.length === 0 && rule.plans.length === 0)
    problems.push({
      code: 'nobody',
      isDead: true,
      words: 'Nobody is chosen, so nobody can use it. Choose people or a plan.',
    });
  if (rule.action === 'dial' && rule.trunks.length === 0)
    problems.push({
      code: 'no-line',
      isDead: true,
      words: 'None of its lines is in use, so callers hear that all lines are busy. Turn one on or choose another.',
      remedy: { label: 'Show the lines', route: '/lines/trunks' },
    });
  if (rule.passcode === 'extension' && read.count(outboundPasscodes) === 0)
    problems.push({
      code: 'no-passcode',
      isDead: true,
      words:
        'It asks for the passcode of the extension, but no extension has one. Give passcodes to those who may call.',
    });
  emergencyOverlap(read, row, problems);
  return problems;
}

function shadows(row: RuleRow, rule: OutsideRule, earlier: readonly OutsideRule[], problems: RuleProblem[]): void {
  const open = earlier.filter(isOpenToAll);
  const coveredBy = (pattern: Pattern) => open.find((other) => other.patterns.some((one) => covers(one, pattern)));
  const covering = rule.patterns.map(coveredBy);
  const first = covering.find((one) => one !== undefined);
  if (first === undefined) return;
  const isDead = covering.every((one) => one !== undefined);
  const missing = rule.patterns.find((pattern) => coveredBy(pattern) !== undefined);
  problems.push({
    code: isDead ? 'shadowed' : 'partly-shadowed',
    isDead,
    words: isDead
      ? `It is never used: “${first.name}” stands before it and takes all its numbers.`
      : `Numbers like ${missing ? exampleOf(missing) : ''} never get here: “${first.name}” stands before it and takes them.`,
    remedy: {
      label: `Move it before “${first.name}”`,
      command: 'outbound-rule.move',
      input: { id: row.id, before: first.id },
    },
  });
}

/** Emergency calls go past every rule; whoever wrote a narrow pattern that would take one should know. */
function emergencyOverlap(read: Read, row: RuleRow, problems: RuleProblem[]): void {
  const taken = emergencies(read);
  for (const pattern of patternRows(read, row.id)) {
    if (pattern.kind === 'class') continue;
    for (const compiled of patternsFor(read, pattern)) {
      const hits = taken.filter((number) => fits(compiled, number));
      const isBroad = compiled.sets.length === 0 || compiled.sets[0] === 0x3ff;
      if (hits.length === 0 || isBroad) continue;
      problems.push({
        code: 'emergency',
        isDead: false,
        words: `${hits.join(', ')} would fit ${pattern.text}, but emergency calls never come to a rule.`,
      });
    }
  }
}
