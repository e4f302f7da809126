/** Outbound rules, callers and sites as asterisk/program/outside.conf reads them. */
import { lineRegex } from '../../core/call-flow/outside/dial-plan.ts';
import { regexOfAll } from '../../core/call-flow/outside/pattern.ts';
import { affected, projector } from '../../core/feature.ts';
import { projected, type ProjectedRow } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { ownNumbers, siteNumber } from '../caller-ids/read.ts';
import { callerIdChoices, callerIdRequests, callerIds } from '../caller-ids/table.ts';
import { extensions } from '../extensions/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { defaultSite } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { users } from '../users/table.ts';
import { dialPlanOfSite, isInForce, outsideCaller, ruleOf } from './read.ts';
import {
  outboundPasscodes,
  outboundPatterns,
  outboundPeople,
  outboundRules,
  outboundSites,
  outboundTrunks,
} from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    outside_rules: {
      id: string;
      position: number;
      /** Matches nothing but the rule's numbers, and holds digits, brackets and anchors only. */
      regex: string;
      action: string;
      who: string;
      plans: string;
      schedule: string;
      side: string;
      strip: number;
      put: string;
      changes: 0 | 1;
      passcode_from: string;
      passcode: string;
      trunks: string;
    };
    outside_people: { id: string };
    outside_ext: {
      id: string;
      site: string;
      plan: string;
      passcode: string;
      /** Those that it shows; empty: the site's. */
      numbers: string;
      hidden: 0 | 1;
      shows: string;
    };
    outside_site: {
      id: string;
      code: string;
      abroad: string;
      national: string;
      line: string;
      line_needed: 0 | 1;
      /** Number that stands for the site. */
      main: string;
    };
  }
}

const allRules = (_row: unknown, read: Read) => read.all(outboundRules).map(({ id }) => id);

export const ruleProjector = projector({
  owner: outboundRules,
  rows(read, row) {
    if (!isInForce(read, row)) return [];
    const rule = ruleOf(read, row);
    if (rule.patterns.length === 0) return [];
    return [
      projected('outside_rules', {
        id: row.id,
        position: row.position,
        regex: regexOfAll(rule.patterns),
        action: row.action,
        who: row.who,
        plans: `,${rule.plans.join(',')},`,
        schedule: rule.schedule?.id ?? '',
        side: row.scheduleSide,
        strip: row.strip,
        put: row.add,
        changes: row.strip > 0 || row.add !== '' ? 1 : 0,
        passcode_from: row.passcodeFrom,
        passcode: row.passcodeFrom === 'rule' ? row.passcode : '',
        trunks: rule.trunks.map(({ id }) => id).join(','),
      }),
      ...(row.who === 'chosen' ? rule.people.map((id) => projected('outside_people', { id: `${row.id}/${id}` })) : []),
    ];
  },
  affectedBy: [
    affected(outboundPatterns, ({ ruleId }) => [ruleId]),
    affected(outboundPeople, ({ ruleId }) => [ruleId]),
    affected(outboundTrunks, ({ ruleId }) => [ruleId]),
    affected(trunks, allRules),
    affected(sites, allRules),
  ],
});

function callerRow(read: Read, id: string, siteId: string): ProjectedRow {
  const caller = outsideCaller(read, id);
  const settings = read.get(callerIds, id);
  return projected('outside_ext', {
    id,
    site: siteId,
    plan: caller.plan,
    passcode: read.get(outboundPasscodes, id)?.passcode ?? '',
    numbers: ownNumbers(read, id).join(','),
    hidden: settings?.hidden ? 1 : 0,
    shows: settings?.forwardShows ?? 'own',
  });
}

/** Those that chose a number of their own; all others show the site's, which is looked up when they call. */
const choosers = ({ siteId }: { siteId: string }, read: Read) =>
  read
    .all(callerIds)
    .flatMap(({ id, mode }) => (mode !== 'main' && read.get(extensions, id)?.siteId === siteId ? [id] : []));

export const callerProjector = projector({
  owner: extensions,
  rows: (read, extension) => [callerRow(read, extension.id, extension.siteId)],
  affectedBy: [
    affected(users, (user, read) => read.all(extensions, { userId: user.id }).map(({ id }) => id)),
    affected(outboundPasscodes, ({ id }) => [id]),
    affected(callerIds, ({ id }) => [id]),
    affected(callerIdChoices, ({ extensionId }) => [extensionId]),
    affected(callerIdRequests, ({ extensionId }) => [extensionId]),
    affected(publicNumbers, choosers),
  ],
});

export const outsideSiteProjector = projector({
  owner: sites,
  rows(read, site) {
    const plan = dialPlanOfSite(read, site.id);
    return [
      projected('outside_site', {
        id: site.id,
        code: plan.code,
        abroad: plan.international,
        national: plan.trunk,
        line: lineRegex(plan),
        line_needed: plan.isLineNeeded ? 1 : 0,
        main: siteNumber(read, site.id) ?? '',
      }),
      // What the office passes on by itself goes out as from its first site.
      ...(defaultSite(read).id === site.id ? [callerRow(read, 'office', site.id)] : []),
    ];
  },
  affectedBy: [
    affected(sites, (_site, read) => read.all(sites).map(({ id }) => id)),
    affected(outboundSites, ({ id }) => [id]),
    affected(publicNumbers, ({ siteId }) => [siteId]),
  ],
});
