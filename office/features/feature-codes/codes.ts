/** The codes that came first; later features bring theirs in `Feature.codes`. */
import type { FeatureCode } from '../../core/feature.ts';

/** Codes as most phone systems have them. */
export const basicCodes: readonly FeatureCode[] = [
  { id: 'dnd-on', code: '*78', does: 'Turn do not disturb on' },
  { id: 'dnd-off', code: '*79', does: 'Turn do not disturb off' },
  { id: 'dnd-toggle', code: '*76', does: 'Switch do not disturb' },
  { id: 'forward-always-on', code: '*72', does: 'Forward all calls', takes: 'number' },
  { id: 'forward-always-off', code: '*73', does: 'Stop forwarding all calls' },
  { id: 'forward-busy-on', code: '*90', does: 'Forward calls when busy', takes: 'number' },
  { id: 'forward-busy-off', code: '*91', does: 'Stop forwarding when busy' },
  { id: 'forward-no-answer-on', code: '*52', does: 'Forward calls that nobody answers', takes: 'number' },
  { id: 'forward-no-answer-off', code: '*53', does: 'Stop forwarding unanswered calls' },
  { id: 'forward-unreachable-on', code: '*58', does: 'Forward calls when no phone is connected', takes: 'number' },
  { id: 'forward-unreachable-off', code: '*59', does: 'Stop forwarding when no phone is connected' },
  { id: 'call-waiting-on', code: '*70', does: 'Turn call waiting on' },
  { id: 'call-waiting-off', code: '*71', does: 'Turn call waiting off' },
  { id: 'group-sign-in', code: '*50', does: 'Sign in to a ring group', takes: 'group' },
  { id: 'group-sign-out', code: '*51', does: 'Sign out of a ring group', takes: 'group' },
  { id: 'voicemail-own', code: '*97', does: 'Listen to your voicemail' },
  { id: 'voicemail-any', code: '*98', does: 'Listen to a voicemail from another phone' },
  { id: 'echo-test', code: '*43', does: 'Hear yourself, to test the sound' },
];
