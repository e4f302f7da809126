/** The features page: its shape, and which settings exclude each other, so that the form shows it before anything is saved (spec N8). */
import { z } from 'zod';
import { t } from '../../i18n/index.svelte.ts';
import type { Features } from './types.ts';

const forward = z.object({ enabled: z.boolean(), number: z.string() });

export const featuresSchema = z
  .object({
    forwards: z.object({ always: forward, busy: forward, noAnswer: forward }),
    ringSeconds: z.int('Use whole seconds.').min(1, 'At least 1 second.').max(600, 'At most 600 seconds.'),
    voicemail: z.object({ enabled: z.boolean(), email: z.string() }),
    hidden: z.boolean(),
    callWaiting: z.boolean(),
    doNotDisturb: z.boolean(),
    cli: z.object({ on: z.boolean(), number: z.string() }),
  })
  .superRefine((values, context) => {
    for (const kind of forwardKeys)
      if (values.forwards[kind].enabled && values.forwards[kind].number.trim() === '')
        context.addIssue({ code: 'custom', path: ['forwards', kind, 'number'], message: t('features.number-missing') });
    if (values.cli.on && values.cli.number === '')
      context.addIssue({ code: 'custom', path: ['cli', 'number'], message: t('features.cli-missing') });
  });

export type FeatureValues = z.output<typeof featuresSchema>;
export const forwardKeys = ['always', 'busy', 'noAnswer'] as const;

export interface Exclusions {
  /** Why none of the forwardings can be turned on. */
  forwarding: string | undefined;
  busy: string | undefined;
  callWaiting: string | undefined;
  cli: string | undefined;
}

/** Why a switch cannot be turned on now. */
export function exclusions(
  values: FeatureValues,
  { hasPasscode, numbers }: Pick<Features, 'hasPasscode' | 'numbers'>,
): Exclusions {
  const forwarding = hasPasscode ? t('features.no-forward-passcode') : undefined;
  return {
    forwarding,
    busy: forwarding ?? (values.callWaiting ? t('features.busy-or-waiting') : undefined),
    callWaiting: values.forwards.busy.enabled ? t('features.waiting-or-busy') : undefined,
    cli: numbers.length === 0 ? t('features.no-numbers') : undefined,
  };
}

/** A setting that is on can always be turned off. */
export const isBlocked = (why: string | undefined, isOn: boolean): boolean => why !== undefined && !isOn;

export const initialFeatures = ({ forwards, ringSeconds, voicemail, hidden, callWaiting, doNotDisturb, cli }: Features): FeatureValues => ({
  forwards, ringSeconds, voicemail, hidden, callWaiting, doNotDisturb, cli,
}); // prettier-ignore
