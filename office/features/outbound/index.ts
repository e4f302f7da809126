/** Calls to the outside: ordered rules of which the first that fits wins, with a tester (spec X14, X2). */
import { defineFeature, entity } from '../../core/feature.ts';
import { refuseForwardWithPasscode } from '../forwarding/rules.ts';
import { extensions } from '../extensions/table.ts';
import { extensionName } from '../extensions/legs.ts';
import { refuseShadowedBy } from '../sites/rules.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { addFirstRule, checkRule, outboundCommands } from './commands.ts';
import { callerProjector, outsideSiteProjector, ruleProjector } from './project.ts';
import { outboundQueries } from './queries.ts';
import {
  outboundPasscodes,
  outboundPatterns,
  outboundPeople,
  outboundRules,
  outboundSites,
  outboundTrunks,
} from './table.ts';
import { outboundPlain } from './plain.ts';

const partOfRule = ({ ruleId }: { ruleId: string }) => ({ table: 'outbound_rules', id: ruleId });
const partOfExtension = ({ id }: { id: string }) => ({ table: 'extensions', id });

export const outboundFeature = defineFeature({
  id: 'outbound',
  plain: outboundPlain,
  entities: [
    entity({
      table: outboundRules,
      label: (rule) => `Outbound rule “${rule.name}”`,
      route: (rule) => `/lines/outbound/${rule.id}`,
      uses: (rule) => (rule.scheduleId === null ? [] : [{ table: 'schedules', id: rule.scheduleId }]),
      check: (rule, read) => checkRule(read, rule.id),
    }),
    entity({
      table: outboundPatterns,
      label: (pattern) => pattern.text,
      partOf: partOfRule,
      uses: (pattern) => [partOfRule(pattern)],
      check: (pattern, read) => checkRule(read, pattern.ruleId),
      checkGone: (pattern, read) => checkRule(read, pattern.ruleId),
    }),
    entity({
      table: outboundPeople,
      label: (row, read) => {
        const extension = read.get(extensions, row.extensionId);
        return extension ? extensionName(extension) : 'somebody';
      },
      partOf: partOfRule,
      uses: (row) => [partOfRule(row), { table: 'extensions', id: row.extensionId }],
    }),
    entity({
      table: outboundTrunks,
      label: (row, read) => read.get(trunks, row.trunkId)?.name ?? 'a line',
      partOf: partOfRule,
      uses: (row) => [partOfRule(row), { table: 'trunks', id: row.trunkId }],
    }),
    entity({
      table: outboundSites,
      label: (row, read) => `Outside line in ${read.get(sites, row.id)?.name ?? row.id}`,
      check(row, read) {
        const site = read.get(sites, row.id);
        if (site) refuseShadowedBy(read, site);
      },
      partOf: ({ id }) => ({ table: 'sites', id }),
      uses: ({ id }) => [{ table: 'sites', id }],
    }),
    entity({
      table: outboundPasscodes,
      label: () => 'Passcode',
      partOf: partOfExtension,
      uses: (row) => [partOfExtension(row)],
      check: (row, read) => refuseForwardWithPasscode(read, row.id),
    }),
  ],
  commands: outboundCommands,
  queries: outboundQueries,
  projectors: [ruleProjector, callerProjector, outsideSiteProjector],
  seed: addFirstRule,
  complete: addFirstRule,
});
