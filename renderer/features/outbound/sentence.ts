/** A rule read as a sentence, in the order in which it is gone through: which numbers, who, when, how. */
import type { Queries } from '../../api/contract.ts';
import { t } from '../../i18n/index.svelte.ts';

export type Rule = Queries['outbound.list']['value']['rows'][number];

const planWords = { basic: 'plan.basic', plus: 'plan.plus', pro: 'plan.pro' } as const;
export const planName = (plan: string): string => t(planWords[plan as keyof typeof planWords]);

export function sentence(rule: Rule): string {
  const chosen = [
    ...rule.plans.map((plan) => t('outbound.plan', { plan: planName(plan) })),
    ...rule.people.map(({ name }) => name),
  ];
  const parts =
    rule.action === 'refuse'
      ? [t('outbound.refuses')]
      : [
          t('outbound.by', {
            lines:
              rule.trunkIds.length === 0 ? t('outbound.all-lines') : rule.trunks.map(({ name }) => name).join(', '),
          }),
          ...(rule.passcodeFrom === 'rule' ? [t('outbound.passcode')] : []),
          ...(rule.passcodeFrom === 'extension' ? [t('outbound.own-passcode')] : []),
          ...(rule.strip > 0 ? [t('outbound.strip', { n: rule.strip })] : []),
          ...(rule.add === '' ? [] : [t('outbound.put', { digits: rule.add })]),
        ];
  const who =
    rule.who === 'everybody'
      ? rule.action === 'refuse'
        ? ''
        : t('outbound.calls', { who: t('outbound.everybody') })
      : t('outbound.only', { who: chosen.join(', ') });
  const when = rule.schedule === null ? '' : t(`outbound.while-${rule.scheduleSide}`, { name: rule.schedule });
  const text = [who, ...parts, when].filter((part) => part !== '').join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
