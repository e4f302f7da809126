/** What can be picked: found by the service while somebody types, so that 10,000 people cost no more than ten. */
import { live } from '../../api/live.svelte.ts';
import type { Queries } from '../../api/contract.ts';

const MOST = 30;

export type ExtensionChoice = Queries['extension.list']['value']['rows'][number];
export type GroupChoice = Queries['ring-group.list']['value'][number];

export function findExtensions(options: { unassigned?: boolean } = {}) {
  let search = $state('');
  const found = live('extension.list', () => ({ search, limit: MOST, ...options }));
  return {
    set search(text: string) {
      search = text;
    },
    get rows(): readonly ExtensionChoice[] {
      return found.value?.rows ?? [];
    },
  };
}

/** Everything that has an internal number and can take a call. */
export function findNumbers() {
  let search = $state('');
  const extensions = findExtensions();
  const groups = live('ring-group.list', () => ({}));
  const fits = (group: GroupChoice): boolean => `${group.number} ${group.name}`.toLowerCase().includes(search);
  return {
    set search(text: string) {
      search = text.toLowerCase();
      extensions.search = text;
    },
    get extensions(): readonly ExtensionChoice[] {
      return extensions.rows;
    },
    get groups(): readonly GroupChoice[] {
      return (groups.value ?? []).filter(fits);
    },
  };
}

export function findIdentities() {
  let search = $state('');
  const found = live('identity.list', () => ({ search, limit: MOST }));
  return {
    set search(text: string) {
      search = text;
    },
    get rows() {
      return found.value?.rows ?? [];
    },
  };
}
