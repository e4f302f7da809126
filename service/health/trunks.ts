import { trunkState } from '../../office/features/trunks/state.ts';
import type { HealthCheck } from './check.ts';

/** How long a number that nobody has stays in front of people. */
const unknownShownMs = 24 * 3_600_000;

/** Lines to the outside that are down, and numbers that were called by them and are none of ours. */
export const trunks: HealthCheck = {
  id: 'trunks',
  check({ trunks: configured, observed, now }) {
    const seen = new Map(observed.trunks.map((one) => [one.id, one]));
    const states = configured.map((trunk) => ({ trunk, state: trunkState(trunk, seen.get(trunk.id), now) }));
    const isAnyUp = states.some(({ state }) => state.kind === 'up');
    const others = states.filter(({ state }) => state.kind === 'up').map(({ trunk }) => trunk.name);
    return [
      ...states
        .filter(({ state }) => state.kind === 'down')
        .map(({ trunk, state }) => ({
          code: `trunk-${trunk.id}-${state.code}`,
          // With another line the office still reaches the outside.
          severity: isAnyUp ? ('attention' as const) : ('broken' as const),
          title: `${trunk.name}: ${state.words}`,
          cause: isAnyUp
            ? `Calls go out by ${others.join(', ')} where the rules allow it.`
            : 'No line to the outside works: nobody can call out by it, and calls for help reach nobody.',
          remedy: state.remedy,
          route: `/lines/trunks/${trunk.id}`,
        })),
      ...configured.flatMap((trunk) => {
        const recent = (seen.get(trunk.id)?.unknownNumbers ?? []).filter(({ at }) => now - at < unknownShownMs);
        const [first] = recent;
        if (!first) return [];
        const more = recent.length > 1 ? ` and ${recent.length - 1} more` : '';
        return {
          code: `unknown-number-${trunk.id}`,
          severity: 'attention' as const,
          title: `Calls come by ${trunk.name} for numbers that the office does not have`,
          cause: `${first.number || 'A call without a number'}${more} was called. Such calls go where the main number leads.`,
          remedy: 'Add the number, or tell the carrier that it is not yours.',
          route: `/lines/trunks/${trunk.id}`,
        };
      }),
    ];
  },
};
