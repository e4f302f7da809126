/** Outbound rules as core/call-flow/outside/ understands them, from the office's rows. */
import { classPatterns, type NumberClass } from '../../core/call-flow/outside/classes.ts';
import { beginsWithLine, dialPlanOf, type DialPlan } from '../../core/call-flow/outside/dial-plan.ts';
import { compilePattern, type Pattern } from '../../core/call-flow/outside/pattern.ts';
import {
  routeOutside,
  type OutsideCaller,
  type OutsideRoute,
  type OutsideRule,
} from '../../core/call-flow/outside/route.ts';
import { scheduleAt } from '../../core/schedule/schedule.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensions } from '../extensions/table.ts';
import { scheduleOf } from '../schedules/read.ts';
import { countriesOf, defaultSite, helpForms } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunksInOrder } from '../trunks/read.ts';
import { trunks } from '../trunks/table.ts';
import { users } from '../users/table.ts';
import {
  outboundPasscodes,
  outboundPatterns,
  outboundPeople,
  outboundRules,
  outboundSites,
  outboundTrunks,
} from './table.ts';

export type RuleRow = Row<typeof outboundRules>;
export type PatternRow = Row<typeof outboundPatterns>;

/** Extensions of nobody (a lobby phone) and the office itself have no plan. */
export const noPlan = 'none';

export function dialPlanOfSite(read: Read, siteId: string): DialPlan {
  const row = read.get(outboundSites, siteId);
  return dialPlanOf(
    read.get(sites, siteId)?.country ?? defaultSite(read).country,
    row?.line ?? '',
    row?.lineNeeded ?? false,
  );
}

/** One for each country in which the office is: "international" begins with another prefix in each. */
const dialPlans = (read: Read): DialPlan[] => countriesOf(read).map((country) => dialPlanOf(country));

export function patternsFor(read: Read, { kind, text }: Pick<PatternRow, 'kind' | 'text'>): Pattern[] {
  if (kind === 'class')
    // Safe: only names of classes are stored.
    return dialPlans(read).flatMap((plan) => classPatterns(text as NumberClass, plan));
  const compiled = compilePattern(text, kind);
  return compiled.ok ? [compiled.pattern] : [];
}

export const ruleRows = (read: Read): RuleRow[] =>
  read.all(outboundRules).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

export const patternRows = (read: Read, ruleId: string): PatternRow[] =>
  read.all(outboundPatterns, { ruleId }).sort((a, b) => a.position - b.position);

export const plansOf = ({ plans }: Pick<RuleRow, 'plans'>): string[] => (plans === '' ? [] : plans.split(','));

/** Ids of the trunks that the rule names, in order; empty when it uses all. */
export const namedTrunks = (read: Read, ruleId: string): string[] =>
  read
    .all(outboundTrunks, { ruleId })
    .sort((a, b) => a.position - b.position)
    .map(({ trunkId }) => trunkId);

export function ruleOf(read: Read, row: RuleRow): OutsideRule {
  const usable = trunksInOrder(read).map(({ id, name }) => ({ id, name }));
  const named = namedTrunks(read, row.id);
  const schedule = row.scheduleId === null ? undefined : scheduleOf(read, row.scheduleId);
  return {
    id: row.id,
    name: row.name,
    patterns: patternRows(read, row.id).flatMap((pattern) => patternsFor(read, pattern)),
    action: row.action,
    who: row.who,
    people: read.all(outboundPeople, { ruleId: row.id }).map(({ extensionId }) => extensionId),
    plans: plansOf(row),
    strip: row.strip,
    add: row.add,
    passcode: row.passcodeFrom,
    schedule: schedule ? { id: schedule.id, name: schedule.label, side: row.scheduleSide } : null,
    trunks: named.length === 0 ? usable : named.flatMap((id) => usable.find((trunk) => trunk.id === id) ?? []),
  };
}

/**
 * In an office without any trunk no rule leads out: whoever mistypes a colleague's number hears that it is nobody's, and
 * not that a line is missing. What is forbidden stays so.
 */
export const isInForce = (read: Read, { enabled, action }: RuleRow): boolean =>
  enabled && (action === 'refuse' || read.count(trunks) > 0);

/** Those in force, in their order. */
export const outsideRules = (read: Read): OutsideRule[] =>
  ruleRows(read)
    .filter((row) => isInForce(read, row))
    .map((row) => ruleOf(read, row));

export function outsideCaller(read: Read, by: string): OutsideCaller {
  const extension = read.get(extensions, by);
  if (!extension)
    return { by: 'office', plan: noPlan, dialPlan: dialPlanOfSite(read, defaultSite(read).id), hasPasscode: false };
  return {
    by,
    plan: planOf(read, extension.userId),
    dialPlan: dialPlanOfSite(read, extension.siteId),
    hasPasscode: read.get(outboundPasscodes, by) !== undefined,
  };
}

export const planOf = (read: Read, userId: string | null): string =>
  (userId === null ? undefined : read.get(users, userId)?.plan) ?? noPlan;

/**
 * The emergency number that a phone of this extension reaches by dialling that, with or without the # that some phones send:
 * by the number's own forms, or because what is behind the site's digit for an outside line is one of another site's.
 */
export function helpDialled(read: Read, dialled: string, extensionId: string): string | undefined {
  const forms = helpForms(read);
  const help = forms.get(dialled.replace(/#$/, ''));
  if (help !== undefined || read.holder(dialled) || !read.get(extensions, extensionId)) return help;
  return beginsWithLine(dialled, outsideCaller(read, extensionId).dialPlan) ? forms.get(dialled.slice(1)) : undefined;
}

/** `at`: milliseconds since 1970. */
export function outsideRoute(read: Read, number: string, by: string, isDialled: boolean, at: number): OutsideRoute {
  return routeOutside(read.memo(outsideRules), {
    number,
    caller: outsideCaller(read, by),
    isDialled,
    isOpen(id) {
      const schedule = scheduleOf(read, id);
      return schedule !== undefined && scheduleAt(schedule, at).open;
    },
  });
}
