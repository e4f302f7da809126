import { z } from 'zod';
import { classPatterns, classWords, numberClasses } from '../../core/call-flow/outside/classes.ts';
import { dialPlanOf } from '../../core/call-flow/outside/dial-plan.ts';
import { exampleOf } from '../../core/call-flow/outside/pattern.ts';
import type { NotFitting, OutsideRoute } from '../../core/call-flow/outside/route.ts';
import { refusalWords } from '../../core/call-flow/outside/simulate.ts';
import { query } from '../../core/feature.ts';
import { formatNumber } from '../../core/phone-number.ts';
import type { Read } from '../../core/store.ts';
import { id } from '../../core/text.ts';
import { callerIdsShown } from '../caller-ids/read.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { featureCodes } from '../feature-codes/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { schedules } from '../schedules/table.ts';
import { countriesOf, defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { costOf } from '../usage-limits/rates.ts';
import {
  helpDialled,
  namedTrunks,
  outsideRoute,
  patternRows,
  plansOf,
  ruleOf,
  ruleRows,
  type RuleRow,
} from './read.ts';
import { problemsOf } from './rules.ts';
import { sentenceOf } from './commands.ts';
import { outboundPasscodes, outboundPeople, outboundSites } from './table.ts';

const ruleTopics = [
  'outbound_rules',
  'outbound_patterns',
  'outbound_people',
  'outbound_trunks',
  'outbound_passcodes',
  'outbound_sites',
  'trunks',
  'schedules',
  'sites',
  'extensions',
  'users',
] as const;

function shown(read: Read, row: RuleRow) {
  const { passcode, ...rest } = row;
  const named = namedTrunks(read, row.id);
  const rule = ruleOf(read, row);
  return {
    ...rest,
    hasPasscode: passcode !== '',
    plans: plansOf(row),
    patterns: patternRows(read, row.id).map(({ kind, text }) => ({ kind, text })),
    numbers: sentenceOf(read, row),
    people: read
      .all(outboundPeople, { ruleId: row.id })
      .flatMap(({ extensionId }) => read.get(extensions, extensionId) ?? [])
      .map((extension) => ({ id: extension.id, name: extensionName(extension) })),
    trunkIds: named,
    /** Those that it calls by now. */
    trunks: rule.trunks,
    schedule: row.scheduleId === null ? null : (read.get(schedules, row.scheduleId)?.name ?? null),
    problems: row.enabled ? problemsOf(read, row) : [],
  };
}

/** Why a rule was not taken, to stand after its name. */
const whyWords: Readonly<Record<NotFitting, string>> = {
  number: 'is for other numbers',
  'not-allowed': 'is not for this extension',
  closed: 'is not in force at this time',
};

const dialled = z
  .string()
  .max(40, 'No number is that long.')
  .transform((text) => text.replace(/[\s().\u00a0/-]/g, ''))
  .pipe(z.string().regex(/^\+?[0-9*#]{1,24}$/, 'Write the number as it is dialled.'));

export const outboundQueries = {
  'outbound.list': query({
    input: z.strictObject({}),
    topics: ruleTopics,
    run: ({ read }) => ({
      rows: ruleRows(read).map((row) => shown(read, row)),
      /** What a rule may name. */
      lines: read
        .all(trunks)
        .sort((a, b) => a.position - b.position)
        .map(({ id, name, enabled }) => ({ id, name, enabled })),
      schedules: read.all(schedules).map(({ id, name }) => ({ id, name })),
    }),
  }),

  /** Sorts of numbers that can be told in the countries of the office, with an example of each. */
  'outbound.classes': query({
    input: z.strictObject({}),
    topics: ['sites'],
    run: ({ read }) => ({
      classes: numberClasses.flatMap((sort) => {
        const patterns = countriesOf(read).flatMap((country) => classPatterns(sort, dialPlanOf(country)));
        const [first] = patterns;
        return first ? [{ id: sort, words: classWords[sort], example: exampleOf(first) }] : [];
      }),
    }),
  }),

  'outbound.sites': query({
    input: z.strictObject({}),
    topics: ['sites', 'outbound_sites'],
    run: ({ read }) => ({
      rows: read.all(sites).map(({ id: siteId, name, country }) => {
        const row = read.get(outboundSites, siteId);
        return { id: siteId, name, country, line: row?.line ?? '', lineNeeded: row?.lineNeeded ?? false };
      }),
    }),
  }),

  'outbound.passcode': query({
    input: z.strictObject({ extensionId: id }),
    topics: ['outbound_passcodes'],
    run: ({ read }, { extensionId }) => ({ isSet: read.get(outboundPasscodes, extensionId) !== undefined }),
  }),

  /** What a number does when an extension dials it: the same rules that calls go by. */
  'outbound.test': query({
    input: z.strictObject({ ext: z.union([z.literal(''), id]).default(''), dialled, at: z.number().optional() }),
    topics: [
      ...ruleTopics,
      'caller_ids',
      'caller_id_choices',
      'caller_id_requests',
      'public_numbers',
      'trunk_rates',
      'usage_limits',
      'feature_codes',
    ],
    run({ read, now }, { ext, dialled: number, at }) {
      const extension = read.get(extensions, ext);
      const siteId = extension?.siteId ?? defaultSite(read).id;
      const country = read.get(sites, siteId)?.country;
      const help = helpDialled(read, number, ext);
      if (help !== undefined) {
        const what = help === number ? 'is an emergency number' : `stands for the emergency number ${help}`;
        return { kind: 'emergency' as const, words: `${number} ${what}: it goes out past every rule.` };
      }
      if (number.startsWith('*')) return { kind: 'inside' as const, words: codeWords(read, number) };
      if (!number.startsWith('+') && read.holder(number))
        return { kind: 'inside' as const, words: `${number} is a number inside the office.` };
      const route = outsideRoute(read, number, extension?.id ?? 'office', extension !== undefined, at ?? now);
      const own = route.e164 === '' ? undefined : read.all(publicNumbers, { number: `+${route.e164}` })[0];
      if (own)
        return {
          kind: 'inside' as const,
          words: `${formatNumber(own.number, country)} is a number of the office: the call stays inside.`,
        };
      const caller = callerIdsShown(read, extension?.id ?? 'office', siteId);
      return {
        kind: 'outside' as const,
        outcome: route.kind,
        words: routeWords(route),
        readAs: route.e164 === '' ? route.digits : formatNumber(`+${route.e164}`, country),
        rule: route.kind === 'unknown' ? null : { id: route.rule.id, name: route.rule.name },
        refusal: route.kind === 'refused' ? route.code : null,
        passedOver: route.considered.flatMap(({ rule, why }) =>
          why === undefined ? [] : [{ id: rule.id, name: rule.name, why, words: whyWords[why] }],
        ),
        sent: route.kind === 'dial' ? route.send : null,
        asksPasscode: route.kind === 'dial' && route.asksPasscode,
        trunks:
          route.kind === 'dial'
            ? route.rule.trunks.map((trunk) => ({ ...trunk, rate: costOf(read, trunk.id, route.e164) }))
            : [],
        callerId: { numbers: caller.numbers.map((one) => formatNumber(one, country)), isHidden: caller.isHidden },
      };
    },
  }),
};

/** As asterisk/program/dialplan.conf looks codes up: whole, or the first three characters with digits after them. */
function codeWords(read: Read, dialled: string): string {
  const code = read.all(featureCodes).find((row) => row.code === dialled || row.code === dialled.slice(0, 3));
  return code
    ? `${code.code} is a code of the office (${code.id.replaceAll('-', ' ')}): the call stays inside.`
    : `There is no code ${dialled} in this office, so the caller hears that it does not exist.`;
}

function routeWords(route: OutsideRoute): string {
  switch (route.kind) {
    case 'dial':
      return `“${route.rule.name}” calls ${route.send} by ${route.rule.trunks.map(({ name }) => name).join(', then ')}.`;
    case 'refused':
      return `“${route.rule.name}” refuses it: ${refusalWords[route.code]}.`;
    case 'unknown':
      return 'No rule is for this number, so the caller hears that it does not exist.';
  }
}
