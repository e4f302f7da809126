/** Limits, rates and months as asterisk/apply/runtime/usage.sql reckons with them. */
import { affected, projector } from '../../core/feature.ts';
import { projected } from '../../core/projection.ts';
import { extensions } from '../extensions/table.ts';
import { sites } from '../sites/table.ts';
import { trunks } from '../trunks/table.ts';
import { monthsOf } from './months.ts';
import { trunkRates, usageLimits } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    /** Money in ten-thousandths of the currency, or seconds. */
    usage_limit: { id: string; site: string; kind: string; amount: number };
    usage_rate: {
      id: string;
      trunk: string;
      prefix: string;
      per_minute: number;
      per_call: number;
      first_step: number;
      next_step: number;
    };
    usage_month: { id: string; site: string; since: number; till: number; starts: string };
  }
}

export const usageProjectors = [
  projector({
    owner: usageLimits,
    rows(read, limit) {
      const extension = read.get(extensions, limit.id);
      if (limit.kind === 'none' || extension?.type !== 'normal') return [];
      return [
        projected('usage_limit', {
          id: limit.id,
          site: extension.siteId,
          kind: limit.kind,
          amount: limit.kind === 'minutes' ? limit.amount * 60 : limit.amount,
        }),
      ];
    },
    affectedBy: [affected(extensions, ({ id }) => [id])],
  }),
  projector({
    owner: trunks,
    rows: (read, trunk) =>
      read.all(trunkRates, { trunkId: trunk.id }).map((rate) =>
        projected('usage_rate', {
          id: rate.id,
          trunk: trunk.id,
          prefix: rate.prefix,
          per_minute: rate.perMinute,
          per_call: rate.perCall,
          first_step: rate.firstStep,
          next_step: rate.nextStep,
        }),
      ),
    affectedBy: [affected(trunkRates, ({ trunkId }) => [trunkId])],
  }),
  projector({
    owner: sites,
    rows: (_read, site) =>
      monthsOf(site.timeZone).map(({ year, since, till, starts }) =>
        projected('usage_month', {
          id: `${site.id}-${year}`,
          site: site.id,
          since,
          till,
          starts: JSON.stringify(starts),
        }),
      ),
    affectedBy: [],
  }),
];
