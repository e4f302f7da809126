import type { HealthCheck } from './check.ts';

const shown = 3;

/** A phone said that something is switched, and the office could not keep it: nobody would know. */
export const undoneChanges: HealthCheck = {
  id: 'undone-changes',
  check({ undoneChanges: changes = [] }) {
    const [first] = changes;
    if (first === undefined) return [];
    const many = changes.length > 1;
    const told = changes.slice(0, shown).map(({ words, why }) => `${words}. ${why}`);
    const more = changes.length - shown;
    return [
      {
        code: 'undone-changes',
        severity: 'attention',
        title: many
          ? `${changes.length} changes made with phones are not in force`
          : 'A change made with a phone is not in force',
        cause: `The phone confirmed it, and it was undone: ${told.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
        remedy: 'Tell whoever did it, or change what stands against it. This is shown for a day.',
        route: (many ? null : first.route) ?? '/people',
      },
    ];
  },
};
